//! How a feed writes its figures: its numbers, and what the marks mean that it explains.

use engine::model::{Report, Status};
use rustc_hash::FxHashMap;

use super::number::plain_integer;
use super::numerals::Numerals;

/// How a feed writes its figures.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::readers) struct FigureStyle {
    pub(super) numerals: Numerals,
    /// Marks in place of figures, and what each stands for.
    marks: Vec<(String, Report)>,
    /// Marks beside figures.
    statuses: Vec<(String, Status)>,
    /// Whether a mark looks like a figure, such as `9999`.
    pub(super) has_plain_marks: bool,
}

impl FigureStyle {
    pub(in crate::readers) fn new(
        numerals: Numerals,
        marks: &[(String, Report)],
        statuses: &FxHashMap<String, Status>,
    ) -> Self {
        // A digit beside a figure is part of it, or the key of a footnote.
        let may_stand_beside = |word: &str| !word.contains(|letter: char| letter.is_ascii_digit());
        let words = statuses.iter().filter(|(word, _)| may_stand_beside(word));
        let mut statuses: Vec<_> = words.map(|(word, status)| (word.clone(), *status)).collect();
        statuses.sort_by(|one, other| one.0.cmp(&other.0));
        Self {
            numerals,
            has_plain_marks: marks.iter().any(|(mark, _)| plain_integer(mark).is_some()),
            marks: marks.to_vec(),
            statuses,
        }
    }

    /// What a text stands for in the feed's own words.
    pub(in crate::readers) fn declared(&self, text: &str) -> Option<Report> {
        let named = |(mark, _): &&(String, Report)| mark.eq_ignore_ascii_case(text);
        self.marks.iter().find(named).map(|(_, report)| *report)
    }

    /// How settled a figure is by a mark beside it, in the feed's own words.
    pub(super) fn status(&self, mark: &str) -> Option<Status> {
        let named = |(word, _): &&(String, Status)| word.eq_ignore_ascii_case(mark);
        self.statuses.iter().find(named).map(|(_, status)| *status)
    }

    /// A mark at the end of a text that the feed names: a sign, or a word after a blank.
    pub(super) fn beside<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        self.statuses.iter().find_map(|(word, _)| {
            let (rest, mark) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
            let is_sign = !word.contains(char::is_alphanumeric);
            let is_apart = is_sign || rest.ends_with(char::is_whitespace);
            let is_there = !word.is_empty() && is_apart && mark.eq_ignore_ascii_case(word);
            is_there.then(|| (rest.trim_end(), mark))
        })
    }
}
