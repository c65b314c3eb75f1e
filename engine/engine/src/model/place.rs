//! Places in files: lines of a text, and rows of the sheets of a workbook.
//!
//! Every report keeps its place as one number. Those of a workbook count on from sheet to sheet, and the file knows its sheets, so that a
//! million reports cost no more than those of a text.

use std::sync::Arc;

/// The sheets of a workbook from which reports come, in the order in which they were read; none for a text.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Debug)]
pub struct Sheets(Arc<[Arc<str>]>);

/// Where something stands in a file.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The sheet of a workbook; none in a text.
    pub sheet: Option<Arc<str>>,
    /// The line of the text, or the row of the sheet, counted from 1.
    pub line: u32,
}

impl Sheets {
    /// How many rows a sheet has at most.
    pub const ROWS: u32 = 1 << 20;
    /// How many sheets can be told apart.
    pub const MOST: usize = (u32::MAX / Self::ROWS) as usize;

    /// Sheets by their names.
    pub fn named(names: impl IntoIterator<Item = Arc<str>>) -> Self {
        Self(names.into_iter().collect())
    }

    pub fn names(&self) -> &[Arc<str>] {
        &self.0
    }

    /// The number that stands for a row, counted from 1, of one of the sheets.
    pub fn number(sheet: usize, row: u32) -> u32 {
        let sheet = u32::try_from(sheet.min(Self::MOST)).unwrap_or_default();
        sheet.saturating_mul(Self::ROWS).saturating_add(row)
    }

    /// Where the line or row of that number stands.
    pub fn place(&self, number: u32) -> Place {
        let before = number.saturating_sub(1);
        match self.0.get((before / Self::ROWS) as usize) {
            Some(sheet) => Place { sheet: Some(Arc::clone(sheet)), line: before % Self::ROWS + 1 },
            None => Place { sheet: None, line: number },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sheets: &[&str], number: u32, expect: (Option<&str>, u32)) {
        let place = Sheets::named(sheets.iter().map(|name| Arc::from(*name))).place(number);
        assert_eq!((place.sheet.as_deref(), place.line), expect, "{number}");
    }

    #[test]
    fn rows_count_on_from_sheet_to_sheet() {
        check(&["A1", "TA1"], 37, (Some("A1"), 37));
        check(&["A1", "TA1"], Sheets::number(0, Sheets::ROWS), (Some("A1"), Sheets::ROWS));
        check(&["A1", "TA1"], Sheets::number(1, 1), (Some("TA1"), 1));
        check(&["A1", "TA1"], Sheets::number(1, 133), (Some("TA1"), 133));
    }

    #[test]
    fn a_text_has_lines() {
        check(&[], 37, (None, 37));
        check(&[], 5_000_000, (None, 5_000_000));
    }
}
