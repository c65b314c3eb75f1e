//! Cuts the lines of a label out of its source, so that one fault in a long file costs no more than in a short one.

use std::ops::Range;

use ledger::source::{SourceText, Span};

/// Labels over more lines than this are shown by their first ones.
const LINES_SHOWN: usize = 4;

/// A few whole lines around a label.
pub(super) struct Excerpt<'a> {
    pub(super) text: &'a str,
    /// The number of the first line, counted from 1.
    pub(super) line: u32,
    /// The label within `text`.
    pub(super) range: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// The lines on which `span` stands. A span that leaves its text is moved inside: a wrong place is better than none.
    pub(super) fn around(span: &'a Span) -> Self {
        let text: &str = &span.source.text;
        let range = within(text, &span.range);
        let before = text.get(..range.start).unwrap_or_default();
        let first = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(first..).unwrap_or_default();
        let label_end = range.end - first;
        let mut length = 0;
        for line in rest.split_inclusive('\n').take(LINES_SHOWN) {
            length += line.len();
            if length >= label_end {
                break;
            }
        }
        let shown = rest.get(..length).unwrap_or_default();
        let shown = shown.strip_suffix('\n').unwrap_or(shown);
        let shown = shown.strip_suffix('\r').unwrap_or(shown);
        let clip = |at: usize| (at - first).min(shown.len());
        Self { text: shown, line: span.source.line(first), range: clip(range.start)..clip(range.end) }
    }
}

/// Where an offset stands for people: line and column, both counted from 1, the column in characters.
pub(super) fn position(source: &SourceText, offset: usize) -> (u32, u32) {
    let offset = boundary(&source.text, offset);
    let before = source.text.get(..offset).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    (source.line(offset), u32::try_from(column).unwrap_or(u32::MAX))
}

/// The same range, moved inside the text and onto whole characters.
pub(super) fn within(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = boundary(text, range.start);
    start..boundary(text, range.end).max(start)
}

fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
