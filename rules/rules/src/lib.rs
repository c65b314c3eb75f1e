//! From text to a program: TOML declarations with spans, Rhai rules in a sandbox, and diagnostics for every fault.
//!
//! It is given texts, never a folder: [`compile()`] serves start-up, hot reload, `check` and tests alike.
//!
//! Modules stand in one order, each using only those before it:
//! `packs`, `starters`, `script`, `declare`, `compile`, `lints`, `case`.
#![deny(clippy::disallowed_methods)]

pub mod case;
pub mod compile;
pub mod declare;
pub mod lints;
pub mod packs;
pub mod script;
pub mod starters;

pub use language::diagnostic;
pub use ledger::source;

pub use compile::{Compiled, CompilerCache, Settled, compile, settle, settle_signed};
