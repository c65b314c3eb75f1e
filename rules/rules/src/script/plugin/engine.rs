//! The one engine that runs every plugin's script: the sandbox of rules with larger limits, for whole files.
//!
//! A script computes. It cannot print, wait, import, evaluate text, tell the time, or reach a file or the network.

use std::sync::LazyLock;

use rhai::Engine;

use super::{absent, budget, json, refusal, rows, table, texts};
use crate::script::api;
use crate::script::sandbox::{Functions, Sizes, bare, functions_of};

const SIZES: Sizes = Sizes {
    variables: 64,
    functions: 128,
    text_bytes: 128 << 20,
    list_entries: 2_000_000,
    map_entries: 4_000_000,
};

static ENGINE: LazyLock<Engine> = LazyLock::new(build);
static FUNCTIONS_BY_NAME: LazyLock<Functions> = LazyLock::new(|| functions_of(&ENGINE));

/// The engine that all plugins share.
pub(super) fn engine() -> &'static Engine {
    &ENGINE
}

/// Every function that a plugin's script may call.
pub(super) fn functions() -> &'static Functions {
    &FUNCTIONS_BY_NAME
}

fn build() -> Engine {
    let mut engine = bare(&SIZES);
    engine.on_progress(|_| budget::step());
    engine.disable_symbol("import").set_max_modules(0);
    api::register_plain(&mut engine);
    absent::register(&mut engine);
    json::register(&mut engine);
    table::register(&mut engine);
    texts::register(&mut engine);
    rows::register(&mut engine);
    refusal::register(&mut engine);
    engine
}
