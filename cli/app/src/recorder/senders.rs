//! Drawing up the receipts of files in full, and telling whoever sent them.

use engine::Effects;
use engine::model::{FeedId, Observation, Unused, Withheld};
use jiff::Timestamp;
use ledger::entry::{Entry, FileReceipt, Message, Position};
use words::full_receipt::{Drawn, FullReceipt, RefusedFile, WaitingFile, notice, refusal};
use words::names::Names;

use super::accounting::Accounting;
use super::record::Recorder;
use super::route::queue;
use super::telling::announcement;
use crate::account::Accounts;
use crate::wire::{WireFullReceipt, WireRefused};

/// The kind of a message that is the receipt of a file.
const RECEIPT: &str = "feed.receipt";

impl Recorder {
    /// Sets of which files receipts are drawn up from now on.
    pub fn set_accounting(&mut self, accounting: Accounting) {
        self.accounting = accounting;
    }

    /// The receipts that were drawn up since they were last asked for.
    pub fn take_drawn_up(&mut self) -> Vec<Drawn> {
        std::mem::take(&mut self.drawn_up)
    }

    /// Looks up what was known before the engine hears of these files.
    pub(super) fn open_accounts(
        &mut self,
        now: Timestamp,
        read: &[FileReceipt],
        unrecorded: &[FileReceipt],
        news: &[Observation],
    ) {
        let wanted: Vec<FileReceipt> = match &self.accounting {
            Accounting::None => Vec::new(),
            Accounting::Every => read.to_vec(),
            // What is not stored is told by whoever has just read the file.
            Accounting::Of(_) => {
                let is_new = |receipt: &&FileReceipt| {
                    unrecorded.iter().any(|stored| stored.file == receipt.file)
                        && self.accounting.feed(&receipt.file.feed).is_some()
                };
                read.iter().filter(is_new).cloned().collect()
            }
        };
        if !wanted.is_empty() {
            self.accounts = Some(Accounts::before(self.engine.evidence(), now, wanted, news));
        }
    }

    /// Notes the files that could not be used, and those that wait.
    pub(super) fn note_refused(&mut self, now: Timestamp, unused: &[Unused]) {
        for unused in unused {
            if self.accounting.feed_of(&unused.path).is_none() {
                continue;
            }
            let path = unused.path.to_string();
            if let Some(refused) = &unused.refused {
                let (path, reason) = (path.clone(), refused.reason.to_string());
                self.untold.push(Drawn::Refused(RefusedFile { path, at: now, reason }));
            }
            // Of a file that is read, its receipt says whether rows of it wait.
            if let Some(waits) = &unused.under_embargo
                && waits.withheld == Withheld::WholeFile
            {
                self.untold.push(Drawn::Waiting(WaitingFile { path, told: waits.told.to_string() }));
            }
        }
    }

    /// Draws up what is under way and tells it, behind so many other entries. Before a program is in force nothing has a name, so that
    /// what is drawn up until then is told with the first one.
    pub(super) fn receipts_told(
        &mut self,
        now: Timestamp,
        effects: Option<&Effects>,
        behind: usize,
    ) -> Vec<Entry> {
        if let Some(accounts) = self.accounts.take() {
            let drawn = accounts.after(&self.engine, effects).into_iter().map(Box::new).map(Drawn::Read);
            self.untold.extend(drawn);
        }
        let Some(program) = self.engine.program().cloned() else { return Vec::new() };
        let names = Names { program: &program };
        let mut entries = Vec::new();
        for drawn in std::mem::take(&mut self.untold) {
            let place = self.next_place() + (behind + entries.len()) as Position;
            if let Some((message, route)) = self.receipt_message(now, &drawn, names, place) {
                let through = match route {
                    Some(notifiers) => self.through(&message, &notifiers),
                    None => self.routed(&message),
                };
                entries.extend(queue(&through, message));
            }
            self.drawn_up.push(drawn);
        }
        entries
    }

    /// The notifiers through which no receipts of a feed's files are told.
    pub(super) fn not_hearing_receipts(&self, feed: &FeedId) -> Vec<String> {
        let told = self.accounting.feed(feed).map(|feed| &feed.receipt).filter(|receipt| receipt.is_told());
        let hears = |notifier: &&String| {
            told.is_some_and(|told| told.notifiers.as_ref().is_none_or(|named| named.contains(notifier)))
        };
        self.notifiers.iter().filter(|notifier| !hears(notifier)).cloned().collect()
    }

    /// What is told of a receipt, and through which notifiers where not through all; none where nobody is to be told.
    fn receipt_message(
        &self,
        now: Timestamp,
        drawn: &Drawn,
        names: Names<'_>,
        place: Position,
    ) -> Option<(Message, Option<Vec<String>>)> {
        let feed = match drawn {
            Drawn::Read(full) => self.accounting.feed(&full.receipt.file.feed),
            Drawn::Refused(refused) => self.accounting.feed_of(&refused.path),
            // Whoever put it there reads beside it that it waits. Messages may go to others.
            Drawn::Waiting(_) => None,
        };
        let feed = feed.filter(|feed| feed.receipt.is_told())?;
        let contact = feed.receipt.contact.as_deref();
        let (notice, json) = match drawn {
            Drawn::Read(full) => (notice(full, contact, names), full_json(full, contact, names)),
            Drawn::Waiting(_) => return None,
            Drawn::Refused(refused) => {
                let wire = WireRefused::from(refused);
                let json =
                    serde_json::json!({ "contact": contact, "feed": feed.id.as_str(), "refused": wire });
                (refusal(refused, contact, names), json)
            }
        };
        let message = announcement(RECEIPT, now, notice, json.to_string(), place);
        Some((message, feed.receipt.notifiers.clone()))
    }
}

fn full_json(full: &FullReceipt, contact: Option<&str>, names: Names<'_>) -> serde_json::Value {
    let wire = WireFullReceipt::of(full, &names.program.catalogue);
    serde_json::json!({ "contact": contact, "receipt": wire })
}
