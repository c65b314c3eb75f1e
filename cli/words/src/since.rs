//! What changed since somebody last looked, the worst first, on one screen. Nothing is worked out here.

use engine::alert::{Change, Severity};
use engine::evaluate::VerdictChange;
use engine::model::{Report, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use language::visible::visible;
use ledger::entry::Position;

use crate::full_receipt::{FullReceipt, Length, RefusedFile, revision, turn};
use crate::names::Names;
use crate::response::recorded;
use crate::{english, receipt};

/// So many lines of each kind are on the screen.
const MOST_SHOWN: usize = 6;

/// All that a ledger says behind a place.
#[derive(Clone, Default, Debug)]
pub struct Since {
    /// When the first of it was written; none where there is nothing.
    pub begins: Option<Timestamp>,
    /// Where the ledger ends.
    pub position: Position,
    /// Verdicts that are other than they were, the worst first.
    pub turned: Vec<VerdictChange>,
    /// What people were told of alerts, the worst first; of each that goes on, as it stands.
    pub alerts: Vec<AlertNews>,
    /// What became of every file that said something new, in order.
    pub receipts: Vec<FullReceipt>,
    /// Files that could not be used, in order.
    pub refused: Vec<RefusedFile>,
    /// What officials said, in order.
    pub responses: Vec<Response>,
    /// When other texts came into force.
    pub edits: Vec<Timestamp>,
}

/// What people were told of an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertNews {
    pub id: String,
    pub change: Change,
    pub severity: Option<Severity>,
    pub at: Timestamp,
    pub text: String,
}

impl AlertNews {
    /// The worse the lower: what fires before what changed, and both before what ended.
    pub fn rank(&self) -> (u8, u8, Timestamp) {
        let change = match self.change {
            Change::Fired => 0,
            Change::Escalated => 1,
            Change::Updated => 2,
            Change::Reminded => 3,
            Change::Restated => 4,
            Change::Corrected => 5,
            Change::Withdrawn => 6,
            Change::Resolved => 7,
        };
        let severity = match self.severity {
            Some(Severity::Breach) => 0,
            None => 1,
            Some(Severity::AtRisk) => 2,
        };
        (change, severity, self.at)
    }
}

/// One kind of news: what it is called, how many there are, and the first of them, line by line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    pub heading: String,
    pub lines: Vec<String>,
}

/// All of it, kind by kind; nothing where nothing changed.
pub fn sections(since: &Since, names: Names<'_>, length: Length) -> Vec<Section> {
    let files = since.receipts.iter().map(|full| receipt::file(&full.receipt));
    let refused = since.refused.iter().map(|refused| receipt::refused(&refused.reason));
    let revised: usize = since.receipts.iter().map(|full| full.receipt.counts.revised as usize).sum();
    let revisions = since.receipts.iter().flat_map(|full| {
        let path = &full.receipt.file.path;
        full.revised.iter().map(move |figure| {
            let is_held = matches!(figure.before.report, Report::Value(_));
            (is_held, format!("{path}, {}", revision(figure, names)))
        })
    });
    let mut revisions: Vec<(bool, String)> = revisions.collect();
    revisions.sort_by_key(|(is_held, _)| !is_held);
    let alerts =
        since.alerts.iter().map(|told| format!("{}: {}: {}", told.change.as_str(), told.id, told.text));
    let edits = since.edits.iter().map(|at| format!("on {}", names.day(*at)));
    let all = [
        section("alert", "changed", since.alerts.len(), alerts.collect(), length),
        section(
            "verdict",
            "turned",
            since.turned.len(),
            since.turned.iter().map(|change| turn(change, names)).collect(),
            length,
        ),
        section(
            "figure",
            "revised or withdrawn",
            revised,
            revisions.into_iter().map(|(_, line)| line).collect(),
            length,
        ),
        section("file", "refused", since.refused.len(), refused.collect(), length),
        section("file", "received with news", since.receipts.len(), files.collect(), length),
        section(
            "response",
            "recorded",
            since.responses.len(),
            since.responses.iter().map(recorded).collect(),
            length,
        ),
        section("edit", "of the texts came into force", since.edits.len(), edits.collect(), length),
    ];
    all.into_iter().flatten().collect()
}

fn section(noun: &str, what: &str, count: usize, lines: Vec<String>, length: Length) -> Option<Section> {
    if count == 0 {
        return None;
    }
    let most = if length == Length::Whole { usize::MAX } else { MOST_SHOWN };
    let mut shown: Vec<String> =
        lines.into_iter().take(most).map(|line| visible(&line).into_owned()).collect();
    let more = count.saturating_sub(shown.len());
    if more > 0 {
        let more = english::figure(more);
        shown.push(match (length, shown.is_empty()) {
            (Length::Whole, true) => "the ledger counts them, and does not name them".to_owned(),
            (Length::Whole, false) => format!("and {more} more, which the ledger counts and does not name"),
            _ => format!("and {more} more; --all shows what is kept of them"),
        });
    }
    let heading = format!("{} {what}", english::capitalised(&english::count(count, noun)));
    Some(Section { heading, lines: shown })
}

/// Since when things are news to somebody who has looked on a day, behind `since`.
pub fn last_looked(day: Date) -> String {
    format!("you last looked, on {}", english::date(day))
}

/// Over all of it.
pub fn heading(since: &Since, what: &str) -> String {
    match since.begins {
        Some(_) => format!("What changed since {what}"),
        None => format!("Nothing was written since {what}; the ledger ends at position {}", since.position),
    }
}

/// Where to go on from the next time.
pub fn go_on(command: &str) -> String {
    format!("What changes from here on: {command}")
}
