//! Which verdicts turned last and when, as a ledger tells it: the ledger is lived through from its beginning, and followed from there on. A snapshot knows how things stand
//! and not how they came to stand so, so that none is used. It writes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::{Node, ObligationRef, Period};
use engine::{Effects, Engine};
use jiff::Timestamp;
use ledger::entry::{Entry, Position};
use plugins::stores::{KeptLedger, LedgerPlace, StoreError};
use rules::CompilerCache;
use words::explanation::{FilesRead, VerdictTurn};

use crate::project::compiler;
use crate::recorder::{event, pass_time};

/// The last turn of each verdict.
#[derive(Default)]
pub struct Turned(BTreeMap<(Node, Period), VerdictTurn>);

impl Turned {
    /// Notes what a step turned. What only has another reason now did not turn.
    pub(crate) fn note(&mut self, effects: Effects, files: &FilesRead) {
        for turn in VerdictTurn::in_step(effects) {
            let turn = VerdictTurn { files: Some(Arc::clone(files)), ..turn };
            if turn.change.from != turn.change.to.verdict {
                self.0.insert((turn.change.node.clone(), turn.change.period), turn);
            }
        }
    }

    /// Those of one obligation.
    pub fn of(&self, obligation: &ObligationRef) -> Vec<VerdictTurn> {
        let turns = self.0.iter().filter(|((node, _), _)| node.obligation() == obligation);
        turns.map(|(_, turn)| turn.clone()).collect()
    }
}

/// The files whose reports an entry of a ledger holds.
pub(crate) fn files_of(entry: &Entry) -> FilesRead {
    let observations = match entry {
        Entry::Observed(observations) => &observations[..],
        _ => &[],
    };
    Arc::new(observations.iter().map(|one| Arc::clone(&one.source.file)).collect())
}

/// A ledger that is lived through as far as somebody asked.
pub struct LivedLedger {
    store: Box<dyn KeptLedger>,
    cache: CompilerCache<'static>,
    engine: Engine,
    position: Position,
    turned: Turned,
}

impl LivedLedger {
    /// Finds a ledger; none where there is none yet.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open(ledger: &LedgerPlace) -> Result<Option<Self>, StoreError> {
        let Some(store) = ledger.open_read_only()? else { return Ok(None) };
        let (engine, turned) = (Engine::new(), Turned::default());
        Ok(Some(Self { store, cache: compiler(), engine, position: 0, turned }))
    }

    /// The last turns up to an entry, and up to a moment before which nothing behind it is written.
    ///
    /// # Errors
    /// The ledger cannot be read; what was lived through so far is still true.
    pub fn follow(&mut self, last: Position, until: Timestamp) -> Result<&Turned, StoreError> {
        let Self { store, cache, engine, position, turned } = self;
        store.read(*position, &mut |recorded| {
            if recorded.position <= last {
                *position = recorded.position;
                let files = files_of(&recorded.entry);
                if let Some(event) = event(cache, recorded.entry) {
                    turned.note(engine.step(recorded.at, event), &files);
                }
            }
            Ok(())
        })?;
        if engine.now().is_none_or(|now| now < until) {
            let none = FilesRead::default();
            pass_time(engine, until, &mut |effects| turned.note(effects, &none));
        }
        Ok(turned)
    }
}
