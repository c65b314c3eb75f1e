//! Since when it was certain that a period is broken, by the figures that show it, however late these were read.

use jiff::Timestamp;

use crate::evaluate::{Evaluator, ObligationIx, Turn, Work};
use crate::model::{Period, Verdict};

/// So many parts that turned are few.
const FEW: usize = 64;

/// Since when published figures show that a period is broken; none where anything but figures with a date breaks it. Of many parts, it is
/// since so many were known to be broken that the others could not save the whole.
///
/// It does not matter where that is not before `open_at_latest`. What breaks now was not certain before one of the parts that turned was, so
/// that where few turned, all others need not be looked at for that.
pub(super) fn certain_since(
    evaluator: &Evaluator,
    ix: ObligationIx,
    (first, open_at_latest): (Period, Timestamp),
    turns: &[Turn],
    now: Timestamp,
) -> Option<Timestamp> {
    if is_no_earlier(evaluator, ix, (first, open_at_latest), turns, now) {
        return None;
    }
    let owed = evaluator.state().obligation(ix);
    let opened = owed.opened(first)?;
    let whole = opened.whole.verdict;
    let is_broken =
        |verdict: Verdict| if whole.is_unmet() { verdict.is_unmet() } else { verdict == Verdict::AtRisk };
    let shown =
        |place| (evaluator.shown_since(opened.instance_at(place), now).unwrap_or(Timestamp::MAX), place);
    // Those who are named for it: where one part comes after the other, a later one shows nothing of the first.
    let mut broken: Vec<(Timestamp, usize)> = if whole.is_unmet() {
        opened.broken_by().map(shown).collect()
    } else {
        opened.at_risk().map(shown).collect()
    };
    broken.sort_unstable();
    let places: Vec<usize> = broken.iter().map(|(_, place)| *place).collect();
    let are_enough = |first: usize| is_broken(evaluator.suppose_met(owed, opened, &places[first..], now));
    let counts: Vec<usize> = (1..=broken.len()).collect();
    let enough = counts.partition_point(|first| !are_enough(*first));
    broken.get(enough).map(|(moment, _)| *moment).filter(|moment| *moment < Timestamp::MAX)
}

/// Whether none of the parts that turned was shown to be broken before a moment.
fn is_no_earlier(
    evaluator: &Evaluator,
    ix: ObligationIx,
    (first, moment): (Period, Timestamp),
    turns: &[Turn],
    now: Timestamp,
) -> bool {
    if turns.len() > FEW {
        return false;
    }
    let owed = evaluator.state().obligation(ix);
    let of_period = |turn: &&Turn| turn.obligation == ix && owed.periods[turn.opened].period == first;
    let parts = turns.iter().filter(of_period).filter_map(|turn| match turn.work {
        Work::Part(place) => Some(owed.periods[turn.opened].instance_at(place)),
        Work::Gate(_) => None,
    });
    let mut shown = parts.map(|part| evaluator.shown_since(part, now).unwrap_or(Timestamp::MAX)).peekable();
    shown.peek().is_some() && shown.all(|shown| shown >= moment)
}
