//! The figure by which a party is judged, beside what it was held against: how large a miss is follows from it, and no rule
//! runs again to find out.

use rust_decimal::Decimal;

use crate::evaluate::{Evaluator, InstanceIx};
use crate::evidence::History;
use crate::model::{BodyId, Cell, MeasureId, Period, Place, Source};
use crate::program::Part;

/// A party's own figure for one period, as it stood when people were told of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnFigure {
    pub measure: MeasureId,
    /// None where no usable figure came in.
    pub value: Option<Decimal>,
    /// The target for the figure, else the newest earlier figure of the party that its rule read; none where neither is known.
    pub against: Option<Decimal>,
    /// Where the report stands that came in and gives no figure.
    pub absent: Option<ReportPlace>,
}

/// Where a report stands.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ReportPlace {
    /// The path of its file.
    pub path: String,
    pub place: Place,
}

impl OwnFigure {
    pub(super) fn of(evaluator: &Evaluator, part: &Part, period: Period, ix: InstanceIx) -> Self {
        let evidence = evaluator.evidence();
        let measure = part.duty.measure.clone();
        let cell = evaluator.own_cell(ix);
        if evaluator.program().is_some_and(|program| program.catalogue.is_document(&measure)) {
            return Self { measure, value: None, against: None, absent: None };
        }
        let target = evidence.target(&cell).and_then(|target| target.value_on(period.last_day()));
        let against = target.or_else(|| newest_before(evaluator, part.about(), &cell, ix));
        let absent = evidence.history(&cell).and_then(History::first_absent);
        Self {
            measure,
            value: evidence.value(&cell).ok(),
            against,
            absent: absent.map(|heard| ReportPlace::of(&heard.source)),
        }
    }
}

impl ReportPlace {
    pub(super) fn of(source: &Source) -> Self {
        Self { path: source.file.path.clone(), place: source.place() }
    }
}

/// The newest earlier figure of the same series among those that the rule read. Those are kept over a restart.
fn newest_before(evaluator: &Evaluator, body: &BodyId, own: &Cell, ix: InstanceIx) -> Option<Decimal> {
    let evidence = evaluator.evidence();
    let read = evaluator.state().instance(ix).reads.iter().map(|read| evidence.cell(*read));
    let earlier = read.filter(|read| {
        read.measure == own.measure
            && read.body == *body
            && read.period.cadence() == own.period.cadence()
            && read.period < own.period
    });
    let figures = earlier.filter_map(|read| Some((read.period, evidence.value(&read).ok()?)));
    figures.max_by_key(|(period, _)| *period).map(|(_, value)| value)
}
