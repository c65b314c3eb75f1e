//! Random programs and histories, and a slow second opinion to hold the engine to.
//!
//! A `plan` is plain data that proptest makes up; `program` makes a program of it, whose rules are `probe`s that declare
//! what they read; `watch` puts one beside it that reads verdicts. A `history` is what happened under some plans; in it, `aside` are files that cannot be used, or not yet, and `papers` reports of a document. `naive` works out which rules that concerns, and `revived` takes up what another engine had worked out.

mod aside;
pub mod history;
pub mod naive;
mod papers;
pub mod plan;
pub mod probe;
pub mod program;
pub mod revived;
pub mod watch;
