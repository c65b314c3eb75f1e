//! Organisations that rows name and the register lacks, gathered for whoever wants to add them. They are not matched to anybody.

use engine::model::Period;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// No list of organisations that somebody would register is longer.
const MOST: usize = 10_000;

/// An organisation that rows of a file name and the register lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unregistered {
    /// Its code, or its name where the feed goes by names.
    pub text: String,
    /// Its name, where a column of the feed holds names.
    pub name: Option<String>,
    /// The first and the last period that it was named for.
    pub first: Period,
    pub last: Period,
    pub rows: u32,
}

/// Those of one file, in the order in which they were first met.
#[derive(Default)]
pub(super) struct UnregisteredBodies(IndexMap<Box<[u8]>, Unregistered, FxBuildHasher>);

impl UnregisteredBodies {
    pub(super) fn note(&mut self, text: &[u8], name: Option<&[u8]>, period: Period) {
        let as_text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        let is_full = self.0.len() >= MOST && !self.0.contains_key(text);
        // A dash or dots in the place of a code say that there is none: nobody would be registered under them.
        let says_something = |letter: char| letter.is_alphanumeric() || letter == char::REPLACEMENT_CHARACTER;
        if is_full || !String::from_utf8_lossy(text).contains(says_something) {
            return;
        }
        let noted = self.0.entry(text.into()).or_insert_with(|| Unregistered {
            text: as_text(text),
            name: None,
            first: period,
            last: period,
            rows: 0,
        });
        noted.rows = noted.rows.saturating_add(1);
        // Of several names, the one of the newest period is told.
        if noted.name.is_none() || period.first_day() >= noted.last.first_day() {
            noted.name = name.map(as_text).filter(|name| !name.is_empty()).or(noted.name.take());
        }
        if period.first_day() < noted.first.first_day() {
            noted.first = period;
        }
        if period.last_day() > noted.last.last_day() {
            noted.last = period;
        }
    }

    pub(super) fn into_bodies(self) -> Vec<Unregistered> {
        self.0.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use engine::model::Cadence;

    use super::*;

    #[test]
    fn what_stands_in_the_place_of_a_code_is_no_organisation() {
        let mut bodies = UnregisteredBodies::default();
        let year = Cadence::Year.parse("2024").expect("a year");
        for (text, name) in [
            ("-", "Rest of England"),
            ("..", "Not stated"),
            ("\u{2013}", "Wales"),
            ("\u{a0}\u{2014}", "Unknown"),
            ("E07000199", "Tamworth"),
            ("Môn", ""),
        ] {
            bodies.note(text.as_bytes(), Some(name.as_bytes()), year);
        }
        let texts: Vec<String> = bodies.into_bodies().into_iter().map(|body| body.text).collect();
        assert_eq!(texts, ["E07000199", "Môn"]);
    }
}
