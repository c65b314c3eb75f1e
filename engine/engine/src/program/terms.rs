//! What one period of an obligation is judged by.

use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Rule;
use crate::model::{
    Authority, BodyId, Cadence, Calendar, Catalogue, Cell, Dependency, Due, Exception, GateId, MeasureId,
    Needs, ObligationRef, Params, PartId, Period, Stake,
};

/// The terms of an obligation. A period keeps those under which it was opened, so that later ones can leave it alone.
#[derive(Clone)]
pub struct Terms {
    /// When its evidence is due.
    pub due: Due,
    /// How many of the parts are needed.
    pub needs: Needs,
    /// What joins them in the place of `needs`, where a rule does.
    pub join: Option<Join>,
    /// At least one, in the order of the declaration.
    pub parts: Vec<Part>,
    /// What it waits for.
    pub depends_on: Vec<Dependency>,
    /// What says that it is owed.
    pub authority: Vec<Authority>,
    places: FxHashMap<PartId, usize>,
    /// Found once: what people are told of an obligation of many must not look through all of them.
    spread: PartSpread,
}

/// What sets the parts apart, beside their ids.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartSpread {
    /// Whether they are about several measures.
    pub has_several_measures: bool,
    /// Whether some body owes several of them.
    pub has_several_of_one_body: bool,
}

impl PartSpread {
    /// Looks through parts.
    pub fn of<'p>(parts: impl IntoIterator<Item = &'p Part>) -> Self {
        let mut first = None;
        let mut bodies: FxHashSet<&BodyId> = FxHashSet::default();
        let mut spread = Self { has_several_measures: false, has_several_of_one_body: false };
        for part in parts {
            spread.has_several_measures |= *first.get_or_insert(&part.duty.measure) != &part.duty.measure;
            spread.has_several_of_one_body |= !bodies.insert(&part.by);
        }
        spread
    }
}

/// One party's part in an obligation.
#[derive(Clone)]
pub struct Part {
    pub id: PartId,
    /// Who owes it.
    pub by: BodyId,
    /// Whom the figures are about that it is judged by, where that is not who owes it.
    pub of: Option<BodyId>,
    /// The person to be told.
    pub owner: Option<String>,
    /// Its weight among the parts.
    pub weight: Decimal,
    /// The first period for which it is owed, where that is not the obligation's own.
    pub from: Option<Period>,
    /// The last one.
    pub until: Option<Period>,
    /// When it is not owed although the declaration lays it on many, those that count most first.
    pub exceptions: Arc<[Exception]>,
    /// What hangs on it.
    pub stake: Arc<Stake>,
    pub duty: Duty,
}

/// What is owed by one body: a rule over a measure.
#[derive(Clone)]
pub struct Duty {
    pub measure: MeasureId,
    pub rule: Arc<dyn Rule>,
    /// What the declaration hands to the rule.
    pub params: Arc<Params>,
}

/// A rule that joins the parts of a whole.
#[derive(Clone)]
pub struct Join {
    pub rule: Arc<dyn Rule>,
    /// What the declaration hands to it.
    pub params: Arc<Params>,
}

impl Terms {
    /// # Panics
    /// There is no part: somebody always owes it.
    pub fn new(due: Due, needs: Needs, parts: Vec<Part>, depends_on: Vec<Dependency>) -> Self {
        assert!(!parts.is_empty(), "somebody owes it");
        let places = parts.iter().enumerate().map(|(place, part)| (part.id.clone(), place)).collect();
        let spread = PartSpread::of(&parts);
        Self { due, needs, join: None, parts, depends_on, authority: Vec::new(), places, spread }
    }

    /// The same terms with what says that they are owed.
    #[must_use]
    pub fn with_authority(self, authority: Vec<Authority>) -> Self {
        Self { authority, ..self }
    }

    /// The same terms where a rule joins the parts.
    #[must_use]
    pub fn joined_by(self, join: Option<Join>) -> Self {
        Self { join, ..self }
    }

    /// The same terms for a period for which this body answers: what a lead owes alone passes to whoever follows it.
    pub(crate) fn answered_by(terms: &Arc<Self>, lead: &BodyId) -> Arc<Self> {
        if terms.is_joint() || terms.parts[0].by == *lead {
            return Arc::clone(terms);
        }
        let mut terms = Self::clone(terms);
        terms.parts[0].by = lead.clone();
        Arc::new(terms)
    }

    /// What sets the parts apart, beside their ids.
    pub fn spread(&self) -> PartSpread {
        self.spread
    }

    /// Whether several bodies join up; otherwise the lead owes it alone, and the whole is what its one part is.
    pub fn is_joint(&self) -> bool {
        self.parts[0].id != PartId::Lead
    }

