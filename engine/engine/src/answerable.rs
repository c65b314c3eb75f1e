//! The way back from a figure to those who answer for it: which obligations rest on it, which parts are judged by it, and what was said of that. Asking changes nothing, and runs no
//! rule.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::Engine;
use crate::alert::Post;
use crate::evaluate::{InstanceIx, ObligationState};
use crate::evidence::Disagreement;
use crate::model::{BodyId, Cell, ObligationRef, PartId, Period, Response, ResponseKind, Scope};

/// A part that is judged by a figure of the body that it is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Answerable {
    pub obligation: ObligationRef,
    pub part: PartId,
    pub period: Period,
    /// Who owes it.
    pub by: BodyId,
    /// The person to be told, as it is declared.
    pub owner: Option<String>,
}

impl Engine {
    /// The obligations whose rules asked for a figure, or for one that is made of it.
    pub fn rests_on(&self, cell: &Cell) -> BTreeSet<ObligationRef> {
        let state = self.evaluator.state();
        let readers = self.evidence().readers_of(cell).into_iter().map(InstanceIx::of);
        let obligations = readers.map(|ix| state.obligation(state.instance(ix).obligation));
        obligations.map(|owed| owed.reference().clone()).collect()
    }

    /// The parts that are judged by a figure of the body that they are about, for the time that it is of. Whoever is judged by a sum of it answers for that sum alone.
    pub fn answerable_for(&self, cell: &Cell) -> BTreeSet<Answerable> {
        let state = self.evaluator.state();
        let readers = self.evidence().readers_of(cell).into_iter().map(InstanceIx::of);
        let answerable = readers.filter_map(|ix| {
            let instance = state.instance(ix);
            let owed = state.obligation(instance.obligation);
            let opened = &owed.periods[instance.opened];
            let part = opened.part_of(instance)?;
            let is_about = part.of.as_ref().unwrap_or(&part.by) == &cell.body;
            let is_then = opened.period.first_day() <= cell.period.last_day()
                && cell.period.first_day() <= opened.period.last_day();
            let own = Answerable {
                obligation: owed.reference().clone(),
                part: part.id.clone(),
                period: opened.period,
                by: part.by.clone(),
                owner: part.owner.clone(),
            };
            (is_about && is_then).then_some(own)
        });
        answerable.collect()
    }

    /// What was said of a part since a moment, and not taken back: explanations and disputes alone, the newest last.
    pub fn answers_of(&self, answerable: &Answerable, since: Timestamp) -> Vec<Response> {
        let Answerable { obligation, part, period, .. } = answerable;
        let standing = self.evaluator.responses().standing(obligation);
        let answers = standing.filter(|response| {
            let kind = response.submission.kind;
            matches!(kind, ResponseKind::Explain | ResponseKind::Dispute)
                && response.at >= since
                && response.scope.includes(part)
                && response.periods.contains(period)
        });
        answers.cloned().collect()
    }

    /// Whether an answer to a part is that of whoever owes the part: it names the part, or whoever owes the part leads the whole.
    pub fn is_own_answer(&self, answerable: &Answerable, answer: &Response) -> bool {
        let leads = || {
            let obligation = self.program().and_then(|program| program.obligation(&answerable.obligation));
            obligation.is_some_and(|obligation| obligation.lead == answerable.by)
        };
        answer.scope != Scope::Whole || answerable.part == PartId::Lead || leads()
    }

    /// Whether a response is an answer to what people contest of its obligation now.
    pub fn answers_people(&self, response: &Response) -> bool {
        let state = self.evaluator.state();
        let owed = state.find(&response.obligation).map(|ix| state.obligation(ix));
        let contested = owed.map(|owed| self.contested_periods(owed)).unwrap_or_default();
        matches!(response.submission.kind, ResponseKind::Explain | ResponseKind::Dispute)
            && contested.iter().any(|period| response.periods.contains(period))
    }

    /// The post of whoever answers for a part on a day; none where nobody is known by a post.
    pub fn post_of(&self, answerable: &Answerable, day: Date) -> Option<Post> {
        Post::of(&self.program()?.roster, &answerable.by, answerable.owner.as_deref(), day)
    }

    /// The periods in which a part of an obligation is judged by a figure that people contest, in order.
    pub(crate) fn contested_periods(&self, owed: &ObligationState) -> Vec<Period> {
        let evidence = self.evidence();
        let contested = evidence.disputed().into_iter();
        let contested = contested.filter(|cell| evidence.disagreement(cell) == Some(Disagreement::Contested));
        let answerable = contested.flat_map(|cell| self.answerable_for(&cell));
        let of_it = answerable.filter(|one| one.obligation == *owed.reference());
        let periods: BTreeSet<Period> = of_it.map(|one| one.period).collect();
        periods.into_iter().collect()
    }
}
