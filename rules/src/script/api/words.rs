//! All of the words at once, into the engine.

use rhai::Engine;

use super::{arithmetic, comparison, evidence, format, kind, lists, subject, texts, verdict};

/// Registers all of it.
pub(in crate::script) fn register(engine: &mut Engine) {
    kind::register(engine);
    subject::register(engine);
    evidence::register(engine);
    verdict::register(engine);
    arithmetic::register(engine);
    comparison::register(engine);
    format::register(engine);
    lists::register(engine);
    texts::register(engine);
}
