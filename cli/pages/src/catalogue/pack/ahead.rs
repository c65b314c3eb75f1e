//! The periods to come of a course: what is asked for in them, and where the figures would be at their present rate.

use engine::evidence::{Evidence, LeadsTo, Pace};
use engine::model::{Cell, Period};
use rust_decimal::Decimal;
use words::names::heading;

use super::step::Step;

/// So many periods to come are drawn; where the target is farther away, what is told in words is enough.
const MOST_AHEAD: usize = 24;

/// Puts the periods to come behind the others, of which `newest` is the place of the one whose figure is the newest. Where there is no
/// rate, or its target is too far away, nothing is put there.
pub(crate) fn look_ahead(
    steps: &mut Vec<Step>,
    newest: usize,
    pace: Option<&Pace>,
    (cell, evidence): (&Cell, &Evidence),
) {
    let Some(pace) = pace else { return };
    let coming = coming(pace);
    let Some(from) = steps.get_mut(newest).filter(|_| !coming.is_empty()) else { return };
    from.expected = Some(pace.newest.1);
    // What was asked for meanwhile, and did not come, stands there already.
    let known = steps.len() - newest - 1;
    for (nth, (period, expected)) in coming.into_iter().enumerate() {
        if let Some(step) = steps.get_mut(newest + 1 + nth).filter(|_| nth < known) {
            step.expected = expected;
            continue;
        }
        let target = evidence.target(cell).and_then(|target| target.value_on(period.last_day()));
        steps.push(Step { label: heading(period), value: None, target, expected, is_revised: false });
    }
}

/// The periods up to the day of the target, each with where the figure would be, as long as it is not reached.
fn coming(pace: &Pace) -> Vec<(Period, Option<Decimal>)> {
    let (newest, _) = pace.newest;
    let (_, by) = pace.target;
    let periods = (1..).map(|step| (step, newest.step(step)));
    let coming: Vec<(i32, Period)> =
        periods.take_while(|(_, period)| period.last_day() <= by).take(MOST_AHEAD + 1).collect();
    if coming.len() > MOST_AHEAD {
        return Vec::new();
    }
    let last = match pace.leads_to {
        LeadsTo::Target(period) | LeadsTo::Figure(period, _) => period,
    };
    let at = |(step, period): (i32, Period)| (period, pace.after(step).filter(|_| period <= last));
    coming.into_iter().map(at).collect()
}
