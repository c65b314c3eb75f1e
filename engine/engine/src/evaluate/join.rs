//! How the verdicts of parts join up into the verdict of the whole. Pure arithmetic over counts and weights.

use super::tally::Tally;
use crate::model::{Needs, Verdict};

/// Joins the parts of a whole; `stands` tells the verdict of one of them.
///
/// A verdict is given early when no further report can change it.
pub(crate) fn join(needs: Needs, tally: &Tally, stands: impl Fn(usize) -> Verdict) -> Verdict {
    match (needs, tally.first_unsettled()) {
        // The first that has not delivered decides; whoever stands behind it waits and is not to blame.
        (Needs::InOrder, Some(first)) => stands(first),
        _ => join_by_amount(needs, tally),
    }
}

fn join_by_amount(needs: Needs, tally: &Tally) -> Verdict {
    let Some(needed) = tally.needed(needs) else { return Verdict::NotJudged };
    let amount = |verdicts: &[Verdict]| verdicts.iter().map(|verdict| tally.amount(*verdict)).sum::<i128>();
    let in_time = amount(&[Verdict::Met]);
    let delivered = in_time + amount(&[Verdict::MetLate]);
    let settled = delivered + amount(&[Verdict::Waived]);
    let possible = settled + amount(&PRESSING);
    let waiting = possible + amount(&[Verdict::HeldUp]);
    if in_time >= needed {
        Verdict::Met
    } else if delivered >= needed {
        Verdict::MetLate
    } else if settled >= needed {
        Verdict::Waived
    } else if waiting + amount(&[Verdict::NoData]) < needed {
        Verdict::Missed
    } else if waiting < needed {
        Verdict::NoData
    } else if possible < needed {
        Verdict::HeldUp
    } else {
        most_pressing(tally)
    }
}

/// Verdicts of which the outcome is open, the most pressing first.
pub(super) const PRESSING: [Verdict; 5] =
    [Verdict::Failed, Verdict::Disputed, Verdict::AtRisk, Verdict::Awaiting, Verdict::NotDue];

/// While the outcome is open, the whole says what is most pressing about its open parts.
pub(super) fn most_pressing(tally: &Tally) -> Verdict {
    PRESSING.into_iter().find(|open| tally.number(*open) > 0).unwrap_or(Verdict::NotDue)
}

/// The parts that broke a whole of this verdict, by their places.
pub(crate) fn broken_by(needs: Needs, whole: Verdict, tally: &Tally) -> impl Iterator<Item = usize> {
    let first = || tally.first_unsettled().filter(|first| tally.is_broken(*first));
    whole.is_unmet().then(|| named(needs, first, tally.broken())).into_iter().flatten()
}

/// The parts that a whole of this verdict waits for, while they are held up themselves, by their places.
pub(crate) fn held_up(needs: Needs, whole: Verdict, tally: &Tally) -> impl Iterator<Item = usize> {
    let first = || tally.first_unsettled().filter(|first| tally.is_held_up(*first));
    whole.is_unmet().then(|| named(needs, first, tally.held_up())).into_iter().flatten()
}

/// The parts that put a whole of this verdict at risk, by their places.
pub(crate) fn at_risk(needs: Needs, whole: Verdict, tally: &Tally) -> impl Iterator<Item = usize> {
    // Where one part comes after the other, the whole is what the first is of which something is still asked.
    let first = || tally.first_unsettled();
    (whole == Verdict::AtRisk).then(|| named(needs, first, tally.at_risk())).into_iter().flatten()
}

