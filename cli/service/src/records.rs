//! What stands on the ledger word for word, for whoever asks: it is read beside whoever writes it, and only once somebody asks.

use std::cell::RefCell;

use app::ledger_page::LedgerPage;
use app::proof::{Piece, piece};
use app::receipt_book::ReceiptBook;
use app::text_history::TextHistory;
use engine::program::Program;
use ledger::entry::Position;
use plugins::stores::{LedgerPlace, StoreError};

/// What stands on a ledger.
pub(crate) struct Records {
    ledger: LedgerPlace,
    /// None before the first question about files.
    receipts: RefCell<Option<ReceiptBook>>,
    /// None before the first question about texts.
    texts: RefCell<Option<TextHistory>>,
}

impl Records {
    pub(crate) fn new(ledger: LedgerPlace) -> Self {
        Self { ledger, receipts: RefCell::default(), texts: RefCell::default() }
    }

    /// So many entries up to `last`, those before `before`; none where there is no ledger yet.
    pub(crate) fn entries(
        &self,
        last: Position,
        before: Option<Position>,
        limit: usize,
        program: &Program,
    ) -> Result<Option<LedgerPage>, StoreError> {
        LedgerPage::of((&self.ledger, last), before, limit, program)
    }

    /// A part of the ledger behind an entry, for whoever works it out again; none where there is no ledger yet.
    pub(crate) fn piece(&self, after: Position, last: Position) -> Result<Option<Piece>, StoreError> {
        let Some(mut store) = self.ledger.open_read_only()? else { return Ok(None) };
        piece(&mut *store, after, last).map(Some)
    }

    /// Asks for receipts, as they stand up to an entry; none where there is no ledger yet, or no answer.
    pub(crate) fn receipts<T>(
        &self,
        last: Position,
        ask: impl FnOnce(&mut ReceiptBook) -> Result<Option<T>, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut held = self.receipts.borrow_mut();
        if held.is_none() {
            *held = ReceiptBook::open(&self.ledger)?;
        }
        let Some(book) = &mut *held else { return Ok(None) };
        book.follow(last)?;
        ask(book)
    }

    /// Asks for the texts that came into force, as they stand up to an entry; none where there is no ledger yet, or no answer.
    pub(crate) fn texts<T>(
        &self,
        last: Position,
        ask: impl FnOnce(&TextHistory) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut held = self.texts.borrow_mut();
        if held.is_none() {
            *held = TextHistory::open(&self.ledger)?;
        }
        let Some(texts) = &mut *held else { return Ok(None) };
        texts.follow(last)?;
        Ok(ask(texts))
    }
}
