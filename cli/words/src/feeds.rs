//! Feeds and the files that came by them, for whoever looks after them.

use engine::model::Observation;

use crate::english;
use crate::full_receipt::{FigureSaid, RefusedFile, said, status};
use crate::names::Names;

/// Where nothing came yet.
pub const NOTHING_YET: &str = "Nothing was received by it yet.";
/// Where every file could be used.
pub const NOTHING_WAITS: &str = "Every file in its folder could be used.";
/// Behind receipts: what else is known of a file.
pub const MORE_IS_KNOWN: &str =
    "`remit receipt` says which figures it revised from what to what, and which verdicts that turned.";
/// Beside the link to the content of a file.
pub const NOT_FOR_ALL: &str = "What the file holds, word for word, is for the person who handed it in, auditors, boards and administrators.";

/// All feeds, in a sentence.
pub fn of_all(feeds: usize, refused: usize) -> String {
    let files = match refused {
        0 => "every file in their folders could be used".to_owned(),
        1 => "one file could not be used".to_owned(),
        several => format!("{} could not be used", english::count(several, "file")),
    };
    match feeds {
        0 => "No feed is declared.".to_owned(),
        feeds => format!("{}: {files}.", english::capitalised(&english::count(feeds, "feed"))),
    }
}

/// One feed, in a sentence; `last` is the day on which something was last received.
pub fn of_one(id: &str, receipts: usize, last: Option<&str>) -> String {
    match last {
        None => format!("Nothing was received by the feed {id} yet."),
        Some(last) => {
            let files = english::count(receipts, "file");
            let verb = if receipts == 1 { "was" } else { "were" };
            format!("{} {verb} received by the feed {id}, the last on {last}.", english::capitalised(&files))
        }
    }
}

/// A file that could not be used.
pub fn refused(file: &RefusedFile, names: Names<'_>) -> String {
    format!("{}, received on {}: {}.", file.path, names.day(file.at), file.reason)
}

/// So many rows were set aside for one reason.
pub fn reason(reason: &str, rows: usize) -> String {
    format!("{}: {reason}", english::count(rows, "row"))
}

/// One content of a file, in a sentence.
pub fn report(path: &str, day: &str) -> String {
    format!("{path}, received on {day}.")
}

/// Who handed a file in, as accounts are known on the ledger.
pub fn sender(account: Option<&str>) -> String {
    account.map_or_else(
        || "Put into the folder of its feed".to_owned(),
        |account| format!("Handed in by {account}"),
    )
}

/// A figure that was not known before: what it is, and what it says.
pub fn figure(figure: &Observation, names: Names<'_>) -> (String, String) {
    let now = FigureSaid { report: figure.report, status: figure.status };
    let settled = status(figure.status);
    (names.cell(&figure.cell), format!("{}, {settled}", said(&figure.cell, now, names)))
}

/// Figures that are not shown.
pub fn more_figures(more: usize) -> Option<String> {
    (more > 0).then(|| format!("And {}.", english::count(more, "more figure")))
}

/// Rows that were set aside, and for which no reason is kept.
pub fn more_rows(more: usize) -> Option<String> {
    (more > 0).then(|| format!("And {} that were set aside.", english::count(more, "more row")))
}
