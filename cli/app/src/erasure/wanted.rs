//! What is to be erased, as somebody asks for it.

use engine::model::{is_same_person, name_as_seen};
use ledger::entry::{Entry, Position};
use ledger::personal::PersonalKind;
use serde_json::Value;

/// What is to be erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// A person's name, however it is spelt, what they said, and all words and addresses that mention it.
    Person(String),
    /// All words and addresses that mention these, such as a mail address.
    Mention(String),
    /// The words of one entry. Names and addresses stay.
    At(Position),
}

impl Wanted {
    /// Whether a personal value of the entry at a position is meant.
    pub(super) fn is_of(&self, position: Position, kind: PersonalKind, value: &str) -> bool {
        match (self, kind) {
            (Self::Person(name), PersonalKind::Name) => is_same_person(name, value),
            (Self::Mention(_), PersonalKind::Name) => false,
            (Self::At(at), _) => !kind.is_comparable() && *at == position,
            (Self::Person(words) | Self::Mention(words), PersonalKind::Words | PersonalKind::Address) => {
                mentions(value, words)
            }
            (Self::Person(words) | Self::Mention(words), PersonalKind::Json | PersonalKind::Notice) => {
                // As it is written, line breaks in it are letters.
                let said = serde_json::from_str::<Value>(value);
                said.map_or_else(|_| mentions(value, words), |said| says(&said, words))
            }
        }
    }

    /// Whether an entry is what the person said, so that its words go with the name.
    pub(super) fn said(&self, entry: &Entry, texts: &[(PersonalKind, String)]) -> bool {
        let Self::Person(name) = self else { return false };
        let by = texts.iter().find(|(kind, _)| *kind == PersonalKind::Name);
        // Of a message, whoever asked for its silence is named first, and said nothing of it; nor did those say texts whom they name.
        !matches!(entry, Entry::Queued { .. } | Entry::Activated(_))
            && by.is_some_and(|(_, by)| is_same_person(name, by))
    }

    /// Whether a text that stands in clear has what is to be erased.
    pub(super) fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Person(words) | Self::Mention(words) => mentions(text, words),
            Self::At(_) => false,
        }
    }

    /// Whether there is nothing in it by which anything could be found.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Person(words) | Self::Mention(words) => name_as_seen(words).is_empty(),
            Self::At(_) => false,
        }
    }
}

fn says(said: &Value, words: &str) -> bool {
    match said {
        Value::String(text) => mentions(text, words),
        Value::Array(parts) => parts.iter().any(|part| says(part, words)),
        Value::Object(parts) => parts.iter().any(|(key, part)| mentions(key, words) || says(part, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether whole words of a text, one behind the other, are these to whoever reads them.
fn mentions(text: &str, words: &str) -> bool {
    let wanted = name_as_seen(words);
    if wanted.is_empty() {
        return false;
    }
    let seen = text.split(|letter: char| !letter.is_alphanumeric()).map(name_as_seen);
    let seen: Vec<String> = seen.filter(|word| !word.is_empty()).collect();
    (0..seen.len()).any(|first| {
        let mut rest = wanted.as_str();
        for word in &seen[first..] {
            match rest.strip_prefix(word.as_str()) {
                Some("") => return true,
                Some(left) => rest = left,
                None => return false,
            }
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, is_mentioned: bool) {
        assert_eq!(mentions(text, "Ann Hay"), is_mentioned, "{text:?}");
    }

    #[test]
    fn a_name_is_found_among_other_words_however_it_is_spelt() {
        for text in [
            "Ann Hay",
            "said ann  hay's deputy",
            "To: Ann.Hay@example.org",
            "\u{410}nn Hay, of Leeds",
            "AnnHay",
        ] {
            check(text, true);
        }
        for text in ["Joann Hay", "Ann Hayes", "Ann", "Hay Ann", ""] {
            check(text, false);
        }
    }

    #[test]
    fn what_programs_read_is_looked_through_value_by_value() {
        let json = r#"{"owner":"Ann Hay","text":"It fires.\nBo Lin knows."}"#;
        let is_of = |name: &str| Wanted::Person(name.into()).is_of(1, PersonalKind::Json, json);
        assert!(is_of("Ann Hay") && is_of("Bo Lin"));
        assert!(!is_of("Cy Day"));
    }

    #[test]
    fn the_words_of_one_entry_leave_its_names() {
        let at = Wanted::At(7);
        assert!(at.is_of(7, PersonalKind::Words, "Anything"));
        assert!(!at.is_of(7, PersonalKind::Name, "Ann Hay"));
        assert!(!at.is_of(8, PersonalKind::Words, "Anything"));
    }
}
