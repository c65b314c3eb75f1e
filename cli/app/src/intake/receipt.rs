//! The answer to whoever handed a report in: what became of it as a whole, and row by row.

use std::collections::BTreeSet;

use engine::evidence::News;
use engine::model::BodyId;
use jiff::Timestamp;
use ledger::entry::{FileReceipt, HandedIn};
use serde::Serialize;

use super::rows::{RowSaid, RowsSaid};
use crate::wire::{WireReceipt, WireSaid};

/// The status of the answer to a report that was taken in.
const CREATED: u16 = 201;

/// Who hands a file in, by which key, and as what it is to be known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandIn {
    /// The id of the account.
    pub account: String,
    pub key: String,
    /// The hash of what was sent, and to which address.
    pub content: String,
    /// The file, by its path within the project.
    pub path: String,
    /// Who the account is, for a copy; nothing of that is written down.
    pub sender: Sender,
}

/// Who hands something in, as far as it takes to find where a copy can be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sender {
    /// The name of the account.
    pub name: String,
    /// The bodies for which it speaks; none where it speaks for all, or for a mission.
    pub bodies: BTreeSet<BodyId>,
    /// By which what it hands in can be spoken of.
    pub reference: String,
}

/// What became of a report.
#[derive(Serialize, Debug)]
pub struct WireReport {
    /// When it was taken in.
    at: Timestamp,
    /// By which whoever sent it can tell it from others; left out where it is only asked what it would come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// The hash of what its file holds.
    hash: String,
    receipt: WireReceipt,
    /// The first of its rows that have a figure, line by line.
    rows: Vec<WireRow>,
    /// How many rows with a figure follow; left out where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    more_rows: Option<usize>,
}

/// What became of one row.
#[derive(Serialize, Debug)]
struct WireRow {
    line: u32,
    became: &'static str,
    measure: String,
    body: String,
    period: String,
    now: WireSaid,
    /// What was in force of the figure until then; left out where it was not reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<WireSaid>,
}

impl WireReport {
    pub(crate) fn of(at: Timestamp, key: Option<&str>, receipt: &FileReceipt, rows: &RowsSaid) -> Self {
        let told: Vec<WireRow> = rows.of(&receipt.file.path).iter().map(WireRow::of).collect();
        let counts = receipt.counts;
        let all = counts.accepted + counts.unchanged + counts.revised + counts.unreconciled;
        let more = usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(told.len());
        let more_rows = (more > 0).then_some(more);
        let hash = receipt.file.hash.clone();
        Self { at, key: key.map(str::to_owned), hash, receipt: receipt.into(), rows: told, more_rows }
    }
}

impl HandIn {
    /// What is written down of it, with its answer.
    pub(crate) fn answered(&self, at: Timestamp, receipt: &FileReceipt, rows: &RowsSaid) -> HandedIn {
        let report = WireReport::of(at, Some(&self.key), receipt, rows);
        HandedIn {
            account: self.account.clone(),
            key: self.key.clone(),
            content: self.content.clone(),
            status: CREATED,
            answer: serde_json::to_string(&report).expect("a receipt has no keys that JSON lacks"),
        }
    }
}

impl WireRow {
    fn of(row: &RowSaid) -> Self {
        Self {
            line: row.line,
            became: became(row.news),
            measure: row.cell.measure.to_string(),
            body: row.cell.body.to_string(),
            period: row.cell.period.to_string(),
            now: row.now.into(),
            before: row.before.map(Into::into),
        }
    }
}

/// What became of a row, in the words of receipts.
fn became(news: News) -> &'static str {
    match news {
        News::First => "accepted",
        News::Older => "accepted-as-earlier",
        News::Repeat | News::Confirmation => "unchanged",
        News::Revision => "revised",
        News::Rival => "unreconciled",
    }
}
