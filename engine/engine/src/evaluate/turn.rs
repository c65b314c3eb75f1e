//! Findings that turned in one round, and whether people would be told otherwise of their whole.

use super::instance::{ObligationIx, Work};
use super::period::PeriodState;
use super::tally::Tally;
use crate::model::{Needs, Verdict};

/// A finding that was put in the place of another. The verdict may be the same, with another reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Turn {
    pub(crate) obligation: ObligationIx,
    /// The period's place among the opened.
    pub(crate) opened: usize,
    pub(crate) work: Work,
    pub(crate) from: Verdict,
    pub(crate) to: Verdict,
}

impl Turn {
    /// Whether both are of one period of one obligation.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        (self.obligation, self.opened) == (other.obligation, other.opened)
    }

    /// The part whose verdict turned.
    fn part(&self) -> Option<usize> {
        match self.work {
            Work::Part(place) if self.from != self.to => Some(place),
            Work::Part(_) | Work::Gate(_) => None,
        }
    }
}

/// Whether people would be told something else of a whole that keeps its verdict, now that these parts turned. Looks at those
/// alone, however many others there are.
pub(super) fn read_otherwise(whole: Verdict, state: &PeriodState, turns: &[Turn]) -> bool {
    let Some(tally) = &state.tally else { return false };
    let turned = || turns.iter().filter(|turn| turn.part().is_some());
    match (state.terms.needs, whole.is_delivered()) {
        (_, true) => {
            let is_named = |verdict: Verdict| matches!(verdict, Verdict::MetLate | Verdict::Waived);
            delivered_by_more_or_fewer(turned())
                || turned().any(|turn| is_named(turn.from) || is_named(turn.to))
        }
        (Needs::InOrder, false) => {
            whole != Verdict::NotDue && first_undelivered_before(tally, turned()) != tally.first_undelivered()
        }
        (Needs::All | Needs::Any | Needs::AtLeast(_) | Needs::Weight(_), false) => {
            whole != Verdict::NotDue
                && turned().any(|turn| is_open_or_broken(turn.from) || is_open_or_broken(turn.to))
        }
    }
}

fn is_open_or_broken(verdict: Verdict) -> bool {
    !verdict.is_delivered() && verdict != Verdict::NotDue
}

fn delivered_by_more_or_fewer<'t>(turned: impl Iterator<Item = &'t Turn>) -> bool {
    let is_done = |verdict: Verdict| i64::from(matches!(verdict, Verdict::Met | Verdict::MetLate));
    turned.map(|turn| is_done(turn.to) - is_done(turn.from)).sum::<i64>() != 0
}

/// The first part that had not delivered before these turned.
fn first_undelivered_before<'t>(tally: &Tally, turned: impl Iterator<Item = &'t Turn>) -> Option<usize> {
    let mut first = tally.first_undelivered();
    let turned: Vec<(usize, Verdict)> = turned.filter_map(|turn| Some((turn.part()?, turn.from))).collect();
    if let Some((place, _)) = turned.iter().find(|(place, from)| Some(*place) == first && from.is_delivered())
    {
        let turned_away =
            |open: &usize| turned.iter().any(|(other, from)| other == open && from.is_delivered());
        first = tally.undelivered().find(|open| open > place && !turned_away(open));
    }
    let delivered_since =
        turned.iter().filter(|(_, from)| !from.is_delivered()).map(|(place, _)| *place).min();
    first.into_iter().chain(delivered_since).min()
}
