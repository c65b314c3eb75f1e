//! What changed since somebody last looked: the ledger lived through once more, with all that it says behind a place. It writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::alert::Change;
use engine::evaluate::VerdictChange;
use engine::model::{Node, Period};
use engine::program::Program;
use engine::{Effects, Engine};
use jiff::Timestamp;
use ledger::entry::{Entry, FileReceipt, Position, Recorded};
use plugins::stores::{LedgerPlace, StoreError};
use words::alert::message_of_change;
use words::full_receipt::{FullReceipt, RefusedFile};
use words::since::{AlertNews, Since};

use crate::account::{Accounts, rows_wait};
use crate::history::{Witness, relive_before};
use crate::project::compiler;

/// Behind which place of the ledger things are news.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Behind this entry.
    Position(Position),
    /// From this moment on.
    Moment(Timestamp),
}

impl Mark {
    fn is_before(self, recorded: &Recorded) -> bool {
        match self {
            Self::Position(position) => recorded.position > position,
            Self::Moment(moment) => recorded.at >= moment,
        }
    }
}

/// All that a ledger says behind a place.
///
/// # Errors
/// The ledger cannot be read.
pub fn since(ledger: &LedgerPlace, mark: Mark) -> Result<Since, StoreError> {
    gather(ledger, Chronicle::new(mark, &|_| true)).map(Chronicle::told)
}

fn gather<'f>(ledger: &LedgerPlace, mut chronicle: Chronicle<'f>) -> Result<Chronicle<'f>, StoreError> {
    if let Some(mut store) = ledger.open_read_only()? {
        let engine = relive_before(&mut compiler(), &mut *store, Timestamp::MAX, &mut chronicle)?;
        chronicle.account_for(&engine, None);
        // What waited when a file was read may wait no longer.
        for full in &mut chronicle.since.receipts {
            full.waits = rows_wait(engine.evidence(), &full.receipt.file.path);
        }
    }
    Ok(chronicle)
}

/// What is gathered on the way.
struct Chronicle<'f> {
    mark: Mark,
    /// Of which files the receipts are kept.
    is_kept: &'f dyn Fn(&str) -> bool,
    /// The paths of all files that were received.
    paths: BTreeSet<String>,
    /// Whether the place is behind what is being read.
    is_past_mark: bool,
    since: Since,
    /// The first verdict, and what became of it.
    turned: BTreeMap<(Node, Period), VerdictChange>,
    /// Files that were received, and of which it is not known yet what they turned.
    received: Vec<FileReceipt>,
    accounts: Option<Accounts>,
    at: Timestamp,
    before: Option<Arc<Program>>,
}

impl<'f> Chronicle<'f> {
    fn new(mark: Mark, is_kept: &'f dyn Fn(&str) -> bool) -> Self {
        Self {
            mark,
            is_kept,
            paths: BTreeSet::new(),
            is_past_mark: false,
            since: Since::default(),
            turned: BTreeMap::new(),
            received: Vec::new(),
            accounts: None,
            at: Timestamp::MIN,
            before: None,
        }
    }

    /// Closes the account of the files that were received last.
    fn account_for(&mut self, engine: &Engine, effects: Option<&Effects>) {
        let accounts = self.accounts.take().unwrap_or_else(|| {
            Accounts::before(engine.evidence(), self.at, std::mem::take(&mut self.received), &[])
        });
        self.since.receipts.extend(accounts.after(engine, effects));
    }

    fn note_verdict(&mut self, change: VerdictChange) {
        let key = (change.node.clone(), change.period);
        match self.turned.get_mut(&key) {
            Some(known) => known.to = change.to,
            None => {
                self.turned.insert(key, change);
            }
        }
    }

    fn note_alerts(&mut self, engine: &Engine, effects: &Effects) {
        let Some(now) = engine.program() else { return };
        let before = self.before.clone().unwrap_or_else(|| Arc::clone(now));
        for change in &effects.alerts {
            let (id, text) = (change.alert.id.to_string(), message_of_change(change, &before, now));
            let told =
                AlertNews { id, change: change.change, severity: change.alert.severity, at: change.at, text };
            self.note_alert(told);
        }
    }

