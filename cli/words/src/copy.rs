//! A copy of what somebody handed in, for whoever handed it in.

use engine::model::{Cell, Report, Submission};
use ledger::entry::FileReceipt;

use crate::english;
use crate::names::Names;
use crate::notice::Notice;

/// So many figures are told one by one.
const MOST_TOLD: usize = 200;
/// Said at the end of each.
const KEEP: &str =
    "This copy goes to you alone. Please quote the reference if you write to anybody about it.";

/// What it is a copy of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Copied {
    Report,
    Reply,
}

impl Copied {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Reply => "reply",
        }
    }
}

/// One figure as it was handed in.
pub fn figure(cell: &Cell, report: Report, names: Names<'_>) -> String {
    format!("{}: {}", names.cell(cell), names.report(&cell.measure, report))
}

/// Of a report, or of a return that was filled in.
pub fn of_report(reference: &str, receipt: &FileReceipt, figures: impl Iterator<Item = String>) -> Notice {
    let counts = &receipt.counts;
    let all = counts.accepted as usize + counts.unchanged as usize + counts.revised as usize;
    let mut lines: Vec<String> = figures.take(MOST_TOLD).collect();
    let more = all.saturating_sub(lines.len());
    if lines.len() == MOST_TOLD && more > 0 {
        lines.push(format!("and {}", english::count(more, "more figure")));
    }
    if lines.is_empty() {
        lines.push("None.".to_owned());
    }
    let unusable = match receipt.set_aside() {
        0 => String::new(),
        rows => format!(
            "\n\n{} could not be used. The receipt says why.",
            english::capitalised(&english::count(rows, "row"))
        ),
    };
    Notice {
        subject: format!("we have received your report, reference {reference}"),
        text: format!(
            "We have received your report. Reference: {reference}\n\nWhat it says:\n{}{unusable}\n\n{KEEP}",
            lines.join("\n")
        ),
    }
}

/// Of a reply to an alert; `sentences` say what was recorded and what it changes.
pub fn of_reply(reference: &str, said: &Submission, sentences: &[String]) -> Notice {
    let reason = said.reason.trim();
    let words = if reason.is_empty() { String::new() } else { format!("\n\nWhat you said:\n{reason}") };
    Notice {
        subject: format!("your reply is recorded, reference {reference}"),
        text: format!(
            "Your reply is recorded. Reference: {reference}\n\n{}{words}\n\n{KEEP}",
            sentences.join("\n")
        ),
    }
}
