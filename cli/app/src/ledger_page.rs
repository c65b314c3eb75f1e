//! The ledger in words, newest entry first and page by page, with the hash over all that stands up to where it ends. It is read beside whoever writes it.

use engine::program::Program;
use jiff::Timestamp;
use ledger::entry::Position;
use ledger::leaves::kind;
use plugins::stores::{LedgerPlace, StoreError};
use serde::Serialize;
use words::ledger_entry::told;
use words::names::Names;

/// One page of a ledger.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct LedgerPage {
    /// The last entry.
    pub position: Position,
    /// The hash over everything up to there.
    pub hash: String,
    /// The newest first.
    pub entries: Vec<LedgerLine>,
    /// What to ask for `after`, to see older ones; left out on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Position>,
}

/// One entry.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct LedgerLine {
    pub position: Position,
    pub at: Timestamp,
    /// What it is, in a word.
    pub kind: &'static str,
    /// The same in a sentence.
    pub told: String,
}

impl LedgerPage {
    /// So many entries of a ledger that ends at `last`, those before `before`, by the names that things have in a program; none where there is no
    /// ledger yet.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn of(
        (ledger, last): (&LedgerPlace, Position),
        before: Option<Position>,
        limit: usize,
        program: &Program,
    ) -> Result<Option<Self>, StoreError> {
        let Some(mut store) = ledger.open_read_only()? else { return Ok(None) };
        let newest = before.map_or(last, |before| before.saturating_sub(1)).min(last);
        let behind = newest.saturating_sub(limit as Position);
        let names = Names { program };
        let mut entries = Vec::with_capacity(limit);
        store.read_up_to(behind, newest, &mut |recorded| {
            let (kind, told) = (kind(&recorded.entry), told(&recorded.entry, names));
            entries.push(LedgerLine { position: recorded.position, at: recorded.at, kind, told });
            Ok(())
        })?;
        entries.reverse();
        let next = (behind > 0).then_some(behind + 1);
        Ok(Some(Self { position: last, hash: store.head_at(last)?.hash.to_string(), entries, next }))
    }
}
