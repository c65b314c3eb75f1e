//! What the name of a file says of how settled its figures are: publishers put `Figures-revised.csv` beside `Figures.csv`.
//!
//! It counts where no column says it. `(1)` is a second download and says nothing.

use engine::model::Status;

/// What the name of a file says of its figures.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct NameMark {
    /// How settled they are; none where the name says nothing.
    pub status: Option<Status>,
    /// Which revision they are, counted from 1; zero for what is no revision.
    pub revision: u8,
}

/// Words for the first revision, where no number follows.
const REVISED: [&str; 4] = ["revised", "revision", "corrected", "amended"];
const PROVISIONAL: [&str; 3] = ["provisional", "prov", "draft"];

impl NameMark {
    /// What a path says by the name of its file.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase();
        let words: Vec<&str> =
            stem.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let revision = words.iter().filter_map(|word| revision(word)).max().unwrap_or(0);
        let status = if revision > 0 {
            Some(Status::Revised)
        } else if words.iter().any(|word| PROVISIONAL.contains(word)) {
            Some(Status::Provisional)
        } else {
            None
        };
        Self { status, revision }
    }
}

/// Which revision a word tells: `v2` is the first after `v1`, which is none.
fn revision(word: &str) -> Option<u8> {
    let digits = word.find(|letter: char| letter.is_ascii_digit()).unwrap_or(word.len());
    let (mark, number) = word.split_at(digits);
    let number: Option<u8> = number.parse().ok();
    match (mark, number) {
        (_, None) if digits < word.len() => None,
        ("v" | "version", Some(number)) => Some(number.saturating_sub(1)),
        (mark, Some(number)) if mark == "rev" || REVISED.contains(&mark) => Some(number),
        (mark, None) if REVISED.contains(&mark) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expect: &str) {
        let NameMark { status, revision } = NameMark::of(path);
        let status = status.map_or("nothing".to_owned(), |status| format!("{status:?}"));
        assert_eq!(format!("{status} {revision}"), expect, "{path}");
    }

    #[test]
    fn a_revision_is_told_by_a_word_of_its_own() {
        check("feeds/f/Figures-revised.csv", "Revised 1");
        check("Figures Revised.csv", "Revised 1");
        check("Figures_rev2.csv", "Revised 2");
        check("Figures-v2.csv", "Revised 1");
        check("Figures-v10.csv", "Revised 9");
        check("Figures (revised) (1).csv", "Revised 1");
        check("2024-05-15-corrected.csv", "Revised 1");
    }

    #[test]
    fn whatever_else_stands_in_a_name_says_nothing() {
        check("revised/Figures.csv", "nothing 0");
        check("Figures.csv", "nothing 0");
        check("Figures (1).csv", "nothing 0");
        check("Figures-v1.csv", "nothing 0");
        check("Figures-v2024.csv", "nothing 0");
        check("revenue2.csv", "nothing 0");
        check("councils-2018-q1.csv", "nothing 0");
        check("2024-05-15.v.csv", "nothing 0");
    }

    #[test]
    fn provisional_figures_are_told_too() {
        check("Figures-provisional.csv", "Provisional 0");
        check("Figures-provisional-v2.csv", "Revised 1");
    }
}
