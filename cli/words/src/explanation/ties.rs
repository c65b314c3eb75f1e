//! Who waits for whom.

use engine::explain::Tie;
use engine::model::Verdict;

use super::writer::ExplanationWriter;
use super::{Branch, State};
use crate::names::heading;

impl ExplanationWriter<'_> {
    /// Something that is waited for, or that waits, with its own ties in the same direction.
    pub(super) fn tie(&self, tie: &Tie) -> Branch {
        match tie {
            Tie::Reports { measure, verdict } => {
                let came = match verdict {
                    Verdict::Met | Verdict::MetLate => "all reported",
                    Verdict::NotDue => "not due yet",
                    _ => "overdue",
                };
                Branch::new(
                    format!("Reports of {}", self.names.measure(measure)),
                    State::Amount(came.to_owned()),
                )
            }
            Tie::Obligation { reference, title, lead, stands, further } => {
                let state = stands.map_or(State::Plain, |(_, verdict)| State::Verdict(verdict));
                let period = stands.map(|(period, _)| heading(period));
                Branch::new(title.clone(), state)
                    .with_details(period)
                    .with_details([format!("led by {}", self.names.body(lead)), reference.to_string()])
                    .with_children(further.iter().map(|tie| self.tie(tie)))
            }
        }
    }
}
