//! What became of the files, a line for each.

use app::receipts::Receipts;
use engine::program::Program;
use words::{files, receipt};

use super::Ink;
use super::board::Detail;
use super::page::Page;

/// How many rows set aside of one file are shown.
const SHOWN_ROWS: usize = 10;
/// How many files are shown where not all are.
const SHOWN_FILES: usize = 8;

/// One line for each file; those that are there and could not be read stand first, each by its fault, and then those that are gone.
pub fn receipts(receipts: &Receipts, refused: &[String], detail: Detail) -> String {
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(receipt::HEADING));
    if receipts.files.is_empty() && receipts.gone.is_empty() && refused.is_empty() {
        page.put(2, receipt::NO_FILES);
    }
    let refused = refused.iter().map(|fault| receipt::refused(fault));
    let gone = receipts.gone.iter().map(|gone| files::gone(&gone.path, gone.figures));
    let lines: Vec<String> = refused.chain(gone).chain(receipts.files.iter().map(receipt::file)).collect();
    let shown = if detail == Detail::Full { lines.len() } else { SHOWN_FILES.min(lines.len()) };
    for line in &lines[..shown] {
        page.put(2, line);
    }
    if lines.len() > shown {
        page.put(2, &receipt::more_files(lines.len() - shown));
    }
    page.into_text()
}

/// The rows that could not be used, with the reason for each, the totals that the rows do not bear out, and what nobody has
/// explained.
pub fn quarantine(receipts: &Receipts, program: Option<&Program>) -> String {
    let mut page = Page::default();
    for receipt in receipts.set_aside() {
        page.put(0, &receipt::set_aside(receipt));
        for row in receipt.quarantined.iter().take(SHOWN_ROWS) {
            page.put(2, &receipt::row(receipt, row));
        }
        if let Some(more) = receipt.set_aside().checked_sub(SHOWN_ROWS).filter(|more| *more > 0) {
            page.put(2, &receipt::more_rows(more));
        }
    }
    for file in &receipts.files {
        for mark in &file.unexplained {
            page.put(0, &receipt::unexplained(file, mark));
        }
        for total in file.unequal_totals.iter().take(SHOWN_ROWS) {
            page.put(0, &receipt::unequal_total(file, total, program));
        }
        if let Some(more) = receipt::more_totals(SHOWN_ROWS, file.unequal_totals.len()) {
            page.put(2, &more);
        }
    }
    page.into_text()
}
