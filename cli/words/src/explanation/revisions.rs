//! Changes of a mission's texts, in sentences: the newest first, each with the lines that differ.

use crate::names::heading;
use crate::{english, judged_by, verdict};
use jiff::Timestamp;

use super::text_revision::{LineChange, TextChange, TextFate, TextRevision};
use super::writer::{ExplanationWriter, Fullness};

/// How many changes of texts are told, where not everything is.
const MOST_TEXTS: usize = 3;
/// How many lines of one text are told, where not everything is.
const MOST_LINES: usize = 3;
/// How many lines of one text are told where nothing else is.
const MOST_LINES_ALONE: usize = 12;
/// How many letters of a line are told.
const MOST_LETTERS: usize = 120;
/// How many letters of a long line are told before the first that differs.
const MOST_ALIKE: usize = 40;

impl ExplanationWriter<'_> {
    /// What changed in the mission's texts, and what that means for what was told before.
    pub(super) fn revisions(&self) -> Vec<String> {
        let revised = || self.changes.revised.iter().rev();
        let told =
            revised().flat_map(|revised| revised.texts.iter().map(|text| self.revision(revised, text)));
        let mut lines: Vec<String> = told.collect();
        self.cut(&mut lines, MOST_TEXTS, "change of the texts");
        lines.extend(self.by_older_texts());
        let by_others = judged_by::sentence(self.changes.judged_by, &self.names.program.calendar);
        if by_others.is_none() && !lines.is_empty() {
            lines.push(
                "All of this answer goes by the newest texts, as if they had always been in force."
                    .to_owned(),
            );
        }
        lines.extend(by_others);
        lines
    }

    /// What the newest change made of the verdict.
    fn by_older_texts(&self) -> Option<String> {
        let (older, now) = (self.changes.older_verdict?, self.explanation.whole.verdict);
        let period = heading(self.explanation.period);
        let told = verdict::word(older);
        Some(if older == now {
            format!("{period}, the whole would be {told} by the texts before the newest change as well.")
        } else {
            format!(
                "{period}, the whole would be {told} by the texts before the newest change, and is restated as {}.",
                verdict::word(now)
            )
        })
    }

    fn revision(&self, revised: &TextRevision, text: &TextChange) -> String {
        let most = if self.fullness == Fullness::Whole { usize::MAX } else { MOST_LINES };
        let (what, became) = (named(text), became(text, most));
        match revised.in_force_since {
            None => format!("{} {became}. It is written, and not in force yet.", english::capitalised(&what)),
            Some(since) => format!("On {}{} {what} {became}.", self.names.day(since), self.after(since)),
        }
    }

    fn after(&self, since: Timestamp) -> &'static str {
        if since > self.changes.as_of { ", after the day that is asked about," } else { "" }
    }
}

/// What became of a text, in a clause of its own: `the rule at-least (rules/at-least.rhai) was changed: line 3 …`.
pub fn told_of_text(text: &TextChange) -> String {
    format!("{} {}", named(text), became(text, MOST_LINES_ALONE))
}

/// What became of a text, with so many of its lines.
fn became(text: &TextChange, most: usize) -> String {
    let did = match (text.change, &text.version_before, &text.version) {
        (TextFate::Added, ..) => return "came into use".to_owned(),
        (TextFate::Removed, ..) => return "went out of use".to_owned(),
        (TextFate::Changed, Some(before), Some(now)) => format!("went from version {before} to {now}"),
        (TextFate::Changed, ..) => "was changed".to_owned(),
    };
    let mut told: Vec<String> = text.lines.iter().take(most).map(line).collect();
    let untold = text.lines.len() - told.len();
    if untold > 0 {
        told.push(format!("{} more", english::count(untold, "line")));
    }
    match told.as_slice() {
        [] if text.version.is_some() => did,
        [] => format!("{did} in its blanks alone"),
        told => format!("{did}: {}", told.join("; ")),
    }
}

/// `the rule at-least (rules/at-least.rhai)`.
fn named(text: &TextChange) -> String {
    let what = match text.text.split_once(' ') {
        Some((kind, name)) => format!("{kind} `{name}`"),
        None => format!("{} of the mission", text.text),
    };
    format!("the {what} ({})", text.file)
}

fn line(change: &LineChange) -> String {
    let under = change.under.as_ref().map(|under| format!(", under `{under}`,")).unwrap_or_default();
    let number = change.line;
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let same = before.chars().zip(after.chars()).take_while(|(old, new)| old == new).count();
            let (before, after) = (around(before, same), around(after, same));
            format!("line {number}{under} was `{before}` and is now `{after}`")
        }
        (None, Some(after)) => format!("line {number}{under} is new: `{}`", short(after)),
        (Some(before), None) => format!("before line {number}{under} `{}` was taken out", short(before)),
        (None, None) => format!("line {number}{under} is blank"),
    }
}

/// A line that is too long to be told, from a little before the letter at which it differs from the other.
fn around(line: &str, same: usize) -> String {
    if line.chars().count() <= MOST_LETTERS || same < MOST_LETTERS - MOST_ALIKE {
        return short(line);
    }
    let rest: String = line.chars().skip(same - MOST_ALIKE).collect();
    format!("…{}", short(&rest))
}

fn short(line: &str) -> String {
    if line.chars().count() <= MOST_LETTERS {
        return line.to_owned();
    }
    let kept: String = line.chars().take(MOST_LETTERS).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{LineChange, line};

    #[track_caller]
    fn check(before: &str, after: &str, expect: &str) {
        let change =
            LineChange { line: 3, under: None, before: Some(before.into()), after: Some(after.into()) };
        assert_eq!(line(&change), expect);
    }

    #[test]
    fn a_long_line_is_told_from_where_it_differs() {
        let long = format!("measure = [{}", "0123456789".repeat(13));
        check("floor = 0.8", "floor = 0.7", "line 3 was `floor = 0.8` and is now `floor = 0.7`");
        check(
            &format!("{long}a"),
            &format!("{long}b"),
            "line 3 was `…0123456789012345678901234567890123456789a` and is now `…0123456789012345678901234567890123456789b`",
        );
    }

    #[test]
    fn a_long_line_that_differs_early_is_told_from_its_beginning() {
        let long = "x".repeat(130);
        let told = "x".repeat(119);
        check(
            &format!("a{long}"),
            &format!("b{long}"),
            &format!("line 3 was `a{told}…` and is now `b{told}…`"),
        );
    }
}
