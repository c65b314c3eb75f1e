//! What is wrong with a rule that can be seen before it runs: all of it, in the order of the text.
//!
//! `rule` is what the checks look at; `shape`, `imports`, `calls` and `names` are the checks, and `faults` goes through
//! them all.

mod calls;
mod faults;
mod imports;
mod names;
mod rule;
mod shape;

pub(super) use faults::{lint, lint_library};
