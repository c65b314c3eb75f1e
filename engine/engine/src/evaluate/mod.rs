//! Evaluation: which rules to run, their findings, and how findings join up.
//!
//! Nothing is polled. A rule runs when a figure that it read changes; a finding is judged anew when a deadline
//! passes. An unchanged finding stops there. Alerts are not decided here.

mod cuts;
mod deadlines;
mod delay;
mod edit;
mod evaluator;
mod falls;
mod finding;
mod forecasts;
mod former;
mod groups;
mod instance;
mod join;
mod join_rule;
mod joined;
mod judge;
mod lack;
mod lateness;
mod lent;
mod listings;
mod news;
mod other_readers;
mod others;
mod period;
mod reacceptance;
mod recall;
mod reload;
mod responses;
mod run;
mod runs;
mod schedule;
mod spans;
mod state;
mod suppose;
mod tally;
#[cfg(test)]
mod test_terms;
mod told;
mod turn;
mod waiver;

pub use edit::{Edit, TurnedVerdict};
pub use evaluator::{Evaluated, Finished, VerdictChange};
pub use finding::{AnsweredBreach, Cause, Finding};
pub use news::told_parts;
pub use reacceptance::{Acceptance, AskedBody, Reacceptance};
pub use recall::{JoinedWhole, ReadCell, RuleSaid};
pub use responses::SeenFigure;
pub use told::Telling;

pub(crate) use evaluator::Evaluator;
pub(crate) use instance::{InstanceIx, ObligationIx, Work};
pub(crate) use lack::is_owed_since;
pub(crate) use period::PeriodState;
pub(crate) use responses::{Answer, Responses};
pub(crate) use run::expected_reports;
pub(crate) use schedule::{Schedule, Wake};
pub(crate) use state::ObligationState;
pub(crate) use told::Told;
pub(crate) use turn::Turn;
