//! Finding everything again after a restart: from the snapshot and what was written since, or from the whole ledger where
//! there is no snapshot that is of use.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use engine::evidence::Evidence;
use engine::program::Program;
use engine::{Engine, Event};
use jiff::Timestamp;
use ledger::codec::Snapshot;
use ledger::entry::{Entry, Position, Recorded};
use ledger::file_contents::FileContents;
use ledger::fold::Observer as _;
use ledger::outbox::Outbox;
use ledger::proposals::Proposals;
use ledger::silences::Silences;
use plugins::routes::Routes;
use plugins::stores::{Store, StoreError};
use rules::CompilerCache;
use rules::source::{SourceText, Sources};

use super::accounting::Accounting;
use super::quiet::Quiet;
use super::record::{Beginning, Recorder};
use super::repeats::Repeats;
use super::saved::{SavedSnapshot, Unsaved};
use super::touched::Touched;
use crate::cores::both;
use crate::folded::{Beside, Folded, fold};
use crate::ledger_state::{LedgerState, StoredState};
use crate::reading::KnownFiles;

impl Recorder {
    /// Opens a ledger and folds it.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn open(store: Box<dyn Store>) -> Result<Self, StoreError> {
        Self::open_with(&mut CompilerCache::new(), store)
    }

    /// The same, where what is compiled on the way is kept for the texts that are compiled next: they are mostly the same.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn open_with(cache: &mut CompilerCache<'_>, mut store: Box<dyn Store>) -> Result<Self, StoreError> {
        let restored = Restored::of(cache, &mut *store)?;
        Ok(restored.into_recorder(store))
    }
}

/// What was worked out stands on this.
struct Founded {
    state: LedgerState,
    program: Program,
    evidence: Evidence,
}

impl Founded {
    /// What was known at a position, with the program that was in force then; none where it does not fit together.
    fn on(
        cache: &mut CompilerCache<'_>,
        store: &mut dyn Store,
        (position, stored): (Position, StoredState),
        evidence: impl FnOnce() -> Option<Evidence>,
    ) -> Result<Option<Self>, StoreError> {
        let was_compiled = stored.is_of_this_version();
        let Some(state) = stored.revived(store, position)? else { return Ok(None) };
        let program = state.sources.as_deref().and_then(|sources| {
            // What this version put in force, it found sound.
            let compiled = if was_compiled { cache.compile_sound(sources) } else { cache.compile(sources) };
            compiled.program
        });
        let found = program.and_then(|program| Some((program, evidence()?)));
        Ok(found.map(|(program, evidence)| Self { state, program, evidence }))
    }
}

/// What was found again so far.
#[derive(Default)]
pub(super) struct Restored {
    engine: Engine,
    state: LedgerState,
    known_files: KnownFiles,
    saved: Option<SavedSnapshot>,
    unsaved: Unsaved,
}

impl Restored {
    /// All that stands on a ledger.
    pub(super) fn of(cache: &mut CompilerCache<'_>, store: &mut dyn Store) -> Result<Self, StoreError> {
        let Some(mut restored) = Self::from_snapshot(cache, store)? else {
            return Self::from_the_beginning(cache, store);
        };
        store.read(restored.state.position, &mut |recorded| {
            restored.take(cache, recorded);
            Ok(())
        })?;
        Ok(restored)
    }

    /// The whole ledger, folded.
    fn from_the_beginning(cache: &mut CompilerCache<'_>, store: &mut dyn Store) -> Result<Self, StoreError> {
        let mut state = LedgerState::default();
        let Folded { engine, .. } = fold(Beside::WhereItPays, |hand| {
            store.read(0, &mut |recorded| {
                state.observe(&recorded);
                if let Some(event) = event(cache, recorded.entry) {
                    hand(recorded.at, event);
                }
                Ok(())
            })
        })?;
        Ok(Self { engine, state, ..Self::default() })
    }

    /// What the snapshot holds; none where there is none, or where what was worked out is of another program than its texts
    /// make now.
    fn from_snapshot(
        cache: &mut CompilerCache<'_>,
        store: &mut dyn Store,
    ) -> Result<Option<Self>, StoreError> {
        let Some((position, bytes)) = store.snapshot()? else { return Ok(None) };
        let Ok(snapshot) = Snapshot::parse(&bytes) else { return Ok(None) };
        let Ok(stored) = snapshot.followed::<StoredState>() else { return Ok(None) };
        let known_files = stored.known_files();
        // What was worked out takes longest to read, and needs nothing of the rest.
        let (memo, founded) = both(
            || snapshot.memo(),
            || Founded::on(cache, store, (position, stored), || snapshot.evidence().ok()),
        );
        let (Ok(memo), Some(Founded { state, program, evidence })) = (memo, founded?) else {
            return Ok(None);
        };
        let mut engine = Engine::with_evidence(evidence);
        if engine.reinstate(&Arc::new(program), memo).is_err() {
            tracing::info!("what was worked out before is of no use to this program; working it out again");
            return Ok(None);
        }
        let saved = Some(SavedSnapshot { position, files: known_files.clone() });
        Ok(Some(Self { engine, state, known_files, saved, unsaved: Unsaved::default() }))
    }

