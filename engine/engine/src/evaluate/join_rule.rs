//! How a rule joins the parts of a whole. It says of given verdicts whether they are enough, and is asked of several pictures: what is
//! in, what came late, what is waived, and what may still come. So lateness, waivers and silence count as they do where parts are
//! counted, whatever the rule makes of them.

use super::finding::{Cause, Finding};
use super::join::PRESSING;
use crate::model::Verdict;
use crate::program::{Assessment, Judgement};
use crate::view::{Failure, Fault, Stop};

/// What a rule makes of parts of which these are the verdicts. `ask` runs it on verdicts that are shown to it, in the same order.
///
/// A verdict is given early when no further report can change it, and nothing is met that nobody delivered.
pub(super) fn join_by_rule(
    parts: &[Verdict],
    ask: impl FnMut(&[Verdict]) -> Result<Assessment, Stop>,
) -> Finding {
    let mut asking = Asking { parts, ask, told: Vec::new() };
    asking
        .joined()
        .unwrap_or_else(|fault| Finding { verdict: Verdict::Failed, cause: Cause::Failed(Box::new(fault)) })
}

/// A rule that is asked of one picture after the other, and of none twice.
struct Asking<'p, A> {
    parts: &'p [Verdict],
    ask: A,
    told: Vec<(Vec<Verdict>, Assessment)>,
}

/// What makes a whole delivered in which way: the verdicts that count, the least excused first.
const DELIVERED: [(Verdict, &[Verdict]); 3] = [
    (Verdict::Met, &[Verdict::Met]),
    (Verdict::MetLate, &[Verdict::Met, Verdict::MetLate]),
    (Verdict::Waived, &[Verdict::Met, Verdict::MetLate, Verdict::Waived]),
];

/// What a whole is that falls short even if these parts had delivered, and all that may still come does.
const SHORT: [(Verdict, &[Verdict]); 3] = [
    (Verdict::Missed, &[Verdict::NoData, Verdict::HeldUp]),
    (Verdict::NoData, &[Verdict::HeldUp]),
    (Verdict::HeldUp, &[]),
];

impl<A: FnMut(&[Verdict]) -> Result<Assessment, Stop>> Asking<'_, A> {
    fn joined(&mut self) -> Result<Finding, Fault> {
        let of_parts = |verdict| Finding { verdict, cause: Cause::Parts };
        let parts = self.parts;
        let has = |kinds: &[Verdict]| parts.iter().any(|part| kinds.contains(part));
        for idle in [Verdict::NotJudged, Verdict::NotDue] {
            if parts.iter().all(|part| *part == idle) {
                return Ok(of_parts(idle));
            }
        }
        for (whole, counts) in DELIVERED {
            if has(counts) && self.of_delivered(counts)?.judgement == Judgement::Met {
                return self.stated(whole, Judgement::Met, counts);
            }
        }
        for (whole, supposed) in SHORT {
            if self.at_best(supposed)?.judgement == Judgement::Missed {
                return match whole {
                    Verdict::Missed => self.stated_at_best(whole, supposed),
                    whole => Ok(of_parts(whole)),
                };
            }
        }
        let stands = self.as_it_stands()?;
        let open = PRESSING.into_iter().find(|open| parts.contains(open));
        Ok(match (stands.judgement, open) {
            (Judgement::AtRisk, _) => stated(Verdict::AtRisk, stands),
            (_, Some(open)) => of_parts(open),
            // The board makes no fault of it, and nobody delivered anything.
            (_, None) => stated(Verdict::NotJudged, stands),
        })
    }

    /// What is said where these verdicts count, and everything that is open or excused otherwise counts as missed.
    fn of_delivered(&mut self, counts: &[Verdict]) -> Result<Assessment, Fault> {
        self.of(|part| match part {
            Verdict::Waived if counts.contains(&part) => Verdict::Met,
            Verdict::MetLate | Verdict::Waived if !counts.contains(&part) => Verdict::Missed,
            open if PRESSING.contains(&open) => Verdict::Missed,
            stands => stands,
        })
    }

    /// What is said where everything that is open is delivered yet, and those of these verdicts had been.
    fn at_best(&mut self, supposed: &[Verdict]) -> Result<Assessment, Fault> {
        self.of(|part| match part {
            Verdict::Waived => Verdict::Met,
            part if PRESSING.contains(&part) || supposed.contains(&part) => Verdict::Met,
            stands => stands,
        })
    }

    /// What is said of the verdicts as they are. What was waived is nobody's fault, and reads as met.
    fn as_it_stands(&mut self) -> Result<Assessment, Fault> {
        self.of(|part| if part == Verdict::Waived { Verdict::Met } else { part })
    }

    /// A verdict with what the rule says of the parts as they are; with what it said of the picture that decided, where that is
    /// another judgement.
    fn stated(&mut self, whole: Verdict, judgement: Judgement, counts: &[Verdict]) -> Result<Finding, Fault> {
        let stands = self.as_it_stands()?;
        let said = if stands.judgement == judgement { stands } else { self.of_delivered(counts)? };
        Ok(stated(whole, said))
    }

    fn stated_at_best(&mut self, whole: Verdict, supposed: &[Verdict]) -> Result<Finding, Fault> {
        let stands = self.as_it_stands()?;
        let said = if stands.judgement == Judgement::Missed { stands } else { self.at_best(supposed)? };
        Ok(stated(whole, said))
    }

    fn of(&mut self, show: impl Fn(Verdict) -> Verdict) -> Result<Assessment, Fault> {
        let picture: Vec<Verdict> = self.parts.iter().map(|part| show(*part)).collect();
        if let Some((_, said)) = self.told.iter().find(|(told, _)| *told == picture) {
            return Ok(said.clone());
        }
        let said = (self.ask)(&picture).map_err(|stop| match stop {
            Stop::Failed(fault) => fault,
            Stop::NoData(_) => Failure::OnlyParts.into(),
        })?;
        self.told.push((picture, said.clone()));
        Ok(said)
    }
}