    /// What an alert said before it changed or ended is no news beside what it says now.
    fn note_alert(&mut self, mut told: AlertNews) {
        let is_earlier = |known: &AlertNews| {
            known.id == told.id && matches!(known.change, Change::Fired | Change::Updated)
        };
        let earlier =
            self.since.alerts.iter().position(is_earlier).map(|place| self.since.alerts.remove(place));
        if earlier.is_some_and(|earlier| earlier.change == Change::Fired) && told.change == Change::Updated {
            told.change = Change::Fired;
        }
        self.since.alerts.push(told);
    }

    fn told(self) -> Since {
        let Self { mut since, turned, .. } = self;
        since.turned = turned.into_values().filter(|change| change.from != change.to.verdict).collect();
        since.turned.sort_by_key(|change| (change.to.verdict.place_from_worst(), !change.node.is_whole()));
        since.alerts.sort_by_key(AlertNews::rank);
        since
    }
}

impl Witness for Chronicle<'_> {
    fn before(&mut self, engine: &Engine, recorded: &Recorded) {
        self.since.position = recorded.position;
        self.is_past_mark = self.mark.is_before(recorded);
        self.before = engine.program().cloned();
        if !self.is_past_mark {
            return;
        }
        self.since.begins.get_or_insert(recorded.at);
        match &recorded.entry {
            Entry::Received(receipt) => {
                self.at = recorded.at;
                if !self.paths.contains(&receipt.file.path) {
                    self.paths.insert(receipt.file.path.clone());
                }
                if (self.is_kept)(&receipt.file.path) {
                    self.received.push(receipt.clone());
                }
            }
            Entry::Observed(news) => {
                let received = std::mem::take(&mut self.received);
                self.accounts = Some(Accounts::before(engine.evidence(), recorded.at, received, news));
            }
            Entry::SetAside(unused) => {
                for unused in unused {
                    // What was put right since is no longer refused.
                    self.since.refused.retain(|refused| *refused.path != *unused.path);
                    let Some(refused) = &unused.refused else { continue };
                    let (path, reason) = (unused.path.to_string(), refused.reason.to_string());
                    self.since.refused.push(RefusedFile { path, at: recorded.at, reason });
                }
            }
            Entry::Responded(response) => self.since.responses.push(response.clone()),
            Entry::Activated(_) => self.since.edits.push(recorded.at),
            _ => {}
        }
    }

    fn after(&mut self, engine: &Engine, effects: Effects) {
        if !self.is_past_mark {
            return;
        }
        self.note_alerts(engine, &effects);
        if self.accounts.is_some() {
            self.account_for(engine, Some(&effects));
        }
        for change in effects.verdicts {
            self.note_verdict(change);
        }
    }
}

/// What became of the files of one path, the newest last, and the last refusal of it where nothing was read of it since.
#[derive(Default, Debug)]
pub struct FileStory {
    pub receipts: Vec<FullReceipt>,
    pub refused: Option<RefusedFile>,
    /// The paths of all files that were ever received, for whoever misspells one.
    pub known: Vec<String>,
}

impl FileStory {
    /// What a ledger knows of a file.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn of(ledger: &LedgerPlace, is_meant: &dyn Fn(&str) -> bool) -> Result<Self, StoreError> {
        let chronicle = gather(ledger, Chronicle::new(Mark::Position(0), is_meant))?;
        let paths = chronicle.paths.clone();
        let Since { receipts, refused, .. } = chronicle.told();
        let mut known: BTreeSet<String> = paths;
        known.extend(refused.iter().map(|refused| refused.path.clone()));
        let known = known.into_iter().collect();
        let read = receipts.last().map(|full| full.at);
        let refused = refused.into_iter().rfind(|refused| is_meant(&refused.path));
        let refused = refused.filter(|refused| read.is_none_or(|read| read < refused.at));
        Ok(Self { receipts, refused, known })
    }
}