    pub(super) fn take(&mut self, cache: &mut CompilerCache<'_>, recorded: Recorded) {
        self.state.observe(&recorded);
        if let Some(event) = event(cache, recorded.entry) {
            self.step(recorded.at, event);
        }
    }

    /// The same, with what may stand otherwise for it.
    pub(super) fn take_noting(
        &mut self,
        cache: &mut CompilerCache<'_>,
        recorded: Recorded,
        touched: &mut Touched,
    ) {
        self.state.observe(&recorded);
        if let Some(event) = event(cache, recorded.entry) {
            let spoken_of = Touched::by_event(&event, &self.engine);
            self.step(recorded.at, event);
            touched.by_step(spoken_of, &self.engine);
        }
    }

    fn step(&mut self, at: Timestamp, event: Event) {
        let unsaved = Unsaved::by(&event);
        let effects = self.engine.step(at, event);
        self.unsaved.add(unsaved.with(&effects));
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(super) fn engine_mut(&mut self) -> &mut Engine {
        &mut self.engine
    }

    /// The files that were read here, and what the ledger says of each.
    pub(super) fn files(&mut self) -> (&mut KnownFiles, &FileContents) {
        (&mut self.known_files, &self.state.contents)
    }

    /// `remit.toml` as it is in force; none where nothing is yet.
    pub(super) fn project_text(&self) -> Option<&SourceText> {
        self.state.sources.as_deref().map(|sources| &sources.project)
    }

    pub(super) fn sources(&self) -> Option<&Arc<Sources>> {
        self.state.sources.as_ref()
    }

    /// What is still to be delivered.
    pub(super) fn outbox(&self) -> &Outbox {
        &self.state.outbox
    }

    /// What officials asked for that a second person decides about.
    pub(super) fn proposals(&self) -> &Proposals {
        &self.state.proposals
    }

    /// What nobody is told of for a time, since somebody asked for that.
    pub(super) fn silences(&self) -> &Silences {
        &self.state.silences
    }

    /// The last entry that was taken in.
    pub(super) fn position(&self) -> Position {
        self.state.position
    }

    pub(super) fn into_recorder(self, store: Box<dyn Store>) -> Recorder {
        Recorder {
            quiet: Quiet::of(&self.state.silences),
            engine: self.engine,
            state: self.state,
            store,
            notifiers: Vec::new(),
            routes: Routes::default(),
            pages: None,
            letters: Vec::new(),
            repeats: Repeats::default(),
            hooks: Vec::new(),
            failing_hooks: BTreeSet::new(),
            waiting: Vec::new(),
            replaced: None,
            replaced_since: 0,
            to_log: Vec::new(),
            unwritten: VecDeque::new(),
            evaluated: 0,
            known_files: self.known_files,
            saved: self.saved,
            unsaved: self.unsaved,
            set_aside: Vec::new(),
            restated: Vec::new(),
            accounting: Accounting::default(),
            accounts: None,
            drawn_up: Vec::new(),
            untold: Vec::new(),
            touched: Touched::Everything,
            beginning: Beginning::Over,
            answered: Vec::new(),
        }
    }
}

/// What the engine is told of an entry.
pub(crate) fn event(cache: &mut CompilerCache<'_>, entry: Entry) -> Option<Event> {
    match entry {
        Entry::Observed(observations) => Some(Event::Observed(observations)),
        Entry::Activated(sources) => {
            compile(cache, &sources).map(|program| Event::Activated(Arc::new(program)))
        }
        Entry::SetAside(unused) => Some(Event::SetAside(unused)),
        Entry::ClockAdvanced => Some(Event::ClockAdvanced),
        Entry::Resumed => Some(Event::Resumed),
        Entry::Responded(response) => Some(Event::Responded(response)),
        Entry::Received(_)
        | Entry::Queued { .. }
        | Entry::Attempted { .. }
        | Entry::Settled { .. }
        | Entry::Superseded { .. }
        | Entry::Approved { .. }
        | Entry::HandedIn(_)
        | Entry::Proposed(_)
        | Entry::Decided(_)
        | Entry::Silenced(_)
        | Entry::SilenceEnded(_)
        | Entry::Erased(_)
        | Entry::DifferenceAccepted(_) => None,
    }
}

fn compile(cache: &mut CompilerCache<'_>, sources: &Sources) -> Option<Program> {
    cache.compile(sources).program
}