    /// The place of a part among the parts.
    pub fn place_of(&self, id: &PartId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// A part by its id.
    pub fn part(&self, id: &PartId) -> Option<&Part> {
        self.place_of(id).map(|place| &self.parts[place])
    }

    /// The obligations that it waits for.
    pub fn awaited_obligations(&self) -> impl Iterator<Item = &ObligationRef> {
        self.depends_on.iter().filter_map(|dependency| match dependency {
            Dependency::Obligation(reference) => Some(reference),
            Dependency::Measure(_) => None,
        })
    }

    /// The measures that it waits for, in the order of the declaration.
    pub fn gates(&self) -> impl Iterator<Item = &MeasureId> {
        self.depends_on.iter().filter_map(|dependency| match dependency {
            Dependency::Measure(measure) => Some(measure),
            Dependency::Obligation(_) => None,
        })
    }
}

impl Terms {
    /// The measure at a place among those that it waits for.
    pub(crate) fn gate(&self, place: usize) -> &MeasureId {
        self.gates().nth(place).expect("a place among the measures that are waited for")
    }

    /// The id of the gate at a place.
    pub(crate) fn gate_id(&self, place: usize) -> GateId {
        let measure = self.gate(place);
        let before = self.gates().take(place).filter(|other| *other == measure);
        GateId { measure: measure.clone(), nth: u32::try_from(before.count()).expect("few gates") }
    }
}

impl Part {
    /// The duty of a lead that owes an obligation alone.
    pub fn of_lead(lead: BodyId, duty: Duty) -> Self {
        let id = PartId::Lead;
        let stake = Arc::default();
        Self {
            id,
            by: lead,
            of: None,
            owner: None,
            weight: Decimal::ONE,
            from: None,
            until: None,
            exceptions: Arc::default(),
            stake,
            duty,
        }
    }

    /// Whom the figures are about that it is judged by.
    pub fn about(&self) -> &BodyId {
        self.of.as_ref().unwrap_or(&self.by)
    }

    /// The figure by which it is judged for a period; of a document, the day on which one must be in force.
    pub fn cell(&self, period: Period, due: Due, register: &Catalogue, calendar: &Calendar) -> Cell {
        let measure = self.duty.measure.clone();
        let is_document = register.is_document(&measure);
        let own = register.calendar_of(&self.by, calendar);
        let day = is_document.then(|| Cadence::Day.containing(due.document_day(period, own)));
        Cell { measure, body: self.about().clone(), period: day.unwrap_or(period) }
    }

    /// Whether it is owed for a period: its body must exist on the period's last day, so that nobody answers for a time
    /// outside their life, and so must the body that it is about.
    pub fn is_owed(&self, period: Period, register: &Catalogue) -> bool {
        self.exception(period).is_none() && self.would_be_owed(period, register)
    }

    /// By which exception it is not owed for a period, where there is one.
    pub fn exception(&self, period: Period) -> Option<&Exception> {
        self.exceptions.iter().find(|exception| exception.holds_in(period))
    }

    /// Whether it is owed for a period but for exceptions.
    pub fn would_be_owed(&self, period: Period, register: &Catalogue) -> bool {
        let is_open =
            |body: &BodyId| register.bodies.get(body).is_none_or(|body| body.is_open_on(period.last_day()));
        let exists = is_open(&self.by) && self.of.as_ref().is_none_or(is_open);
        let has_begun = self.from.is_none_or(|from| from <= period);
        exists && has_begun && self.until.is_none_or(|until| period <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{RuleId, Wait};
    use crate::program::Assessment;
    use crate::view::{Stop, View};

    /// A rule that nobody asks.
    struct Silent(RuleId);

    impl Rule for Silent {
        fn id(&self) -> &RuleId {
            &self.0
        }

        fn assess(&self, _: &Arc<View>) -> Result<Assessment, Stop> {
            unreachable!("nothing is judged here")
        }
    }

    #[test]
    fn gates_of_one_measure_are_told_apart() {
        let waits_for = |measure: &str| Dependency::Measure(MeasureId::new(measure));
        let rule: Arc<dyn Rule> = Arc::new(Silent(RuleId::new("silent")));
        let duty = Duty { measure: MeasureId::new("calls"), rule, params: Arc::default() };
        let due = Due::new(Wait::Days(1), Wait::NONE);
        let depends_on = ["beds", "calls", "beds"].map(waits_for).to_vec();
        let parts = vec![Part::of_lead(BodyId::new("lead"), duty)];
        let terms = Terms::new(due, Needs::All, parts, depends_on);
        let ids = (0..3).map(|place| terms.gate_id(place));
        let ids: Vec<String> = ids.map(|GateId { measure, nth }| format!("{measure} {nth}")).collect();
        assert_eq!(ids, ["beds 0", "calls 0", "beds 1"]);
    }
}
