//! Whose a missing figure is: the party's own, that of others for whom it waits, or nobody's, since no such figure is owed.
//! What that makes of a verdict is in `finding`.

use jiff::Timestamp;

use super::evaluator::Evaluator;
use super::finding::Lack;
use super::instance::{InstanceIx, Work};
use super::schedule::Wake;
use crate::evidence::{Gap, Whose, WhyAbsent};
use crate::model::{AddsUp, Cell, Period};
use crate::program::Program;
use crate::view::Stop;

impl Evaluator {
    /// Wakes when those for whose figure an instance waits are late with it: they may have longer than its own party.
    pub(super) fn wake_when_others_are_late(&mut self, ix: InstanceIx, now: Timestamp) {
        let Some(Err(Stop::NoData(gap))) = &self.state.instance(ix).said else { return };
        if let Lack::Others { grace_ends, .. } | Lack::OwnOfLonger { grace_ends, .. } = self.lack(ix, gap) {
            self.schedule.wake_at(grace_ends, now, Wake::Judge(ix));
        }
    }

    /// Whose the figure is that an instance lacks.
    pub(super) fn lack(&self, ix: InstanceIx, gap: &Gap) -> Lack {
        let program = self.in_force();
        let instance = self.state.instance(ix);
        let owed = self.state.obligation(instance.obligation);
        let Work::Part(place) = instance.work else { return Lack::Own(gap.clone()) };
        let is_own = gap.why.whose() == Whose::Own;
        // Where reporters below are missing there are some, however many, and none need be looked up.
        let has_reporter = || !is_own || self.evidence.has_reporter(&gap.cell);
        let is_owed = is_owed_since(&gap.cell, owed.obligation().from, program);
        if gap.why == WhyAbsent::ZeroOverZero || !is_owed || !has_reporter() {
            return Lack::Nobodys(gap.clone());
        }
        let by = &owed.periods[instance.opened].terms.parts[place].by;
        let is_of_longer = gap.cell.period.last_day() > owed.periods[instance.opened].period.last_day();
        let grace_ends = || grace_ends(&gap.cell, program);
        match is_own && gap.cell.body == *by {
            true if is_of_longer => Lack::OwnOfLonger { gap: gap.clone(), grace_ends: grace_ends() },
            true => Lack::Own(gap.clone()),
            false => Lack::Others { gap: gap.clone(), grace_ends: grace_ends() },
        }
    }
}

/// Whether anybody was to report a figure: nobody is asked for a time before the duty began, nor for one outside their life.
pub(crate) fn is_owed_since(cell: &Cell, duty_from: Period, program: &Program) -> bool {
    let last_day = cell.period.last_day();
    let body = program.catalogue.bodies.get(&cell.body);
    let measure_from = program.catalogue.measures.get(&cell.measure).and_then(|measure| measure.from);
    duty_from.first_day() <= last_day
        && measure_from.is_none_or(|from| from.first_day() <= cell.period.first_day())
        && body.is_none_or(|body| body.is_open_on(last_day))
}

/// When whoever reports a figure is late with it; for a ratio, with the later of its inputs.
fn grace_ends(cell: &Cell, program: &Program) -> Timestamp {
    let measures = &program.catalogue.measures;
    let own = measures.get(&cell.measure);
    let inputs = match own.map(|measure| &measure.adds_up) {
        Some(AddsUp::Ratio { numerator, denominator }) => {
            [measures.get(numerator), measures.get(denominator)]
        }
        _ => [own, None],
    };
    let ends = inputs.into_iter().flatten();
    let ends = ends.map(|measure| measure.due.grace_ends(cell.period, &program.calendar));
    ends.max().unwrap_or(Timestamp::MIN)
}
