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
    match (state.terms.needs, whole.is_settled()) {
        (_, true) => {
            let is_named = |verdict: Verdict| verdict.is_settled() && verdict != Verdict::Met;
            delivered_by_more_or_fewer(turned())
                || turned().any(|turn| is_named(turn.from) || is_named(turn.to))
        }
        (Needs::InOrder, false) => {
            whole != Verdict::NotDue && first_unsettled_before(tally, turned()) != tally.first_unsettled()
        }
        (Needs::All | Needs::Any | Needs::AtLeast(_) | Needs::Weight(_), false) => {
            whole != Verdict::NotDue
                && turned().any(|turn| is_open_or_broken(turn.from) || is_open_or_broken(turn.to))
        }
    }
}

fn is_open_or_broken(verdict: Verdict) -> bool {
    !verdict.is_settled() && verdict != Verdict::NotDue
}

fn delivered_by_more_or_fewer<'t>(turned: impl Iterator<Item = &'t Turn>) -> bool {
    let is_done = |verdict: Verdict| i64::from(verdict.is_delivered());
    turned.map(|turn| is_done(turn.to) - is_done(turn.from)).sum::<i64>() != 0
}

/// The first part of which something was still asked before these turned.
fn first_unsettled_before<'t>(tally: &Tally, turned: impl Iterator<Item = &'t Turn>) -> Option<usize> {
    let mut first = tally.first_unsettled();
    let turned: Vec<(usize, Verdict)> = turned.filter_map(|turn| Some((turn.part()?, turn.from))).collect();
    if let Some((place, _)) = turned.iter().find(|(place, from)| Some(*place) == first && from.is_settled()) {
        let turned_away =
            |open: &usize| turned.iter().any(|(other, from)| other == open && from.is_settled());
        first = tally.unsettled().find(|open| open > place && !turned_away(open));
    }
    let delivered_since = turned.iter().filter(|(_, from)| !from.is_settled()).map(|(place, _)| *place).min();
    first.into_iter().chain(delivered_since).min()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::super::InstanceIx;
    use super::super::join::join;
    use super::super::news::PartVerdicts;
    use super::super::test_terms::{terms_of_equals, verdicts};
    use super::*;
    use crate::model::{BodyId, Cadence};

    /// A whole whose parts stood in one way and turned to another: its verdict before and after, and whether it reads
    /// otherwise by what turned, and by all parts.
    fn turned(needs: Needs, before: &[Verdict], now: &[Verdict]) -> ([Verdict; 2], [bool; 2]) {
        let period = Cadence::Quarter.parse("2024-Q1").expect("a quarter");
        let instance = |place| Some(InstanceIx(u32::try_from(place).expect("few parts")));
        let parts = (0..before.len()).map(instance).collect();
        let terms = Arc::new(terms_of_equals(needs, before.len()));
        let mut state =
            PeriodState::new(period, (Arc::clone(&terms), BodyId::new("lead")), parts, Box::default());
        let mut turn_all = |from: &[Verdict], to: &[Verdict]| {
            let tally = state.tally.as_mut().expect("several contribute");
            let pairs = from.iter().zip(to).enumerate().filter(|(_, (from, to))| from != to);
            let turns = pairs.map(|(place, (from, to))| {
                tally.turn(&terms, place, *from, *to);
                let (obligation, work) = (ObligationIx(0), Work::Part(place));
                Turn { obligation, opened: 0, work, from: *from, to: *to }
            });
            let turns: Vec<Turn> = turns.collect();
            (turns, join(needs, tally, |place| to[place]))
        };
        let (_, whole_before) = turn_all(&vec![Verdict::NotDue; before.len()], before);
        let (turns, whole) = turn_all(before, now);
        let [owed_before, owed_now] =
            [before, now].map(|verdicts| verdicts.iter().copied().map(Some).collect::<Vec<_>>());
        let of = |verdicts| PartVerdicts { terms: &terms, verdicts };
        let by_all = of(&owed_before).read_otherwise(whole, of(&owed_now));
        ([whole_before, whole], [read_otherwise(whole, &state, &turns), by_all])
    }

    #[track_caller]
    fn check(needs: Needs, before: &str, now: &str, expected: bool) {
        let owed = |words| -> Vec<Verdict> { verdicts(words).into_iter().flatten().collect() };
        let ([before, now], [by_turns, by_all]) = turned(needs, &owed(before), &owed(now));
        assert_eq!(before, now, "the whole keeps its verdict");
        assert_eq!((by_turns, by_all), (expected, expected));
    }

    #[test]
    fn a_broken_whole_reads_otherwise_when_another_part_is_open_or_broken() {
        check(Needs::All, "missed met", "missed missed", true);
        check(Needs::All, "missed missed", "missed met", true);
        check(Needs::All, "missed not-due", "missed met", false);
        check(Needs::AtLeast(2), "missed missed no-data", "missed missed missed", true);
    }

    #[test]
    fn a_whole_that_is_not_due_reads_the_same() {
        check(Needs::All, "not-due met", "not-due met-late", false);
        check(Needs::InOrder, "not-due not-due", "not-due missed", false);
    }

    #[test]
    fn a_delivered_whole_reads_otherwise_when_more_deliver_or_others_are_late_or_excused() {
        check(Needs::Any, "met not-due", "met met", true);
        check(Needs::Any, "met missed", "missed met", false);
        check(Needs::Any, "met missed", "met no-data", false);
        check(Needs::Any, "met met", "met met-late", true);
        check(Needs::Any, "met missed", "met waived", true);
    }

    #[test]
    fn in_order_only_another_first_party_reads_otherwise() {
        check(Needs::InOrder, "met missed missed", "missed missed missed", true);
        check(Needs::InOrder, "missed missed missed", "met missed missed", true);
        check(Needs::InOrder, "met missed missed", "met missed no-data", false);
        check(Needs::InOrder, "missed missed missed", "met met missed", true);
        check(Needs::InOrder, "met missed met", "met-late missed no-data", false);
        check(Needs::InOrder, "met missed missed", "missed met missed", true);
    }

    #[test]
    fn a_cause_alone_turns_nothing() {
        check(Needs::All, "missed met", "missed met", false);
    }

    fn needs() -> impl Strategy<Value = Needs> {
        select(vec![Needs::All, Needs::Any, Needs::AtLeast(2), Needs::InOrder])
    }

    proptest! {
        #[test]
        fn by_what_turned_it_reads_as_by_all(
            needs in needs(),
            parts in vec((select(Verdict::ALL.to_vec()), select(Verdict::ALL.to_vec())), 2..6),
            stays in vec(any::<bool>(), 6),
        ) {
            let before: Vec<Verdict> = parts.iter().map(|(before, _)| *before).collect();
            let now = parts.iter().zip(stays).map(|((before, now), stays)| if stays { *before } else { *now });
            let now: Vec<Verdict> = now.collect();
            let ([whole_before, whole], [by_turns, by_all]) = turned(needs, &before, &now);
            if whole_before == whole {
                prop_assert_eq!(by_turns, by_all, "{:?}: {:?} to {:?}", needs, before, now);
            }
        }
    }
}
