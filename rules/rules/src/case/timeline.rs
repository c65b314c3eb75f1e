//! A test as it is played: what happens at which moment, and what must hold then. Every name in it has been looked up.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use engine::alert::{AlertState, Severity};
use engine::model::{MissionId, Observation, RuleId};
use engine::program::{Obligation, Program};
use engine::respond::Reply;
use jiff::Timestamp;
use jiff::civil::Date;
use toml::Spanned;

use super::difference::Difference;
use super::verdict_name::VerdictName;
use crate::declare::case::{VerdictExpectation, Wording};
use crate::source::Span;

/// One rule test, ready to be played.
pub struct Case {
    pub(super) name: String,
    /// Where its name stands.
    pub(super) span: Span,
    pub(super) is_todo: bool,
    /// The one mission that is judged; all where none is named.
    pub(super) mission: Option<MissionId>,
    /// What happens, from the start on; at the start the project is put in force.
    pub(super) moments: BTreeMap<Timestamp, PlannedEvents>,
}

impl Case {
    /// The missions that are judged while it is played.
    pub fn missions(&self) -> impl Iterator<Item = &MissionId> {
        let activations = self.moments.values().flat_map(|events| &events.activations);
        activations.flat_map(|activation| activation.program.missions.keys())
    }

    /// The rules that judge while it is played.
    pub fn rules(&self) -> BTreeSet<RuleId> {
        let activations = self.moments.values().flat_map(|events| &events.activations);
        let missions = activations.flat_map(|activation| activation.program.missions.values());
        let terms = missions.flat_map(|mission| &mission.obligations).flat_map(Obligation::all_terms);
        let parts = terms.flat_map(|(_, terms)| &terms.parts);
        parts.map(|part| part.duty.rule.id().clone()).collect()
    }

    /// What it shows, in the words of its author.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it stands.
    pub fn place(&self) -> &Span {
        &self.span
    }

    /// Whether it is still to be written: it is told of and not played.
    pub fn is_todo(&self) -> bool {
        self.is_todo
    }
}

/// What happens at one moment, in the order of these fields.
#[derive(Default)]
pub(super) struct PlannedEvents {
    pub(super) reports: Vec<Observation>,
    pub(super) activations: Vec<Activation>,
    pub(super) answers: Vec<PlannedResponse>,
    pub(super) checks: Vec<Check>,
}

/// A program comes into force.
pub(super) struct Activation {
    pub(super) program: Arc<Program>,
    /// That its texts are refused otherwise than expected.
    pub(super) refusal: Option<Difference>,
}

/// What an official says.
pub(super) struct PlannedResponse {
    pub(super) range: Range<usize>,
    pub(super) reply: Reply,
    /// The word with which it must be refused; none where it must be taken.
    pub(super) refused: Option<Spanned<Wording>>,
}

/// What must hold at one moment.
pub(super) struct Check {
    pub(super) expectations: Vec<Expectation>,
}

/// One thing that must hold, with its place in the test.
pub(super) struct Expectation {
    pub(super) range: Range<usize>,
    pub(super) expected: ExpectedState,
}

/// What must hold.
pub(super) enum ExpectedState {
    /// These alerts are open, and no other.
    Alerts(Vec<OpenAlert>),
    /// An alert stands so.
    State(String, AlertState),
    Verdict(VerdictName, VerdictExpectation),
    /// An alert says this.
    Message(String, Wording),
    /// A rule asks for this, in this order.
    Reads(VerdictName, Vec<String>),
    /// People were told this since the check before.
    Told(Vec<String>),
}

/// An alert that must be open, with what must be so of it.
pub(super) struct OpenAlert {
    pub(super) range: Range<usize>,
    pub(super) alert: String,
    pub(super) state: Option<(Range<usize>, AlertState)>,
    pub(super) severity: Option<(Range<usize>, Severity)>,
    pub(super) since: Option<(Range<usize>, Date)>,
    pub(super) periods: Option<(Range<usize>, Vec<String>)>,
    pub(super) broken_by: Option<(Range<usize>, Vec<String>)>,
    pub(super) held_up_by: Option<(Range<usize>, Vec<String>)>,
    pub(super) message: Option<(Range<usize>, Wording)>,
}
