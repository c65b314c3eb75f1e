//! The one engine that runs every rule: the sandbox with the words of `api`.
//!
//! A rule can compute and read its `View`, and call the libraries that it imports.

use std::sync::LazyLock;

use rhai::{Dynamic, Engine};

use super::api;
use super::sandbox::{Functions, RULE_SIZES, bare, functions_of, limits};

static ENGINE: LazyLock<Engine> = LazyLock::new(build);
static FUNCTIONS_BY_NAME: LazyLock<Functions> = LazyLock::new(|| functions_of(&ENGINE));

/// The engine that all rules share.
pub(super) fn engine() -> &'static Engine {
    &ENGINE
}

/// Every function that a rule may call.
pub(super) fn functions() -> &'static Functions {
    &FUNCTIONS_BY_NAME
}

/// Builds such an engine; there is one for all rules, and one for those whose reach is counted.
pub(super) fn build() -> Engine {
    let mut engine = bare(&RULE_SIZES);
    engine.on_progress(|_| limits::spend(1).err().map(Dynamic::from));
    api::register(&mut engine);
    engine
}
