//! What became of the files, a line for each.

use std::fmt::Write as _;

use app::receipts::Receipts;
use words::receipt;

use super::Ink;

/// How many quarantined rows of one file are shown.
const SHOWN_ROWS: usize = 10;

/// One line for each file.
pub fn receipts(receipts: &Receipts) -> String {
    let mut text = format!("{}\n", Ink::Title.paint(receipt::HEADING));
    if receipts.files.is_empty() {
        writeln!(text, "  {}", receipt::NO_FILES).expect("a string takes any text");
    }
    for receipt in &receipts.files {
        writeln!(text, "  {}", receipt::file(receipt)).expect("a string takes any text");
    }
    text
}

/// The rows that could not be used, with the reason for each.
pub fn quarantine(receipts: &Receipts) -> String {
    let mut text = String::new();
    for receipt in receipts.set_aside() {
        writeln!(text, "{}", receipt::set_aside(receipt)).expect("a string takes any text");
        for row in receipt.quarantined.iter().take(SHOWN_ROWS) {
            writeln!(text, "  {}", receipt::row(row)).expect("a string takes any text");
        }
        if let Some(more) = receipt.set_aside().checked_sub(SHOWN_ROWS).filter(|more| *more > 0) {
            writeln!(text, "  {}", receipt::more_rows(more)).expect("a string takes any text");
        }
    }
    text
}
