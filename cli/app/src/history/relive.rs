//! The ledger lived through once more up to a moment, each program in its time. It writes nothing.

use engine::{Effects, Engine, Event};
use jiff::Timestamp;
use plugins::stores::{Store, StoreError};
use rules::CompilerCache;

use crate::recorder::event;

/// An engine as it stood at a moment, by what stood on the ledger then: reports when they were received, texts while they were in
/// force, and the time in which the service was down. `each` sees what every step led to.
///
/// # Errors
/// The ledger cannot be read.
pub fn relive(
    cache: &mut CompilerCache<'_>,
    store: &mut dyn Store,
    until: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> Result<Engine, StoreError> {
    let mut engine = Engine::new();
    store.read(0, &mut |recorded| {
        if recorded.at <= until
            && let Some(event) = event(cache, recorded.entry)
        {
            each(engine.step(recorded.at, event));
        }
        Ok(())
    })?;
    Ok(engine)
}

/// Lets time pass up to a moment, each deadline in its turn.
pub(crate) fn pass_time(engine: &mut Engine, until: Timestamp, each: &mut dyn FnMut(Effects)) {
    while let Some(wake) = engine.next_wake().filter(|wake| *wake < until) {
        each(engine.step(wake, Event::ClockAdvanced));
    }
    each(engine.step(until, Event::ClockAdvanced));
}
