//! One condition on what a message says of itself, as Alertmanager writes it: `severity = breach`, `mission =~ "health|care"`.

use std::fmt;

use regex_lite::Regex;
use thiserror::Error;

use super::marks::Marks;

/// One condition.
#[derive(Clone, Debug)]
pub struct Matcher {
    pub name: String,
    pub sign: Sign,
    /// A text, or a pattern.
    pub value: String,
    pattern: Option<Regex>,
}

/// How a value is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    Equal,
    NotEqual,
    Matches,
    MatchesNot,
}

/// Longest first, since `=~` begins as `=` does.
const SIGNS: [(&str, Sign); 4] =
    [("!=", Sign::NotEqual), ("=~", Sign::Matches), ("!~", Sign::MatchesNot), ("=", Sign::Equal)];

/// Why a text is no matcher, as the end of "`..` is no matcher: ..".
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(crate) enum MatcherFault {
    #[error("it has no `=`, `!=`, `=~` or `!~`")]
    NoSign,
    #[error("before the sign stands no name")]
    NoName,
    #[error("its quotation marks do not end where it ends")]
    Quotes,
    #[error("its pattern cannot be used: {0}")]
    Pattern(String),
}

impl Matcher {
    /// Reads one.
    pub(crate) fn parse(text: &str) -> Result<Self, MatcherFault> {
        let at = text.find(['=', '!']).ok_or(MatcherFault::NoSign)?;
        let (name, rest) = text.split_at(at);
        let found = SIGNS.iter().find_map(|(spelt, sign)| Some((*sign, rest.strip_prefix(spelt)?)));
        let (sign, value) = found.ok_or(MatcherFault::NoSign)?;
        let name = name.trim();
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(MatcherFault::NoName);
        }
        let value = unquoted(value.trim())?;
        let pattern = match sign {
            Sign::Equal | Sign::NotEqual => None,
            // The whole value is meant, as with Alertmanager.
            Sign::Matches | Sign::MatchesNot => Some(
                Regex::new(&format!("^(?:{value})$"))
                    .map_err(|error| MatcherFault::Pattern(error.to_string()))?,
            ),
        };
        Ok(Self { name: name.to_owned(), sign, value, pattern })
    }

    /// Reads one that is known to be one.
    pub fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }

    /// Whether it holds. Of several values one suffices; a sign that denies is held to all of them.
    pub fn holds(&self, marks: &Marks) -> bool {
        let mut values = marks.values(&self.name).peekable();
        let says_nothing = values.peek().is_none();
        let is_meant = (says_nothing && self.means("")) || values.any(|value| self.means(value));
        is_meant != self.denies()
    }

    /// Whether a value is the one that is named, or one of those.
    pub fn means(&self, value: &str) -> bool {
        self.pattern.as_ref().map_or(value == self.value, |pattern| pattern.is_match(value))
    }

    /// Whether it names one value, and no pattern.
    pub fn is_plain(&self) -> bool {
        self.pattern.is_none()
    }

    /// Whether it holds where the value is another.
    pub fn denies(&self) -> bool {
        matches!(self.sign, Sign::NotEqual | Sign::MatchesNot)
    }
}

fn unquoted(value: &str) -> Result<String, MatcherFault> {
    let Some(rest) = value.strip_prefix('"') else {
        return if value.contains('"') { Err(MatcherFault::Quotes) } else { Ok(value.to_owned()) };
    };
    let mut said = String::new();
    let mut letters = rest.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if letters.as_str().is_empty() => return Ok(said),
            '"' => return Err(MatcherFault::Quotes),
            '\\' => match letters.next() {
                Some(quoted @ ('"' | '\\')) => said.push(quoted),
                Some('n') => said.push('\n'),
                // A pattern has backslashes of its own.
                Some(other) => said.extend(['\\', other]),
                None => return Err(MatcherFault::Quotes),
            },
            letter => said.push(letter),
        }
    }
    Err(MatcherFault::Quotes)
}

impl PartialEq for Matcher {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.sign, &self.value) == (&other.name, other.sign, &other.value)
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spelt = SIGNS.iter().find(|(_, sign)| *sign == self.sign).map_or("=", |(spelt, _)| spelt);
        let is_plain = !self.value.is_empty() && !self.value.contains(char::is_whitespace);
        if is_plain {
            write!(out, "{} {spelt} {}", self.name, self.value)
        } else {
            write!(out, "{} {spelt} {:?}", self.name, self.value)
        }
    }
}
