//! Finding everything again after a restart: the fold of the ledger, made quicker by the memo where there is one.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use engine::memo::Memo;
use engine::program::Program;
use engine::{Engine, Event};
use jiff::Timestamp;
use ledger::codec::decode_memo;
use ledger::entry::{Entry, Position, Recorded};
use ledger::fold::Observer as _;
use plugins::stores::{Store, StoreError};
use rules::source::Sources;

use super::known::Known;
use super::record::Recorder;

impl Recorder {
    /// Opens a ledger and folds it.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn open(mut store: Box<dyn Store>) -> Result<Self, StoreError> {
        let memo =
            store.snapshot()?.and_then(|(position, bytes)| Some((position, decode_memo(&bytes).ok()?)));
        let mut fold = Fold::new(memo);
        store.read(0, &mut |recorded| {
            fold.take(recorded);
            Ok(())
        })?;
        if !fold.finish() {
            tracing::info!("what was worked out before is of no use to this program; working it out again");
            fold = Fold::new(None);
            store.read(0, &mut |recorded| {
                fold.take(recorded);
                Ok(())
            })?;
        }
        Ok(fold.into_recorder(store))
    }
}

/// A fold of the ledger under way.
struct Fold {
    engine: Engine,
    known: Known,
    memo: MemoUse,
}

/// What becomes of the memo in a fold.
enum MemoUse {
    /// Entries up to its position only tell what was observed; the rest stands in the memo.
    Ahead(Position, Box<Memo>),
    /// It was used, or there was none: every entry is stepped through.
    Done,
    /// It is of another program.
    Stale,
}

impl Fold {
    fn new(memo: Option<(Position, Memo)>) -> Self {
        Self {
            engine: Engine::new(),
            known: Known::default(),
            memo: memo.map_or(MemoUse::Done, |(position, memo)| MemoUse::Ahead(position, Box::new(memo))),
        }
    }

    fn take(&mut self, recorded: Recorded) {
        if matches!(&self.memo, MemoUse::Ahead(position, _) if recorded.position > *position) {
            self.use_memo();
        }
        self.known.observe(&recorded);
        match recorded.entry {
            Entry::Observed(observations) => self.step(recorded.at, Event::Observed(observations)),
            Entry::Activated(sources) => self.activate(recorded.at, &sources),
            Entry::ClockAdvanced => self.step(recorded.at, Event::ClockAdvanced),
            Entry::Resumed => self.step(recorded.at, Event::Resumed),
            Entry::Responded(response) => self.step(recorded.at, Event::Responded(response)),
            Entry::Received(_)
            | Entry::Queued { .. }
            | Entry::Attempted { .. }
            | Entry::Settled { .. }
            | Entry::Approved { .. } => {}
        }
    }

    /// Whether the fold is of use.
    fn finish(&mut self) -> bool {
        if matches!(self.memo, MemoUse::Ahead(..)) {
            self.use_memo();
        }
        !matches!(self.memo, MemoUse::Stale)
    }

    fn use_memo(&mut self) {
        let MemoUse::Ahead(_, memo) = std::mem::replace(&mut self.memo, MemoUse::Stale) else { return };
        let Some(program) = self.known.sources.as_deref().and_then(compile) else { return };
        if self.engine.reinstate(&Arc::new(program), *memo).is_ok() {
            self.memo = MemoUse::Done;
        }
    }

    fn activate(&mut self, at: Timestamp, sources: &Sources) {
        if matches!(self.memo, MemoUse::Done)
            && let Some(program) = compile(sources)
        {
            self.step(at, Event::Activated(Arc::new(program)));
        }
    }

    fn step(&mut self, at: Timestamp, event: Event) {
        if !matches!(self.memo, MemoUse::Stale) {
            self.engine.step(at, event);
        }
    }

    fn into_recorder(self, store: Box<dyn Store>) -> Recorder {
        Recorder {
            engine: self.engine,
            known: self.known,
            store,
            notifiers: Vec::new(),
            hooks: Vec::new(),
            failing_hooks: BTreeSet::new(),
            waiting: Vec::new(),
            unwritten: VecDeque::new(),
            evaluated: 0,
        }
    }
}

fn compile(sources: &Sources) -> Option<Program> {
    rules::compile::compile(sources).program
}
