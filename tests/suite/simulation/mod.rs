//! Whole worlds with a clock of their own, in which everything fails that can.
//!
//! A failing seed is printed, and `REMIT_SEED=7 cargo test -p tests simulation` goes through that one again. What must hold
//! after every step stands with the world itself, in `tests::world`; what must hold in the end stands here.
//!
//! - `seeds`: which lives are lived through, and that enough happens in them;
//! - `script`: one life, with every failure;
//! - `memo` and `as_of`: the two short cuts, held to the long way round;
//! - `wording`: lives in other words, held to those in plain ones;
//! - `uptime`: what counts as up.

// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

mod as_of;
mod memo;
mod script;
mod seeds;
mod uptime;
mod wording;
