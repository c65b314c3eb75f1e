//! What became of the rows of files.

use ledger::entry::{FileReceipt, Quarantined};

use crate::english;

/// Over the files.
pub const HEADING: &str = "Files read";
/// Where there is no file.
pub const NO_FILES: &str = "None. Put files into the folders of the feeds.";

/// A file that is there and could not be read, in a line.
pub fn refused(fault: &str) -> String {
    format!("Refused: {fault}")
}

/// Files that are not shown.
pub fn more_files(number: usize) -> String {
    format!("and {}; --all shows them", english::count(number, "more file"))
}

/// A file with its counts, in a line.
pub fn file(receipt: &FileReceipt) -> String {
    let same_as = receipt.same_as.as_ref().map(|path| format!("; equal to {path}")).unwrap_or_default();
    format!("{}: {}{same_as}", receipt.file.path, counts(receipt))
}

fn counts(receipt: &FileReceipt) -> String {
    let counts = &receipt.counts;
    let said = [
        (counts.accepted as usize, "new"),
        (counts.unchanged as usize, "known already"),
        (counts.revised as usize, "revised"),
        (counts.unreconciled as usize, "unreconciled"),
        (receipt.skipped as usize, "outside the feed's filter"),
        (receipt.set_aside(), "quarantined"),
        (receipt.left_out as usize, "no longer in it"),
    ];
    let said: Vec<String> = said
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", english::number(number.into())))
        .collect();
    if said.is_empty() { "no rows".to_owned() } else { said.join(", ") }
}

/// How many rows of a file could not be used.
pub fn set_aside(receipt: &FileReceipt) -> String {
    let rows = english::count(receipt.set_aside(), "row");
    let verb = if receipt.set_aside() == 1 { "was" } else { "were" };
    format!("{}: {rows} {verb} set aside and not used", receipt.file.path)
}

/// A row that could not be used, with the reason.
pub fn row(row: &Quarantined) -> String {
    format!("line {}: {}", row.line, row.reason)
}

/// Rows that are not shown.
pub fn more_rows(number: usize) -> String {
    format!("and {}", english::count(number, "more row"))
}
