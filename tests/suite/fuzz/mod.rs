//! Whatever a user may write, spoilt at random. What comes of it is diagnostics or verdicts, never a panic, and never more
//! work than a project may ask for.
//!
//! `REMIT_FUZZ_CASES=10000 cargo test -p tests --test suite fuzz` tries so many texts of each kind.
//!
//! `spoil` is how a text is spoilt, `project` and `plugin` are what is spoilt.

mod plugin;
mod project;
mod spoil;
