//! The same for programs.

use engine::model::Observation;
use jiff::Timestamp;
use ledger::entry::Position;
use serde::Serialize;
use serde_json::value::RawValue;
use words::full_receipt::{FigureSaid, RefusedFile};

use super::book::{FeedFiles, FeedReceipts};
use super::filed::Filed;
use super::report::{Reported, ReportedContent};
use crate::wire::{WireReceipt, WireSaid};

/// Every feed.
#[derive(Serialize, Debug)]
pub struct WireFeeds<'b> {
    feeds: Vec<WireFeedFiles<'b>>,
}

#[derive(Serialize, Debug)]
struct WireFeedFiles<'b> {
    id: &'b str,
    folder: &'b str,
    receipts: usize,
    /// When something was last received by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_received: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_file: Option<&'b str>,
    /// How many files in its folder could not be used.
    refused: usize,
}

/// One feed with its receipts, newest first.
#[derive(Serialize, Debug)]
pub struct WireFeed<'b> {
    id: &'b str,
    /// Left out where the feed is declared no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<&'b str>,
    all: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_received: Option<Timestamp>,
    refused: Vec<WireRefusal<'b>>,
    receipts: Vec<WireFiled<'b>>,
    /// What to ask for `after`, to see older ones; left out on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Position>,
}

#[derive(Serialize, Debug)]
struct WireRefusal<'b> {
    file: &'b str,
    at: Timestamp,
    reason: &'b str,
}

#[derive(Serialize, Debug)]
struct WireFiled<'b> {
    position: Position,
    at: Timestamp,
    file: &'b str,
    hash: &'b str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'b str>,
    accepted: u32,
    unchanged: u32,
    revised: u32,
    unreconciled: u32,
    quarantined: usize,
    /// The most frequent reasons for that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<WireReason<'b>>,
}

#[derive(Serialize, Debug)]
struct WireReason<'b> {
    reason: &'b str,
    rows: usize,
}

/// One content of a file.
#[derive(Serialize, Debug)]
pub struct WireReported<'r> {
    hash: &'r str,
    /// Where what it holds is; left out for whoever may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    receipts: Vec<WireOneReceipt<'r>>,
}

#[derive(Serialize, Debug)]
struct WireOneReceipt<'r> {
    position: Position,
    at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'r str>,
    receipt: WireReceipt,
    /// The figures that were not known before.
    figures: Vec<WireFigure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_figures: Option<usize>,
    /// What whoever handed it in was answered, word for word.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'r RawValue>,
}

#[derive(Serialize, Debug)]
struct WireFigure {
    line: u32,
    measure: String,
    body: String,
    period: String,
    #[serde(flatten)]
    said: WireSaid,
}

impl<'b> WireFeeds<'b> {
    pub fn of(feeds: &[FeedFiles<'b>]) -> Self {
        let of_feed = |feed: &FeedFiles<'b>| WireFeedFiles {
            id: feed.place.id.as_str(),
            folder: &feed.place.folder,
            receipts: feed.receipts,
            last_received: feed.newest.map(|newest| newest.at),
            last_file: feed.newest.map(|newest| &*newest.path),
            refused: feed.refused,
        };
        Self { feeds: feeds.iter().map(of_feed).collect() }
    }
}

impl<'b> WireFeed<'b> {
    pub fn of(feed: &'b FeedReceipts<'b>) -> Self {
        Self {
            id: feed.id.as_str(),
            folder: feed.place.map(|place| &*place.folder),
            all: feed.all,
            last_received: feed.newest.map(|newest| newest.at),
            refused: feed.refused.iter().map(|refused| WireRefusal::of(refused)).collect(),
            receipts: feed.receipts.iter().map(|filed| WireFiled::of(filed)).collect(),
            next: feed.next,
        }
    }
}

impl<'b> WireRefusal<'b> {
    fn of(refused: &'b RefusedFile) -> Self {
        Self { file: &refused.path, at: refused.at, reason: &refused.reason }
    }
}

impl<'b> WireFiled<'b> {
    fn of(filed: &'b Filed) -> Self {
        let reasons = filed.reasons.iter().map(|(reason, rows)| WireReason { reason, rows: *rows });
        Self {
            position: filed.position,
            at: filed.at,
            file: &filed.path,
            hash: &filed.hash,
            account: filed.account.as_deref(),
            accepted: filed.counts.accepted,
            unchanged: filed.counts.unchanged,
            revised: filed.counts.revised,
            unreconciled: filed.counts.unreconciled,
            quarantined: filed.set_aside,
            reasons: reasons.collect(),
        }
    }
}

impl<'r> WireReported<'r> {
    pub fn of(report: &'r ReportedContent, content: Option<String>) -> Self {
        let receipts = report.receipts.iter().map(WireOneReceipt::of).collect();
        Self { hash: &report.hash, content, receipts }
    }
}

impl<'r> WireOneReceipt<'r> {
    fn of(reported: &'r Reported) -> Self {
        let more = reported.figures.more;
        Self {
            position: reported.position,
            at: reported.at,
            account: reported.account.as_deref(),
            receipt: (&reported.receipt).into(),
            figures: reported.figures.told.iter().map(WireFigure::of).collect(),
            more_figures: (more > 0).then_some(more),
            answer: reported.answer.as_deref().and_then(|answer| serde_json::from_str(answer).ok()),
        }
    }
}

impl WireFigure {
    fn of(said: &Observation) -> Self {
        Self {
            line: said.source.line,
            measure: said.cell.measure.to_string(),
            body: said.cell.body.to_string(),
            period: said.cell.period.to_string(),
            said: FigureSaid { report: said.report, status: said.status }.into(),
        }
    }
}
