//! How the verdicts of contributions join up into the verdict of the whole. Pure arithmetic over weights.

use rust_decimal::Decimal;

use crate::model::{Needs, Verdict};

/// The verdict of the whole, with the contributions that broke it, by their place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Joined {
    pub(crate) verdict: Verdict,
    pub(crate) broken_by: Vec<usize>,
}

/// Joins the verdicts of contributions, each with its weight, in the order of their declaration.
///
/// A verdict is given early when no further report can change it.
pub(crate) fn join(needs: Needs, parts: &[(Verdict, Decimal)]) -> Joined {
    match needs {
        Needs::InOrder => join_in_order(parts),
        Needs::All => join_by_weight(&Tally::counting(parts), Decimal::from(parts.len()), parts),
        Needs::Any => join_by_weight(&Tally::counting(parts), Decimal::ONE, parts),
        Needs::AtLeast(count) => join_by_weight(&Tally::counting(parts), Decimal::from(count), parts),
        Needs::Weight(weight) => join_by_weight(&Tally::weighing(parts), weight, parts),
    }
}

/// The first that is not delivered decides; whoever stands behind it waits and is not to blame.
fn join_in_order(parts: &[(Verdict, Decimal)]) -> Joined {
    match parts.iter().position(|(verdict, _)| !verdict.is_delivered()) {
        None => {
            Joined { verdict: delivered(parts.iter().map(|(verdict, _)| *verdict)), broken_by: Vec::new() }
        }
        Some(first) => {
            let verdict = parts[first].0;
            Joined { verdict, broken_by: if verdict.is_breach() { vec![first] } else { Vec::new() } }
        }
    }
}

/// How much weight stands where.
#[derive(Default)]
struct Tally {
    in_time: Decimal,
    late: Decimal,
    silent: Decimal,
    open: Decimal,
}

impl Tally {
    fn counting(parts: &[(Verdict, Decimal)]) -> Self {
        Self::default().with(parts.iter().map(|(verdict, _)| (*verdict, Decimal::ONE)))
    }

    fn weighing(parts: &[(Verdict, Decimal)]) -> Self {
        Self::default().with(parts.iter().copied())
    }

    fn with(mut self, parts: impl Iterator<Item = (Verdict, Decimal)>) -> Self {
        for (verdict, weight) in parts {
            let heap = match verdict {
                Verdict::Met | Verdict::Waived => &mut self.in_time,
                Verdict::MetLate => &mut self.late,
                Verdict::Missed => continue,
                Verdict::NoData => &mut self.silent,
                Verdict::NotDue
                | Verdict::Awaiting
                | Verdict::AtRisk
                | Verdict::Disputed
                | Verdict::Failed => &mut self.open,
            };
            *heap = heap.saturating_add(weight);
        }
        self
    }

    fn delivered(&self) -> Decimal {
        self.in_time.saturating_add(self.late)
    }

    fn possible(&self) -> Decimal {
        self.delivered().saturating_add(self.open)
    }
}

fn join_by_weight(tally: &Tally, needed: Decimal, parts: &[(Verdict, Decimal)]) -> Joined {
    let verdict = if tally.in_time >= needed {
        Verdict::Met
    } else if tally.delivered() >= needed {
        Verdict::MetLate
    } else if tally.possible().saturating_add(tally.silent) < needed {
        Verdict::Missed
    } else if tally.possible() < needed {
        Verdict::NoData
    } else {
        most_pressing(parts)
    };
    let broken_by = parts.iter().enumerate().filter(|(_, (part, _))| verdict.is_breach() && part.is_breach());
    Joined { verdict, broken_by: broken_by.map(|(place, _)| place).collect() }
}

fn delivered(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    verdicts.fold(Verdict::Met, |worst, verdict| if verdict == Verdict::MetLate { verdict } else { worst })
}

/// While the outcome is open, the whole says what is most pressing about its open parts.
fn most_pressing(parts: &[(Verdict, Decimal)]) -> Verdict {
    const PRESSING: [Verdict; 5] =
        [Verdict::Failed, Verdict::Disputed, Verdict::AtRisk, Verdict::Awaiting, Verdict::NotDue];
    let open = |verdict: &Verdict| parts.iter().any(|(part, _)| part == verdict);
    PRESSING.into_iter().find(open).unwrap_or(Verdict::NotDue)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Verdicts by word, with a weight behind a colon where it is not one.
    #[track_caller]
    fn check(needs: Needs, parts: &str, expect: &str) {
        let parts: Vec<(Verdict, Decimal)> = parts
            .split(' ')
            .map(|part| {
                let (word, weight) = part.split_once(':').unwrap_or((part, "1"));
                let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == word);
                (verdict.expect("a verdict"), weight.parse().expect("a weight"))
            })
            .collect();
        let joined = join(needs, &parts);
        let broken_by: Vec<String> = joined.broken_by.iter().map(ToString::to_string).collect();
        assert_eq!(format!("{} {}", joined.verdict, broken_by.join(",")).trim(), expect);
    }

    #[test]
    fn all_is_missed_while_any_is() {
        check(Needs::All, "met missed no-data not-due", "missed 1,2");
        check(Needs::All, "met no-data awaiting", "no-data 1");
        check(Needs::All, "met awaiting not-due", "awaiting");
        check(Needs::All, "met failed", "failed");
        check(Needs::All, "met met-late waived", "met-late");
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
}
