//! An engine that follows a ledger which somebody else writes, so that long questions hold up nobody who reports. It writes nothing.

use std::path::Path;
use std::sync::Arc;

use engine::{Effects, Engine, Event};
use jiff::Timestamp;
use ledger::entry::{Entry, Position, Recorded};
use ledger::outbox::Outbox;
use ledger::proposals::Proposals;
use ledger::silences::Silences;
use plugins::stores::{Head, KeptLedger, LedgerPlace, StoreError};
use rules::CompilerCache;
use rules::source::Sources;

use super::record::Recorder;
use super::restore::Restored;
use super::touched::Touched;
use crate::intake::{Expected, LoggedReports};
use crate::project::{feeds_as_in_force, feeds_as_written};
use crate::reading::{Feeds, look_at};

/// What stands on a ledger, as far as it was followed.
pub struct Follower {
    store: Box<dyn KeptLedger>,
    cache: CompilerCache<'static>,
    restored: Restored,
    /// What may stand otherwise since it was last asked for.
    touched: Touched,
    /// The last entry that says that personal values are erased, among those that were followed: they may have been read before they were.
    erased_at: Option<Position>,
}

/// How a ledger that was followed is gone on with.
pub enum TakenOver {
    /// From what was followed, with what was compiled on the way.
    Followed(Box<(Recorder, CompilerCache<'static>)>),
    /// Nothing that was followed is of use.
    Anew(Box<dyn KeptLedger>),
}

impl Follower {
    /// Finds what is there; none where there is no ledger yet.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn open(ledger: &LedgerPlace, mut cache: CompilerCache<'static>) -> Result<Option<Self>, StoreError> {
        let Some(mut store) = ledger.open_read_only()? else { return Ok(None) };
        let begun = store.head().position;
        let restored = Restored::of(&mut cache, &mut *store)?;
        // Values are erased after that is written down. An erasure behind which something stood when this began to read was over by then.
        let mut erased_at = None;
        store.read_up_to(begun.saturating_sub(1), restored.position(), &mut |recorded| {
            note_erasure(&mut erased_at, &recorded);
            Ok(())
        })?;
        Ok(Some(Self { store, cache, restored, touched: Touched::Everything, erased_at }))
    }

    /// Takes in what was written up to an entry, and lets time pass up to a moment before which nothing behind it is written.
    ///
    /// # Errors
    /// The ledger cannot be read; what was followed so far is still true.
    pub fn follow(&mut self, last: Position, until: Timestamp) -> Result<(), StoreError> {
        let Self { store, cache, restored, erased_at, .. } = self;
        store.read(restored.position(), &mut |recorded| {
            if recorded.position <= last {
                note_erasure(erased_at, &recorded);
                restored.take(cache, recorded);
            }
            Ok(())
        })?;
        let engine = restored.engine_mut();
        if engine.now().is_none_or(|now| now < until) {
            pass_time(engine, until, &mut |_| {});
        }
        Ok(())
    }

    /// Takes in all that was written since, and lets no time pass: whoever writes the ledger does.
    ///
    /// # Errors
    /// The ledger cannot be read; what was followed so far is still true.
    pub fn catch_up(&mut self) -> Result<(), StoreError> {
        let Self { store, cache, restored, touched, erased_at } = self;
        store.read(restored.position(), &mut |recorded| {
            note_erasure(erased_at, &recorded);
            restored.take_noting(cache, recorded, touched);
            Ok(())
        })
    }

    /// Which obligations may stand otherwise since this was last asked, as far as all was caught up with.
    pub fn take_touched(&mut self) -> Touched {
        self.touched.take()
    }

    /// Looks at the files of a project while somebody else writes, so that whoever takes over reads those alone of which the ledger does not tell. Where the project is
    /// written otherwise than what is in force, they may come to something else, and are all left for then.
    pub fn look_at_files(&mut self, dir: &Path) {
        let Some(program) = self.engine().program().cloned() else { return };
        let feeds = self.restored.project_text().and_then(|in_force| feeds_as_in_force(dir, in_force));
        let Some(feeds) = feeds else { return };
        let received = self.engine().now().unwrap_or_default();
        let to_read = Feeds { project: dir, feeds: &feeds, catalogue: &program.catalogue, received };
        let (known, contents) = self.restored.files();
        look_at(known, to_read, |file| contents.is_as_read(file));
    }

    /// Whether it may hold personal values that are erased by now: whoever erases them holds the ledger until they are, so that they are once anything is written behind that. It is
    /// to be begun anew then.
    pub fn holds_erased(&self) -> bool {
        self.erased_at.is_some_and(|erased_at| erased_at < self.restored.position())
    }

    /// Puts the files of reports that the ledger keeps into the folders of a project's feeds, as far as was caught up with.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn put_reports(&mut self, logged: &mut LoggedReports, dir: &Path) -> Result<(), StoreError> {
        let end = self.end()?;
        if !logged.may_lack(end) {
            return Ok(());
        }
        let Some(feeds) = feeds_as_written(dir) else { return Ok(()) };
        let expected = Expected { contents: self.restored.files().1, feeds: &feeds };
        logged.put(&mut *self.store, expected, end)
    }

    /// Where the ledger ended, as far as it was followed.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn end(&mut self) -> Result<Head, StoreError> {
        self.store.head_at(self.restored.position())
    }

    /// The sources of the program in force.
    pub fn sources(&self) -> Option<&Arc<Sources>> {
        self.restored.sources()
    }

    /// What is still to be delivered.
    pub fn outbox(&self) -> &Outbox {
        self.restored.outbox()
    }

    /// The ledger that is followed.
    pub fn store(&mut self) -> &mut dyn KeptLedger {
        &mut *self.store
    }

    /// Goes on as whoever writes the ledger, which `store` is, from what was followed up to `end`. It does not where that stands on the ledger no more, as when it went
    /// back to an earlier moment, and where personal values were erased from it since they were read.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn take_over(mut self, end: Head, mut store: Box<dyn KeptLedger>) -> Result<TakenOver, StoreError> {
        let is_same = end.position == self.restored.position() && store.head_at(end.position)? == end;
        if !is_same {
            return Ok(TakenOver::Anew(store));
        }
        let Self { cache, restored, erased_at, .. } = &mut self;
        store.read(restored.position(), &mut |recorded| {
            note_erasure(erased_at, &recorded);
            restored.take(cache, recorded);
            Ok(())
        })?;
        if self.erased_at.is_some() {
            return Ok(TakenOver::Anew(store));
        }
        Ok(TakenOver::Followed(Box::new((self.restored.into_recorder(store), self.cache))))
    }

    pub fn engine(&self) -> &Engine {
        self.restored.engine()
    }

    /// What officials asked for that a second person decides about.
    pub fn proposals(&self) -> &Proposals {
        self.restored.proposals()
    }

    /// What nobody is told of for a time, since somebody asked for that.
    pub fn silences(&self) -> &Silences {
        self.restored.silences()
    }

    /// The last entry that was taken in.
    pub fn position(&self) -> Position {
        self.restored.position()
    }
}

fn note_erasure(erased_at: &mut Option<Position>, recorded: &Recorded) {
    if let Entry::Erased(_) = recorded.entry {
        *erased_at = Some(recorded.position);
    }
}

/// Lets time pass up to a moment, each deadline in its turn.
pub(crate) fn pass_time(engine: &mut Engine, until: Timestamp, each: &mut dyn FnMut(Effects)) {
    while let Some(wake) = engine.next_wake().filter(|wake| *wake < until) {
        each(engine.step(wake, Event::ClockAdvanced));
    }
    each(engine.step(until, Event::ClockAdvanced));
}
