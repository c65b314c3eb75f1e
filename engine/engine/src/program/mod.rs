//! The program: the compiled whole of missions and rules in force. It is data; the rules in it are called elsewhere.
//!
//! Modules stand in one order, each using only those before it: `rule`, `terms`, `benefit`, `commitment`, `mission`, `cut`, `funded`, `substitute`, `amendment`, `awaited`, `report_dues`.

mod amendment;
mod awaited;
mod benefit;
mod commitment;
mod cut;
mod funded;
mod mission;
mod report_dues;
mod rule;
mod substitute;
mod terms;

pub use amendment::Amendment;
pub use awaited::AwaitedNames;
pub use benefit::benefits;
pub use commitment::{Commitment, Lacking};
pub use cut::{Cut, Loss};
pub use funded::funded_parts;
pub use mission::{LaterTerms, Mission, Obligation, OneOfMany, Program};
pub use report_dues::ReportDues;
pub use rule::{Assessment, Judgement, Rule};
pub use substitute::Substitute;
pub use terms::{Duty, Join, Part, PartSpread, Terms};
