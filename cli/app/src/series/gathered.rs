//! The series itself: its newest periods, as far back as figures go.

use engine::Engine;
use engine::evidence::{Gap, Heard, Pace};
use engine::model::{BodyId, Cell, Measure, MeasureId, Period};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// So many periods are shown.
const MOST_PERIODS: usize = 120;
/// Over so long a gap is looked for the figure before, and where figures are worked out from others, for the newest.
const LONGEST_GAP: i32 = 40;

/// The figures of one measure of one body.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    pub measure: MeasureId,
    pub body: BodyId,
    /// The oldest first, from the first period of which something is known to the last.
    pub steps: Vec<SeriesStep>,
    /// Whether there are older ones.
    pub goes_on: bool,
    /// Where they lead, where a target is still to be reached.
    pub pace: Option<Pace>,
}

/// One period of it.
#[derive(Clone, PartialEq, Debug)]
pub struct SeriesStep {
    pub period: Period,
    /// The figure in force, or why there is none.
    pub figure: Result<Decimal, Gap>,
    /// What was asked for, where a target was in force.
    pub target: Option<Decimal>,
    /// Every report of it, in order of precedence: the last is in force, unless nothing decides between it and those before it. None of a
    /// figure that is worked out from others.
    pub reports: Vec<Heard>,
}

impl Series {
    /// As an engine knows it on a day; without a period where nothing was ever said of it.
    pub fn of(engine: &Engine, measure: &Measure, body: &BodyId, day: Date) -> Self {
        let cell = |period| Cell { measure: measure.id.clone(), body: body.clone(), period };
        let mut steps: Vec<SeriesStep> = Vec::new();
        let begins = newest_reported(engine, measure, body).unwrap_or_else(|| measure.period_of(day));
        let (mut period, mut unknown, mut goes_on) = (begins, 0, false);
        while unknown <= LONGEST_GAP {
            let step = SeriesStep::of(engine, &cell(period));
            let is_known = step.is_known();
            if is_known && steps.len() >= MOST_PERIODS {
                goes_on = true;
                break;
            }
            // A gap is part of the series where something is known on both sides of it.
            if is_known || !steps.is_empty() {
                steps.push(step);
            }
            unknown = if is_known { 0 } else { unknown + 1 };
            period = period.step(-1);
        }
        steps.truncate(steps.iter().rposition(SeriesStep::is_known).map_or(0, |oldest| oldest + 1));
        steps.reverse();
        let newest = steps.iter().rfind(|step| step.figure.is_ok());
        let pace = newest.and_then(|newest| engine.evidence().pace(&cell(newest.period)));
        Self { measure: measure.id.clone(), body: body.clone(), steps, goes_on, pace }
    }
}

/// The newest period of which anything was reported; none of a measure that is worked out from others.
fn newest_reported(engine: &Engine, measure: &Measure, body: &BodyId) -> Option<Period> {
    let reported = engine.evidence().reported();
    let own = reported.filter(|cell| cell.measure == measure.id && cell.body == *body);
    own.map(|cell| cell.period).filter(|period| period.cadence() == measure.every).max()
}

impl SeriesStep {
    fn of(engine: &Engine, cell: &Cell) -> Self {
        let evidence = engine.evidence();
        let target = evidence.target(cell).and_then(|target| target.value_on(cell.period.last_day()));
        let (reports, _) = evidence.reports(cell);
        Self { period: cell.period, figure: evidence.value(cell), target, reports }
    }

    fn is_known(&self) -> bool {
        self.figure.is_ok() || !self.reports.is_empty()
    }
}
