//! Whose a missing figure is: the party's own, that of others for whom it waits, or nobody's, since no such figure is owed.
//! What that makes of a verdict is in `finding`.

use std::sync::Arc;

use jiff::Timestamp;

use super::evaluator::Evaluator;
use super::finding::Lack;
use super::instance::{InstanceIx, Work};
use super::schedule::Wake;
use crate::evidence::{Gap, Whose, WhyAbsent};
use crate::model::{AddsUp, BodyId, Catalogue, Cell, Declared, MeasureId, Period};
use crate::program::Program;
use crate::view::Stop;

impl Evaluator {
    /// Wakes when those for whose figure an instance waits are late with it: they may have longer than its own party.
    pub(super) fn wake_when_others_are_late(&mut self, ix: InstanceIx, now: Timestamp) {
        let Some(Err(stop)) = &self.state.instance(ix).said else { return };
        let Stop::NoData(gap) = &**stop else { return };
        // What is late already wakes nobody, and in a long history that is nearly every gap.
        if grace_ends(&gap.cell, self.in_force()) <= now {
            return;
        }
        if let Lack::Others { grace_ends, .. } | Lack::OwnOfLonger { grace_ends, .. } = self.whose(ix, gap) {
            self.schedule.wake_at(grace_ends, now, Wake::Judge(ix));
        }
    }

    /// Whose the figure is that an instance lacks, and whether it may stand in a file that waits for the end of an embargo.
    pub(super) fn lack(&self, ix: InstanceIx, gap: &Gap, now: Timestamp) -> Lack {
        let lack = self.whose(ix, gap);
        let own = self.state.instance(ix).deadlines;
        let (mut gap, deadline) = match &lack {
            Lack::Own(gap) => (gap.clone(), own.grace_ends),
            Lack::OwnOfLonger { gap, grace_ends } | Lack::Others { gap, grace_ends } => {
                (gap.clone(), own.grace_ends.max(*grace_ends))
            }
            Lack::Waits(_) | Lack::Nobodys(_) => return lack,
        };
        // That a file waits is told only where its sender would be called silent otherwise.
        if now < deadline {
            return lack;
        }
        let Some(waiting) = self.evidence.waiting_for(&gap, self.in_force().calendar_of_teller(&gap.cell))
        else {
            return lack;
        };
        let is_in_time = waiting.waits_since.is_some_and(|received| received < deadline);
        gap.unused = Some(Arc::new(waiting));
        match lack {
            _ if is_in_time => Lack::Waits(gap),
            Lack::Own(_) | Lack::Waits(_) | Lack::Nobodys(_) => Lack::Own(gap),
            Lack::OwnOfLonger { grace_ends, .. } => Lack::OwnOfLonger { gap, grace_ends },
            Lack::Others { grace_ends, .. } => Lack::Others { gap, grace_ends },
        }
    }

    /// Whose the figure is that an instance lacks.
    fn whose(&self, ix: InstanceIx, gap: &Gap) -> Lack {
        let program = self.in_force();
        let instance = self.state.instance(ix);
        let owed = self.state.obligation(instance.obligation);
        let Work::Part(place) = instance.work else { return Lack::Own(gap.clone()) };
        let is_own = gap.why.whose() == Whose::Own;
        // Where reporters below are missing there are some, however many, and none need be looked up.
        let has_reporter = || !is_own || self.evidence.has_reporter(&gap.cell);
        let declared = program.catalogue.declared(&gap.cell);
        let is_owed = is_owed_since((&gap.cell, declared), owed.obligation().from, &program.catalogue);
        if gap.why == WhyAbsent::ZeroOverZero || !is_owed || !has_reporter() {
            return Lack::Nobodys(gap.clone());
        }
        let by = &owed.periods[instance.opened].terms.parts[place].by;
        let is_of_longer = declared.last_day > owed.periods[instance.opened].period.last_day();
        let grace_ends = || grace_ends(&gap.cell, program);
        let is_own = match self.publisher(gap, declared) {
            Some(publisher) => publisher == by,
            None => is_own && gap.cell.body == *by,
        };
        match is_own {
            true if is_of_longer => Lack::OwnOfLonger { gap: gap.clone(), grace_ends: grace_ends() },
            true => Lack::Own(gap.clone()),
            false => Lack::Others { gap: gap.clone(), grace_ends: grace_ends() },
        }
    }

    /// Who was to publish a figure of which nothing came in, where that is not the body that it is about. A mark in its place came from
    /// somebody, and is the body's own. A ratio is its body's own as long as one of the two that it lacks is.
    fn publisher<'r>(&'r self, gap: &Gap, declared: Declared<'r>) -> Option<&'r BodyId> {
        let is_silence = matches!(
            gap.why,
            WhyAbsent::NeverReported | WhyAbsent::InputMissing(_) | WhyAbsent::Incomplete { .. }
        );
        let measure = declared.measure.filter(|_| is_silence)?;
        let publisher = |id: &MeasureId| self.in_force().catalogue.publisher(id, gap.cell.period);
        match &measure.adds_up {
            AddsUp::Ratio { numerator, denominator } if measure.told_by.is_none() => {
                let is_missing = |id: &&MeasureId| {
                    let input = Cell { measure: (*id).clone(), ..gap.cell.clone() };
                    self.evidence.value(&input).is_err()
                };
                let publishers = [numerator, denominator].into_iter().filter(is_missing).map(publisher);
                publishers.collect::<Option<Vec<_>>>()?.first().copied()
            }
            _ => declared.publisher,
        }
    }
}

/// Whether anybody was to report a figure: nobody is asked for a time before the duty began, nor for one outside their life or that of
/// whoever publishes it.
pub(crate) fn is_owed_since(
    (cell, declared): (&Cell, Declared<'_>),
    duty_from: Period,
    catalogue: &Catalogue,
) -> bool {
    let Declared { measure, publisher, last_day } = declared;
    let is_open = |id: &BodyId| catalogue.bodies.get(id).is_none_or(|body| body.is_open_on(last_day));
    let measure_from = measure.and_then(|measure| measure.from);
    duty_from.first_day() <= last_day
        && measure_from.is_none_or(|from| from.first_day() <= cell.period.first_day())
        && is_open(&cell.body)
        && publisher.is_none_or(is_open)
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
    let calendar = program.calendar_of_teller(cell);
    let ends = ends.map(|measure| measure.due.grace_ends(cell.period, calendar));
    ends.max().unwrap_or(Timestamp::MIN)
}
