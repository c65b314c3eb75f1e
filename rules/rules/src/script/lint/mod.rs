//! What is wrong with a rule that can be seen before it runs: all of it, in the order of the text.
//!
//! `rule` is what the checks look at; `shape`, `imports`, `calls` and `properties` are the checks, and `faults` goes through
//! them all, as does `plugin` for the scripts of plugins. `mention` is an id in the text, which can be looked up only when
//! the whole project is known.

mod call;
mod calls;
mod checked_text;
mod faults;
mod imports;
mod mention;
mod plugin;
mod properties;
mod shape;

pub(super) use faults::{Linted, lint, lint_imports, lint_library, lint_piece};
pub(super) use plugin::lint_plugin;
