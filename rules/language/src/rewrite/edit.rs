//! What is replaced in a text and by what: the spans of a change, and all of them put in at once.

use std::ops::Range;

use super::value::{Slot, Value};

pub(super) const SPAN: &str = "places were found in this very text";

/// A value that is to be another, as TOML writes it.
pub(super) struct Put<'v, 't> {
    pub(super) found: &'v Value<'t>,
    pub(super) new: String,
    /// The day or the period with which it begins.
    pub(super) from: Option<&'v str>,
}

/// What stands at one place: keys come before a further table, which would take them for its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Piece {
    Key,
    Table,
}

/// One span of the text, and what it becomes.
pub(super) struct Edit {
    pub(super) at: Range<usize>,
    pub(super) piece: Piece,
    pub(super) put: String,
}

impl Put<'_, '_> {
    /// The edit that makes it so from the beginning.
    pub(super) fn in_place(&self, text: &str) -> Edit {
        let Self { found, new, .. } = self;
        let (at, put) = match &found.slot {
            Slot::Written(range) => (range.clone(), new.clone()),
            Slot::Missing(behind) if found.element.is_inline => {
                (behind.end..behind.end, format!(", {} = {new}", found.key()))
            }
            Slot::Missing(behind) => {
                let at = line_end(text, behind.end);
                (at..at, format!("{}{} = {new}\n", line_break(text, at), found.key()))
            }
        };
        Edit { at, piece: Piece::Key, put }
    }

    /// Whether it stands in the same table of the file's own lists as another.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        std::ptr::eq(self.found.outer.entries, other.found.outer.entries)
    }
}

/// The text with all edits, and where each stands in it, in the order of the text.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> (String, Vec<Range<usize>>) {
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end, edit.piece));
    let (mut new, mut puts, mut copied) = (String::with_capacity(text.len()), Vec::new(), 0);
    for Edit { at, put, .. } in edits {
        new.push_str(text.get(copied..at.start).expect(SPAN));
        puts.push(new.len()..new.len() + put.len());
        new.push_str(&put);
        copied = at.end;
    }
    new.push_str(text.get(copied..).expect(SPAN));
    (new, puts)
}

/// Where the line ends in which something stands, behind its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).expect(SPAN).find('\n').map_or(text.len(), |found| at + found + 1)
}

/// A line break where the text lacks one before this place.
pub(super) fn line_break(text: &str, at: usize) -> &'static str {
    if text.get(..at).expect(SPAN).ends_with('\n') || at == 0 { "" } else { "\n" }
}
