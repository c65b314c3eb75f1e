//! The program: the compiled whole of missions and rules in force. It is data; the rules in it are called elsewhere.
//!
//! Modules stand in one order, each using only those before it: `rule`, `terms`, `mission`, `amendment`.

mod amendment;
mod mission;
mod rule;
mod terms;

pub use amendment::Amendment;
pub use mission::{LaterTerms, Mission, Obligation, Program};
pub use rule::{Assessment, Judgement, Rule};
pub use terms::{Duty, Part, Terms};
