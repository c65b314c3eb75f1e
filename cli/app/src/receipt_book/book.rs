//! What is asked of all receipts: feed by feed, page by page, and by the hash of a content.

use engine::model::FeedId;
use jiff::Timestamp;
use ledger::entry::{Entry, Position};
use plugins::stores::{KeptLedger, LedgerPlace, StoreError};
use words::full_receipt::RefusedFile;

use super::filed::Filed;
use super::index::{Index, Place};
use super::report::{Reported, ReportedContent};
use crate::due::{FeedPlace, Supply};

/// So many receipts of one content are told, the newest.
const MOST_RECEIPTS: usize = 5;

/// The receipts on a ledger that somebody else writes.
pub struct ReceiptBook {
    store: Box<dyn KeptLedger>,
    /// The last entry that was taken in.
    read: Position,
    index: Index,
}

/// How one feed fares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedFiles<'b> {
    pub place: &'b FeedPlace,
    /// How many receipts it has.
    pub receipts: usize,
    pub newest: Option<&'b Filed>,
    /// Files in its folder that could not be used.
    pub refused: usize,
}

/// The receipts of one feed, newest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedReceipts<'b> {
    /// Where it takes files from; none where it is declared no longer.
    pub place: Option<&'b FeedPlace>,
    pub id: FeedId,
    pub all: usize,
    pub newest: Option<&'b Filed>,
    /// One page of them.
    pub receipts: Vec<&'b Filed>,
    /// Behind which receipt the next page begins; none on the last.
    pub next: Option<Position>,
    /// Files in its folder that could not be used, and wait for somebody to put them right.
    pub refused: Vec<&'b RefusedFile>,
}

impl ReceiptBook {
    /// Opens it; none where there is no ledger yet.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn open(ledger: &LedgerPlace) -> Result<Option<Self>, StoreError> {
        let store = ledger.open_read_only()?;
        Ok(store.map(|store| Self { store, read: 0, index: Index::default() }))
    }

    /// Takes in what was written up to an entry.
    ///
    /// # Errors
    /// The ledger cannot be read; what was read so far is still true.
    pub fn follow(&mut self, last: Position) -> Result<(), StoreError> {
        let Self { store, read, index } = self;
        store.read_up_to(*read, last, &mut |recorded| {
            index.note(&recorded);
            *read = recorded.position;
            Ok(())
        })
    }

    /// Every feed, in the order of the project.
    pub fn feeds<'b>(&'b self, supply: &'b Supply) -> Vec<FeedFiles<'b>> {
        let of_feed = |place: &'b FeedPlace| FeedFiles {
            place,
            receipts: self.of(&place.id).count(),
            newest: self.of(&place.id).next(),
            refused: self.refused_in(&place.folder).count(),
        };
        supply.places().iter().map(of_feed).collect()
    }

    /// The receipts of a feed that are older than `before`, so many of them; none where there is no such feed.
    pub fn feed<'b>(
        &'b self,
        supply: &'b Supply,
        id: &str,
        before: Option<Position>,
        limit: usize,
    ) -> Option<FeedReceipts<'b>> {
        let id = FeedId::new(id);
        let place = supply.places().iter().find(|place| place.id == id);
        let newest = self.of(&id).next();
        if place.is_none() && newest.is_none() {
            return None;
        }
        let older = self.of(&id).filter(|filed| before.is_none_or(|before| filed.position < before));
        let mut receipts: Vec<&Filed> = older.take(limit + 1).collect();
        let is_last = receipts.len() <= limit;
        receipts.truncate(limit);
        let next = receipts.last().filter(|_| !is_last).map(|filed| filed.position);
        let refused = place.into_iter().flat_map(|place| self.refused_in(&place.folder)).collect();
        Some(FeedReceipts { place, all: self.of(&id).count(), newest, receipts, next, refused, id })
    }

    /// One content of a file, by its hash, with what it reported; none where no such content was ever received.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn report(&mut self, hash: &str) -> Result<Option<ReportedContent>, StoreError> {
        let Self { store, index, .. } = self;
        let mut receipts = Vec::new();
        for place in index.of(hash) {
            if receipts.len() == MOST_RECEIPTS {
                break;
            }
            receipts.extend(reported(&mut **store, place, hash)?);
        }
        Ok((!receipts.is_empty()).then(|| ReportedContent { hash: hash.to_owned(), receipts }))
    }

    /// When a content of a file was received first; none where it never was.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn first_received(&mut self, hash: &str) -> Result<Option<Timestamp>, StoreError> {
        let Self { store, index, .. } = self;
        let mut first = None;
        for place in index.of(hash) {
            let Some(recorded) = store.entry(place.receipt)? else { continue };
            let Entry::Received(receipt) = recorded.entry else { continue };
            if receipt.file.hash == hash {
                first = Some(recorded.at);
            }
        }
        Ok(first)
    }

    fn of<'b>(&'b self, feed: &FeedId) -> impl Iterator<Item = &'b Filed> {
        self.index.ready.iter().rev().filter(move |filed| filed.feed == *feed)
    }

    fn refused_in(&self, folder: &str) -> impl Iterator<Item = &RefusedFile> {
        let is_in = move |path: &str| path.rsplit_once('/').is_some_and(|(parent, _)| parent == folder);
        self.index.refused.values().filter(move |refused| is_in(&refused.path))
    }
}

fn reported(store: &mut dyn KeptLedger, place: &Place, hash: &str) -> Result<Option<Reported>, StoreError> {
    let Some(recorded) = store.entry(place.receipt)? else { return Ok(None) };
    let Entry::Received(receipt) = recorded.entry else { return Ok(None) };
    if receipt.file.hash != hash {
        return Ok(None);
    }
    let figures = match place.figures {
        Some(position) => store.entry(position)?.map(|recorded| recorded.entry),
        None => None,
    };
    let answer = match place.answer {
        Some(position) => store.entry(position)?.map(|recorded| recorded.entry),
        None => None,
    };
    Ok(Some(Reported::of((place.receipt, recorded.at), receipt, figures, answer)))
}
