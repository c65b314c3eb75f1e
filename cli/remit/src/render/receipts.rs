//! What became of the files, in words.

use std::fmt::Write as _;

use ledger::entry::FileReceipt;
use words::english;

use super::Ink;

/// How many quarantined rows of one file are shown.
const SHOWN_ROWS: usize = 10;

/// One line for each file.
pub fn receipts(receipts: &[FileReceipt]) -> String {
    let mut text = format!("{}\n", Ink::Title.paint("Files read"));
    if receipts.is_empty() {
        text.push_str("  None. Put files into the folders of the feeds.\n");
    }
    for receipt in receipts {
        writeln!(text, "  {}: {}", receipt.file.path, counts(receipt)).expect("a string takes any text");
    }
    text
}

fn counts(receipt: &FileReceipt) -> String {
    let counts = &receipt.counts;
    let said = [
        (counts.accepted as usize, "new"),
        (counts.unchanged as usize, "known already"),
        (counts.revised as usize, "revised"),
        (receipt.skipped as usize, "outside the feed's filter"),
        (receipt.set_aside(), "quarantined"),
    ];
    let said: Vec<String> = said
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", english::number(number.into())))
        .collect();
    if said.is_empty() { "no rows".to_owned() } else { said.join(", ") }
}

/// The rows that could not be used, with the reason for each.
pub fn quarantine(receipts: &[FileReceipt]) -> String {
    let mut text = String::new();
    for receipt in receipts.iter().filter(|receipt| receipt.set_aside() > 0) {
        let rows = english::count(receipt.set_aside(), "row");
        let verb = if receipt.set_aside() == 1 { "was" } else { "were" };
        writeln!(text, "{}: {rows} {verb} set aside and not used", receipt.file.path)
            .expect("a string takes any text");
        for row in receipt.quarantined.iter().take(SHOWN_ROWS) {
            writeln!(text, "  line {}: {}", row.line, row.reason).expect("a string takes any text");
        }
        if let Some(more) = receipt.set_aside().checked_sub(SHOWN_ROWS).filter(|more| *more > 0) {
            writeln!(text, "  and {}", english::count(more, "more row")).expect("a string takes any text");
        }
    }
    text
}
