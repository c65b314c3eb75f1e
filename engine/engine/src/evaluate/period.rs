//! One period of one obligation: its terms, its whole, and the instances that judge its parts and gates.

use std::sync::Arc;

use jiff::Timestamp;

use super::finding::{Cause, Finding};
use super::instance::{Instance, InstanceIx, Work};
use super::join::{at_risk, broken_by, held_up};
use super::tally::Tally;
use crate::by_place::ByPlace;
use crate::model::{BodyId, GateId, MeasureId, Node, PartId, Period, Verdict};
use crate::program::{Part, Program, Terms};

/// One period of one obligation.
pub(crate) struct PeriodState {
    pub(crate) period: Period,
    /// What it is judged by, whatever its obligation says by now.
    pub(crate) terms: Arc<Terms>,
    /// The body that answers for it.
    pub(crate) lead: BodyId,
    pub(crate) whole: Finding,
    /// Moments to come at which the rule that joins the whole, when it last did, asked to be asked again.
    pub(super) join_wakes: Vec<Timestamp>,
    /// How the parts stand; none where the whole is what its one part is.
    pub(crate) tally: Option<Box<Tally>>,
    /// One instance for each part; none where that part is not owed in this period.
    parts: Box<[Option<InstanceIx>]>,
    /// One for each measure that the terms wait for.
    gates: Box<[InstanceIx]>,
}

impl PeriodState {
    /// A period of which nothing is due yet. Before anything turns, the cause of a joint whole is what joining it would give.
    pub(super) fn new(
        period: Period,
        (terms, lead): (Arc<Terms>, BodyId),
        parts: Box<[Option<InstanceIx>]>,
        gates: Box<[InstanceIx]>,
    ) -> Self {
        let owed = parts.iter().enumerate().filter_map(|(place, part)| part.map(|_| place));
        let tally = terms.is_joint().then(|| Box::new(Tally::of(&terms, owed)));
        let cause = if terms.is_joint() { Cause::Parts } else { Cause::Evident };
        let whole = Finding { verdict: Verdict::NotDue, cause };
        Self { period, terms, lead, whole, join_wakes: Vec::new(), tally, parts, gates }
    }

    /// The deadline of the whole, by the calendar of whoever answers for it. Parts have their own, each by its body's calendar.
    pub(crate) fn deadline(&self, program: &Program) -> Timestamp {
        self.terms.due.overdue_from(self.period, program.calendar_of(&self.lead))
    }

    /// The instance that judges a part, where the terms have such a part.
    pub(crate) fn instance_of_part(&self, part: &PartId) -> Option<InstanceIx> {
        self.terms.place_of(part).and_then(|place| self.parts[place])
    }

    /// The instance that judges a part or a gate.
    pub(crate) fn instance_of(&self, node: &Node) -> Option<InstanceIx> {
        match node {
            Node::Whole(_) => None,
            Node::Part(_, part) => self.instance_of_part(part),
            Node::Gate(_, GateId { measure, nth }) => {
                let mut same = self.gates().filter(|(gate, _)| *gate == measure);
                same.nth(usize::try_from(*nth).ok()?).map(|(_, instance)| instance)
            }
        }
    }

    /// The part that an instance judges; none where that is a gate.
    pub(crate) fn part_of(&self, instance: &Instance) -> Option<&Part> {
        match instance.work {
            Work::Part(place) => Some(&self.terms.parts[place]),
            Work::Gate(_) => None,
        }
    }

    /// The instance that judges the part at a place.
    ///
    /// # Panics
    /// That part is not owed.
    pub(crate) fn instance_at(&self, place: usize) -> InstanceIx {
        self.parts[place].expect("only a part that is owed is judged")
    }

    /// The parts that are owed, each with the instance that judges it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&Part, InstanceIx)> {
        self.places().map(|(place, instance)| (&self.terms.parts[place], instance))
    }

    /// The places of the parts that are owed, each with the instance that judges the part.
    pub(crate) fn places(&self) -> impl Iterator<Item = (usize, InstanceIx)> {
        self.parts.iter().enumerate().filter_map(|(place, instance)| Some((place, (*instance)?)))
    }

    /// How many parts are owed.
    pub(crate) fn owed(&self) -> u32 {
        let alone = || u32::from(self.is_owed());
        self.tally.as_deref().map_or_else(alone, Tally::owed)
    }

    /// Whether anybody owes anything; otherwise the whole has no verdict.
    pub(crate) fn is_owed(&self) -> bool {
        self.parts.iter().any(Option::is_some)
    }

    /// Every instance, those of the parts first.
    pub(crate) fn instances(&self) -> impl Iterator<Item = InstanceIx> {
        self.parts.iter().flatten().chain(&self.gates).copied()
    }

    /// The parts that broke the whole, by their places.
    pub(crate) fn broken_by(&self) -> impl Iterator<Item = usize> {
        let alone = self.tally.is_none() && self.whole.verdict.is_breach();
        let joint =
            self.tally.iter().flat_map(|tally| broken_by(self.terms.needs, self.whole.verdict, tally));
        alone.then_some(0).into_iter().chain(joint)
    }

    /// The parts that put a whole at risk, by their places.
    pub(crate) fn at_risk(&self) -> impl Iterator<Item = usize> {
        let alone = self.tally.is_none() && self.whole.verdict == Verdict::AtRisk;
        let joint = self.tally.iter().flat_map(|tally| at_risk(self.terms.needs, self.whole.verdict, tally));
        alone.then_some(0).into_iter().chain(joint)
    }

    /// Who has delivered.
    pub(crate) fn delivered_by(&self) -> ByPlace<BodyId> {
        self.bodies(Tally::delivered_by, Verdict::is_delivered)
    }

    /// From whom a report is awaited.
    pub(crate) fn awaited_from(&self) -> ByPlace<BodyId> {
        self.bodies(Tally::awaited_from, Verdict::is_awaited)
    }

    fn bodies(&self, of_many: fn(&Tally) -> &ByPlace<BodyId>, is_of: fn(Verdict) -> bool) -> ByPlace<BodyId> {
        let alone = || is_of(self.whole.verdict).then(|| self.terms.parts[0].by.clone());
        self.tally.as_deref().map_or_else(|| alone().into_iter().collect(), |tally| of_many(tally).clone())
    }

    /// Whether a part may be of one of these verdicts.
    pub(crate) fn has_any(&self, verdicts: &[Verdict]) -> bool {
        let has = |verdict: &Verdict| match &self.tally {
            Some(tally) => tally.number(*verdict) > 0,
            None => self.whole.verdict == *verdict,
        };
        verdicts.iter().any(has)
    }

    /// The parts that wait for figures of others, by their places.
    pub(crate) fn held_up(&self) -> impl Iterator<Item = usize> {
        let alone = self.tally.is_none() && self.whole.verdict == Verdict::HeldUp;
        let joint = self.tally.iter().flat_map(|tally| held_up(self.terms.needs, self.whole.verdict, tally));
        alone.then_some(0).into_iter().chain(joint)
    }

    /// The measures that it waits for, each with the instance that looks whether it was reported.
    pub(crate) fn gates(&self) -> impl Iterator<Item = (&MeasureId, InstanceIx)> {
        self.terms.gates().zip(self.gates.iter().copied())
    }
}
