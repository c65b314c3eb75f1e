//! From texts to a program: reads every file, looks every name up over the whole project, and leaves out what is broken.
//!
//! `project` takes the steps: `draft` reads missions, `scope` gathers their names, `shelf` compiles rules, `resolver`
//! looks names up for `measures`, `duty`, `contributions` and `obligations`; `dependency` finds circles, `refusal`
//! spreads refusals and `findings` keeps them, `assemble` puts the rest together, and `revision` hashes it. `settle`
//! decides what a reload puts in force. Where people must sign a change, `own` hashes what belongs to one mission alone,
//! `hold` keeps back what they have not signed, and `over` joins that with `settle`. A `workshop` keeps what was read
//! (`kept` says for how long, `offer` with which libraries), so that compiling again costs what changed.

mod assemble;
mod contributions;
mod dependency;
mod draft;
mod duty;
mod findings;
mod hold;
mod kept;
mod measures;
mod obligations;
mod offer;
mod over;
mod own;
mod project;
mod refusal;
mod resolver;
mod revision;
mod scope;
mod settle;
mod shelf;
#[cfg(test)]
mod tests;
mod workshop;

pub use hold::{Approval, SIGNATURES_NEEDED, Waiting, removed};
pub use over::{InForce, settle_over};
pub use own::{OwnText, OwnTexts, own_sources, own_texts};
pub use project::{Compiled, compile, compile_counting};
pub use settle::{Settled, settle, settle_counting};
pub use workshop::Workshop;