/// Of these parts, those that are told of: where one comes after the other, the first of which something is still asked alone.
fn named(
    needs: Needs,
    first: impl FnOnce() -> Option<usize>,
    all: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    let (all, first) = match needs {
        Needs::InOrder => (None, first()),
        Needs::All | Needs::Any | Needs::AtLeast(_) | Needs::Weight(_) => (Some(all), None),
    };
    first.into_iter().chain(all.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::test_terms::terms;
    use super::*;

    /// Parts by the word of their verdict, with a weight behind a colon where it is not one; `-` is not owed. Each turns
    /// more than once on its way there, which leaves no trace.
    #[track_caller]
    fn check(needs: Needs, parts: &str, expect: &str) {
        let parts: Vec<(Option<Verdict>, Decimal)> = parts
            .split(' ')
            .map(|part| {
                let (word, weight) = part.split_once(':').unwrap_or((part, "1"));
                let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == word);
                assert!(verdict.is_some() || word == "-", "{word} is a verdict");
                (verdict, weight.parse().expect("a weight"))
            })
            .collect();
        let terms = terms(needs, &parts.iter().map(|(_, weight)| *weight).collect::<Vec<_>>());
        let owed = parts.iter().enumerate().filter_map(|(place, (verdict, _))| Some((place, (*verdict)?)));
        let mut tally = Tally::of(&terms, owed.clone().map(|(place, _)| place));
        for (place, verdict) in owed {
            let mut last = Verdict::NotDue;
            for next in Verdict::ALL.into_iter().chain([verdict]) {
                tally.turn(&terms, place, last, next);
                last = next;
            }
        }
        let whole = join(needs, &tally, |place| parts[place].0.expect("it is owed"));
        let broken_by: Vec<String> = broken_by(needs, whole, &tally).map(|place| place.to_string()).collect();
        assert_eq!(format!("{whole} {}", broken_by.join(",")).trim(), expect);
    }

    #[test]
    fn all_is_missed_while_any_is() {
        check(Needs::All, "met missed no-data not-due", "missed 1,2");
        check(Needs::All, "met no-data awaiting", "no-data 1");
        check(Needs::All, "met awaiting not-due", "awaiting");
        check(Needs::All, "met failed", "failed");
        check(Needs::All, "met met-late", "met-late");
        check(Needs::All, "met met-late waived", "waived");
        check(Needs::All, "met at-risk", "at-risk");
    }

    #[test]
    fn any_is_met_as_soon_as_one_is_whatever_the_others_do() {
        check(Needs::Any, "missed met not-due", "met");
        check(Needs::Any, "missed met-late", "met-late");
        check(Needs::Any, "missed not-due", "not-due");
        check(Needs::Any, "missed no-data", "no-data 0,1");
        check(Needs::Any, "missed missed", "missed 0,1");
    }

    #[test]
    fn a_count_is_missed_early_when_it_can_no_longer_be_reached() {
        check(Needs::AtLeast(2), "missed missed not-due", "missed 0,1");
        check(Needs::AtLeast(2), "met met not-due", "met");
        check(Needs::AtLeast(2), "met missed not-due", "not-due");
    }

    #[test]
    fn weight_counts_what_is_declared() {
        check(Needs::Weight(Decimal::new(6, 1)), "met:0.6 missed:0.4", "met");
        check(Needs::Weight(Decimal::new(6, 1)), "met:0.5 missed:0.5", "missed 1");
    }

    #[test]
    fn in_order_blames_the_first_that_did_not_deliver_and_nobody_behind_it() {
        check(Needs::InOrder, "met missed no-data", "missed 1");
        check(Needs::InOrder, "met awaiting missed", "awaiting");
        check(Needs::InOrder, "met met-late", "met-late");
    }

    #[test]
    fn what_is_not_owed_is_neither_in_the_whole_nor_needed() {
        check(Needs::All, "met - met", "met");
        check(Needs::All, "met - missed", "missed 2");
        check(Needs::InOrder, "met - missed", "missed 2");
        check(Needs::Any, "- missed", "missed 1");
    }

    #[test]
    fn what_waits_for_others_is_held_up_unless_others_break_it() {
        check(Needs::All, "met held-up", "held-up");
        check(Needs::All, "held-up missed awaiting", "missed 1");
        check(Needs::All, "held-up no-data", "no-data 1");
        check(Needs::Any, "held-up met", "met");
        check(Needs::AtLeast(2), "met held-up missed", "held-up 2");
        check(Needs::InOrder, "met held-up missed", "held-up");
    }

    #[test]
    fn what_is_not_judged_is_neither_credit_nor_blame() {
        check(Needs::All, "met not-judged", "met");
        check(Needs::All, "not-judged -", "not-judged");
        check(Needs::All, "missed not-judged", "missed 0");
        check(Needs::Any, "not-judged missed", "missed 1");
        check(Needs::AtLeast(2), "met not-judged", "met");
        check(Needs::InOrder, "not-judged met", "met");
    }

    #[test]
    fn no_more_is_needed_than_is_owed() {
        check(Needs::AtLeast(3), "met met -", "met");
        check(Needs::Weight(Decimal::from(3)), "met:2 -:2", "met");
    }

    #[test]
    fn a_waived_part_is_not_called_delivered() {
        check(Needs::All, "met waived", "waived");
        check(Needs::Any, "met waived", "met");
        check(Needs::InOrder, "waived met", "waived");
    }

    #[test]
    fn weights_of_many_decimals_add_up_exactly() {
        let needed = "0.3".parse().expect("a weight");
        check(Needs::Weight(needed), "met:0.1000000000000000000000000001 met:0.2 missed:5000", "met");
        check(Needs::Weight(needed), "met:0.0999999999999999999999999999 met:0.2 missed:7", "missed 2");
    }
}
