//! The ledger lived through once more up to a moment, each program in its time. It writes nothing.

use engine::{Effects, Engine};
use jiff::Timestamp;
use ledger::entry::Recorded;
use plugins::stores::{Store, StoreError};
use rules::CompilerCache;

use crate::folded::{Beside, Folded, fold};
use crate::recorder::event;

/// Whoever looks on while a ledger is lived through.
pub(crate) trait Witness {
    /// What the ledger says next, before the engine hears of it.
    fn before(&mut self, engine: &Engine, recorded: &Recorded);

    /// What that led to, where the engine is told of it.
    fn after(&mut self, engine: &Engine, effects: Effects);
}

/// An engine as it stood at a moment, by what stood on the ledger then: reports when they were received, texts while they were in
/// force, and the time in which the service was down. Where it is long, it is read on one core and folded on another.
///
/// # Errors
/// The ledger cannot be read.
pub(crate) fn relive(
    cache: &mut CompilerCache<'_>,
    store: &mut dyn Store,
    until: Timestamp,
) -> Result<Folded, StoreError> {
    fold(Beside::WhereItPays, |hand| {
        store.read(0, &mut |recorded| {
            let known = recorded.at <= until;
            if let Some(event) = known.then(|| event(cache, recorded.entry)).flatten() {
                hand(recorded.at, event);
            }
            Ok(())
        })
    })
}

/// The same, where `each` sees what every step led to.
///
/// # Errors
/// The ledger cannot be read.
pub fn relive_watching(
    cache: &mut CompilerCache<'_>,
    store: &mut dyn Store,
    until: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> Result<Engine, StoreError> {
    relive_before(cache, store, until, &mut OfEffects(each))
}

/// The same before a witness.
///
/// # Errors
/// The ledger cannot be read.
pub(crate) fn relive_before(
    cache: &mut CompilerCache<'_>,
    store: &mut dyn Store,
    until: Timestamp,
    witness: &mut dyn Witness,
) -> Result<Engine, StoreError> {
    let mut engine = Engine::new();
    store.read(0, &mut |recorded| {
        if recorded.at > until {
            return Ok(());
        }
        witness.before(&engine, &recorded);
        if let Some(event) = event(cache, recorded.entry) {
            let effects = engine.step(recorded.at, event);
            witness.after(&engine, effects);
        }
        Ok(())
    })?;
    Ok(engine)
}

/// A witness of what every step led to.
struct OfEffects<'a>(&'a mut dyn FnMut(Effects));

impl Witness for OfEffects<'_> {
    fn before(&mut self, _: &Engine, _: &Recorded) {}

    fn after(&mut self, _: &Engine, effects: Effects) {
        (self.0)(effects);
    }
}
