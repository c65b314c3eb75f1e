//! Where the receipts of all contents stand, the newest of them as lists have them, and the files that could not be used. It is a fold over the ledger.

use std::collections::{BTreeMap, VecDeque};

use engine::model::Unused;
use jiff::Timestamp;
use ledger::entry::{Entry, FileReceipt, HandedIn, Position, Recorded};
use serde::Deserialize;
use words::full_receipt::RefusedFile;

use super::filed::Filed;

/// So many receipts are ready for lists. Those before them are on the ledger, and are found by their hash.
const MOST_READY: usize = 50_000;
/// So many refused files are remembered.
const MOST_REFUSED: usize = 10_000;

/// Where all stands.
#[derive(Default)]
pub(super) struct Index {
    /// In the order of the ledger.
    places: Vec<Place>,
    /// The newest, in the order of the ledger.
    pub(super) ready: VecDeque<Filed>,
    /// Files that could not be used when they were last read, by their paths.
    pub(super) refused: BTreeMap<String, RefusedFile>,
    /// Where the receipts begin whose figures are still to come, and their moment.
    open: usize,
    opened: Option<Timestamp>,
}

/// Where it stands on the ledger what became of one content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// The beginning of its hash.
    hash: u64,
    pub(super) receipt: Position,
    /// The figures that came with it; none where it said nothing new.
    pub(super) figures: Option<Position>,
    /// The answer to whoever handed it in.
    pub(super) answer: Option<Position>,
}

impl Index {
    pub(super) fn note(&mut self, recorded: &Recorded) {
        let Recorded { position, at, entry } = recorded;
        match entry {
            Entry::Received(receipt) => self.receive(*position, *at, receipt),
            Entry::HandedIn(handed_in) => self.hand_in(*position, *at, handed_in),
            Entry::SetAside(unused) => self.set_aside(*at, unused),
            Entry::Observed(_) => self.observe(*position, *at),
            _ => {}
        }
    }

    /// The places of a content, the newest first. Other contents may be among them, whose hashes begin alike.
    pub(super) fn of(&self, hash: &str) -> impl Iterator<Item = &Place> {
        let beginning = beginning(hash);
        self.places.iter().rev().filter(move |place| beginning.is_some_and(|wanted| wanted == place.hash))
    }

    fn receive(&mut self, position: Position, at: Timestamp, receipt: &FileReceipt) {
        if self.opened != Some(at) {
            (self.open, self.opened) = (self.places.len(), Some(at));
        }
        let hash = beginning(&receipt.file.hash).unwrap_or_default();
        self.places.push(Place { hash, receipt: position, figures: None, answer: None });
        if self.ready.len() == MOST_READY {
            self.ready.pop_front();
        }
        self.ready.push_back(Filed::of(position, at, receipt));
        // What could be read is refused no longer.
        self.refused.remove(&receipt.file.path);
    }

    /// Ties an answer to the receipt of its report, which stands before it.
    fn hand_in(&mut self, position: Position, at: Timestamp, handed_in: &HandedIn) {
        #[derive(Deserialize)]
        struct Answer {
            receipt: OfFile,
        }
        #[derive(Deserialize)]
        struct OfFile {
            file: String,
        }
        // What else is handed in has no receipt.
        let Ok(answer) = serde_json::from_str::<Answer>(&handed_in.answer) else { return };
        let mut newest = self.ready.iter_mut().rev().take_while(|filed| filed.at == at);
        let Some(filed) = newest.find(|filed| filed.path == answer.receipt.file) else { return };
        filed.account = Some(handed_in.account.clone());
        let found = self.places.binary_search_by_key(&filed.position, |place| place.receipt);
        if let Some(place) = found.ok().and_then(|place| self.places.get_mut(place)) {
            place.answer = Some(position);
        }
    }

    fn set_aside(&mut self, at: Timestamp, unused: &[Unused]) {
        for unused in unused {
            self.refused.remove(&*unused.path);
            let Some(refused) = &unused.refused else { continue };
            if self.refused.len() < MOST_REFUSED {
                let (path, reason) = (unused.path.to_string(), refused.reason.to_string());
                self.refused.insert(path.clone(), RefusedFile { path, at, reason });
            }
        }
    }

    /// What files report stands behind their receipts.
    fn observe(&mut self, position: Position, at: Timestamp) {
        if self.opened == Some(at) {
            self.places.iter_mut().skip(self.open).for_each(|place| place.figures = Some(position));
        }
        self.opened = None;
    }
}

/// The beginning of a hash; none where it is no hash.
fn beginning(hash: &str) -> Option<u64> {
    u64::from_str_radix(hash.get(..16)?, 16).ok()
}
