//! What changed since a place, as it was told last: whoever asks the same again while nothing was written since is told the same, and the ledger is lived through once for all of them.
//! It keeps a few answers and no engine.

use std::collections::VecDeque;
use std::sync::Arc;

use ledger::entry::Position;
use plugins::stores::{LedgerPlace, StoreError};
use words::since::Since;

use crate::since::{Mark, since};

/// So many answers are kept: each may be long, and readers who marked up to where they have read ask each from a place of their own.
const MOST_KEPT: usize = 4;

/// Answers that were given last, the newest question first.
#[derive(Default)]
pub struct KeptSince {
    kept: VecDeque<(Mark, Arc<Since>)>,
    /// Where the ledger ended when they were given.
    end: Position,
}

impl KeptSince {
    /// What changed since a place, by a ledger that is known to go as far as `end` at least.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn since(
        &mut self,
        ledger: &LedgerPlace,
        mark: Mark,
        end: Position,
    ) -> Result<Arc<Since>, StoreError> {
        if end != self.end {
            self.kept.clear();
            self.end = end;
        }
        let place = self.kept.iter().position(|(known, _)| *known == mark);
        let known = place.and_then(|place| self.kept.remove(place));
        let told = if let Some((_, told)) = known { told } else { Arc::new(since(ledger, mark)?) };
        self.kept.truncate(MOST_KEPT - 1);
        self.kept.push_front((mark, Arc::clone(&told)));
        Ok(told)
    }
}