fn stated(verdict: Verdict, said: Assessment) -> Finding {
    Finding { verdict, cause: Cause::Stated { statement: said.reason, line: said.line } }
}

#[cfg(test)]
mod tests {
    use super::super::join::join;
    use super::super::tally::Tally;
    use super::super::test_terms::{terms_of_equals, verdicts};
    use super::*;
    use crate::model::{Needs, Piece, Statement};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    /// A rule that wants so many delivered.
    fn at_least(needed: usize) -> impl FnMut(&[Verdict]) -> Result<Assessment, Stop> {
        move |shown| {
            let delivered = shown.iter().filter(|part| part.is_delivered()).count();
            let judgement = if delivered >= needed { Judgement::Met } else { Judgement::Missed };
            let reason = Statement::new([Piece::Text(format!("{delivered} of {needed}").into())]);
            Ok(Assessment { judgement, reason, line: Some(1) })
        }
    }

    #[track_caller]
    fn check(parts: &str, expect: &str) {
        let parts: Vec<Verdict> = verdicts(parts).into_iter().flatten().collect();
        let found = join_by_rule(&parts, at_least(2));
        let said = match &found.cause {
            Cause::Stated { statement, .. } => match statement.pieces() {
                [Piece::Text(text)] => format!("{}: {text}", found.verdict),
                _ => panic!("one text is said"),
            },
            _ => found.verdict.to_string(),
        };
        assert_eq!(said, expect);
    }

    #[test]
    fn what_is_in_decides_as_soon_as_it_must() {
        check("met met not-due", "met: 2 of 2");
        check("met not-due not-due", "not-due");
        check("met awaiting missed", "awaiting");
        check("missed missed not-due", "missed: 0 of 2");
        check("met missed no-data", "no-data");
        check("met missed held-up", "held-up");
        check("missed missed no-data", "missed: 0 of 2");
    }

    #[test]
    fn lateness_and_waivers_show_whatever_the_rule_makes_of_them() {
        check("met met-late missed", "met-late: 2 of 2");
        check("met waived missed", "waived: 2 of 2");
        check("met met waived", "met: 3 of 2");
    }

    #[test]
    fn before_anything_is_due_nobody_is_asked() {
        check("not-due not-due", "not-due");
        check("not-judged not-judged", "not-judged");
    }

    #[test]
    fn nothing_is_met_that_nobody_delivered() {
        let mild = |_: &[Verdict]| {
            Ok(Assessment { judgement: Judgement::Met, reason: Statement::default(), line: None })
        };
        assert_eq!(join_by_rule(&[Verdict::Missed, Verdict::NoData], mild).verdict, Verdict::NotJudged);
        assert_eq!(join_by_rule(&[Verdict::Missed, Verdict::NotDue], mild).verdict, Verdict::NotDue);
    }

    #[test]
    fn a_rule_that_fails_fails_the_whole() {
        let fails = |_: &[Verdict]| Err(Stop::Failed(Fault::new("no")));
        assert_eq!(join_by_rule(&[Verdict::Met, Verdict::Missed], fails).verdict, Verdict::Failed);
    }

    proptest! {
        /// A rule that counts comes to what counting comes to.
        #[test]
        fn a_rule_that_counts_joins_as_needs_does(
            parts in vec(select(Verdict::ALL.to_vec()), 2..6),
            needed in 1_u32..3,
        ) {
            let judged = parts.iter().filter(|part| **part != Verdict::NotJudged).count();
            prop_assume!(judged >= needed as usize);
            let needs = Needs::AtLeast(needed);
            let terms = terms_of_equals(needs, parts.len());
            let mut tally = Tally::of(&terms, 0..parts.len());
            for (place, part) in parts.iter().enumerate() {
                tally.turn(&terms, place, Verdict::NotDue, *part);
            }
            let counted = join(needs, &tally, |place| parts[place]);
            prop_assert_eq!(join_by_rule(&parts, at_least(needed as usize)).verdict, counted);
        }
    }
}
