//! Texts from files as they are shown to people: quoted, on one line and short; and which known name one is a slip of.

use std::fmt;

use language::english;

/// A text from a file, on one line and short enough to print; it is shown in quotes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excerpt(String);

impl Excerpt {
    pub(super) fn of(text: &str) -> Self {
        Self(shortened(text))
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}`", self.0)
    }
}

/// A text from a file on one line and short enough to print.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let letters = text.trim().chars();
    let mut shown: String =
        letters.clone().take(MOST).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if letters.clone().nth(MOST).is_some() {
        shown.push('…');
    }
    if shown.is_empty() { "(blank)".to_owned() } else { shown }
}

/// The name that `text` is most likely a slip of, if there is one.
pub(super) fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// All codes of one series are alike, so that the nearest one means nothing.
    const DIGITS_OF_A_CODE: usize = 4;
    let is_code = text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_OF_A_CODE;
    if is_code { None } else { rules::diagnostic::nearest(text, names) }
}

/// Lists names for a sentence: `a`, `b` and `c`.
pub(super) fn listed(names: &[String]) -> String {
    const MOST: usize = 30;
    let mut quoted: Vec<_> = names.iter().take(MOST).map(|name| Excerpt::of(name).to_string()).collect();
    if names.len() > MOST {
        quoted.push(format!("{} more", names.len() - MOST));
    }
    english::list(&quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(Excerpt::of(" a\nb ").to_string(), "`a b`");
        assert_eq!(Excerpt::of(&"é".repeat(100)).to_string().chars().count(), 63);
    }

    #[test]
    fn a_code_is_never_a_slip_of_another_code() {
        assert_eq!(nearest("E92000001", ["E92000002"].into_iter()), None);
        assert_eq!(
            nearest("hm-prision-service", ["police", "hm-prison-service"].into_iter()),
            Some("hm-prison-service")
        );
    }
}
