//! One content of a file: every receipt that it has, with the figures that came with it.

use engine::model::Observation;
use jiff::Timestamp;
use ledger::entry::{Entry, FileReceipt, Position};

/// So many figures of one receipt are told.
const MOST_FIGURES: usize = 1_000;

/// One content of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportedContent {
    /// The hash of what the file holds.
    pub hash: String,
    /// What became of it, the newest first: it may have come under several names, and more than once.
    pub receipts: Vec<Reported>,
}

/// What became of it one time.
#[derive(Clone, PartialEq, Debug)]
pub struct Reported {
    pub position: Position,
    pub at: Timestamp,
    pub receipt: FileReceipt,
    pub figures: Figures,
    /// The account that handed it in; none where it was put into its folder.
    pub account: Option<String>,
    /// What that account was answered, as JSON.
    pub answer: Option<String>,
}

/// The figures that were not known before, in the order of the file.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Figures {
    pub told: Vec<Observation>,
    /// How many follow.
    pub more: usize,
}

impl ReportedContent {
    /// The path under which it was received last.
    pub fn path(&self) -> &str {
        self.receipts.first().map_or("", |newest| &newest.receipt.file.path)
    }
}

impl Reported {
    pub(super) fn of(
        (position, at): (Position, Timestamp),
        receipt: FileReceipt,
        figures: Option<Entry>,
        answer: Option<Entry>,
    ) -> Self {
        let figures = match figures {
            Some(Entry::Observed(all)) => Figures::of(&receipt, all),
            _ => Figures::default(),
        };
        let (account, answer) = match answer {
            Some(Entry::HandedIn(handed_in)) => (Some(handed_in.account), Some(handed_in.answer)),
            _ => (None, None),
        };
        Self { position, at, receipt, figures, account, answer }
    }
}

impl Figures {
    /// Those of a file, among all that came in together.
    fn of(receipt: &FileReceipt, all: Vec<Observation>) -> Self {
        let mut told: Vec<Observation> =
            all.into_iter().filter(|said| said.source.file == receipt.file).collect();
        told.sort_by_key(|said| said.source.line);
        let more = told.len().saturating_sub(MOST_FIGURES);
        told.truncate(MOST_FIGURES);
        Self { told, more }
    }
}
