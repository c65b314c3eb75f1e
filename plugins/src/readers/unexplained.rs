//! Marks in place of figures that the feed does not explain. There are few, each noted once.

use ledger::entry::UnexplainedMark;

use super::columns::{FigurePlace, RowFields};
use super::figure::{self, FigureStyle};

/// Takes note of marks while a file is read.
#[derive(Default)]
pub(super) struct UnexplainedMarks(Vec<UnexplainedMark>);

impl UnexplainedMarks {
    /// Notes the marks in the columns of a figure.
    pub(super) fn note(&mut self, place: &FigurePlace, line: u32, row: &impl RowFields, style: &FigureStyle) {
        let fields = place.columns().filter_map(|column| std::str::from_utf8(row.field(column)?).ok());
        for text in fields.filter_map(|text| figure::undeclared_mark(text.trim(), style)) {
            match self.0.iter_mut().find(|known| known.mark == text) {
                Some(known) => known.figures += 1,
                None => self.0.push(UnexplainedMark { mark: text.to_owned(), line, figures: 1 }),
            }
        }
    }

    pub(super) fn into_marks(self) -> Vec<UnexplainedMark> {
        self.0
    }
}
