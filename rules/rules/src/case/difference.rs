//! Where a test came out otherwise than expected, in words that one reads at once: only what differs.

use std::fmt;

use language::english;

use crate::declare::case::Wording;
use crate::source::Span;

/// One thing that is not as a test expects it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Where it is expected.
    pub place: Span,
    /// When, for people.
    pub moment: String,
    /// What differs, such as "state of homelessness/duty-to-refer".
    pub about: String,
    /// What was expected and not found, a line each.
    pub expected: Vec<String>,
    /// What was found instead, a line each.
    pub found: Vec<String>,
}

impl Difference {
    /// The path and the line of the expectation, as editors take them.
    pub fn location(&self) -> String {
        format!("{}:{}", self.place.source.path, self.place.source.line(self.place.range.start))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, on {}: {}", self.location(), self.moment, self.about)?;
        for (title, lines) in [("expected", &self.expected), ("found", &self.found)] {
            for (number, line) in lines.iter().enumerate() {
                let title = if number == 0 { title } else { "" };
                write!(out, "\n  {title:<8}  {line}")?;
            }
        }
        Ok(())
    }
}

/// Two sides of a difference, a line for each thing.
pub(super) type Sides = (Vec<String>, Vec<String>);

/// What only one of two lists has. Where both have the same in another order, all of it.
pub(super) fn lists(expected: &[String], found: &[String]) -> Option<Sides> {
    if expected == found {
        return None;
    }
    let (missing, surplus) = (without(expected, found), without(found, expected));
    let sides = match (missing.is_empty(), surplus.is_empty()) {
        (true, true) => (in_order(expected), in_order(found)),
        (true, false) => {
            (vec![if expected.is_empty() { "nothing" } else { "nothing else" }.to_owned()], surplus)
        }
        (false, true) => {
            (missing, vec![if found.is_empty() { "nothing" } else { "nothing of the kind" }.to_owned()])
        }
        (false, false) => (missing, surplus),
    };
    Some(sides)
}

fn without(list: &[String], other: &[String]) -> Vec<String> {
    let mut left = other.to_vec();
    let mut only = list.to_vec();
    only.retain(|item| match left.iter().position(|candidate| candidate == item) {
        Some(at) => {
            left.remove(at);
            false
        }
        None => true,
    });
    only
}

fn in_order(list: &[String]) -> Vec<String> {
    list.iter().zip(1..).map(|(item, number)| format!("{number}. {item}")).collect()
}

/// A short list on one line.
pub(super) fn line(list: &[String]) -> String {
    if list.is_empty() { "none".to_owned() } else { english::list(list) }
}

/// What differs between a text and the one that was expected.
pub(super) fn texts(wording: &Wording, found: &str) -> Option<Sides> {
    match wording {
        Wording::Whole(expected) if expected == found => None,
        Wording::Whole(expected) => {
            let (expected, found) = only_what_differs(expected, found);
            Some((vec![expected], vec![found]))
        }
        Wording::Contains(part) if found.contains(part) => None,
        Wording::Contains(part) => Some((vec![format!("a text with: {part}")], vec![found.to_owned()])),
    }
}

/// Words that both sides share at either end are left out but for a few.
fn only_what_differs(expected: &str, found: &str) -> (String, String) {
    let (one, other): (Vec<&str>, Vec<&str>) = (expected.split(' ').collect(), found.split(' ').collect());
    let shortest = one.len().min(other.len());
    let before = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let behind = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let behind = behind.min(shortest - before);
    let from = before.saturating_sub(WORDS_AROUND);
    let cut = |words: &[&str]| {
        let to = (words.len() - behind + WORDS_AROUND).min(words.len());
        let start = if from > 0 { "… " } else { "" };
        let end = if to < words.len() { " …" } else { "" };
        format!("{start}{}{end}", words.get(from..to).unwrap_or_default().join(" "))
    };
    (cut(&one), cut(&other))
}

/// How many shared words are shown on either side of what differs.
const WORDS_AROUND: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &str, found: &str, told: &str) {
        let (expected, found) = only_what_differs(expected, found);
        assert_eq!(format!("{expected} | {found}"), told);
    }

    #[test]
    fn shared_words_are_left_out() {
        check("one two", "one three", "one two | one three");
        check(
            "Public bodies refer: not met for two quarters in a row, Q3 2021 to Q4 2021.",
            "Public bodies refer: not met for three quarters in a row, Q3 2021 to Q4 2021.",
            "… not met for two quarters in a … | … not met for three quarters in a …",
        );
        check("a b c d e f", "a b c d e f g", "… d e f | … d e f g");
        check("a a", "a a a", "a a | a a a");
        check("", "b", " | b");
    }

    #[test]
    fn lists_show_what_only_one_of_them_has() {
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let check = |expected: &str, found: &str, told: (&str, &str)| {
            let sides = lists(&list(expected), &list(found)).expect("a difference");
            assert_eq!((sides.0.join(" "), sides.1.join(" ")), (told.0.to_owned(), told.1.to_owned()));
        };
        check("a b c", "a d c", ("b", "d"));
        check("a a", "a", ("a", "nothing of the kind"));
        check("a", "", ("a", "nothing"));
        check("", "a", ("nothing", "a"));
        check("a b", "b a", ("1. a 2. b", "1. b 2. a"));
        assert_eq!(lists(&list("a b"), &list("a b")), None);
    }
}
