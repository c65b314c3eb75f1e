//! When each report became known, as far as that was written down.

use engine::model::{Cell, MeasureId, Observation, Period, Vintage};
use engine::program::{Program, ReportDues};
use jiff::Timestamp;
use rustc_hash::FxHashMap;

/// When reports came in after the first reply of an official. A reply covers what was known when it was given, so that what came in later is
/// heard after it, whatever the day on which it was published. Before that nothing hangs on it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Arrivals {
    /// From which of the reports on it was when.
    runs: Vec<(usize, Timestamp)>,
}

impl Arrivals {
    /// Notes that the reports from this place on came in at a moment.
    pub(super) fn note(&mut self, place: usize, at: Timestamp) {
        self.runs.push((place, at));
    }

    /// When a report came in; none where that was before the first reply.
    fn of(&self, place: usize) -> Option<Timestamp> {
        let run = self.runs.partition_point(|(first, _)| *first <= place).checked_sub(1)?;
        Some(self.runs[run].1)
    }

    /// From which place on it was when, in order.
    pub(crate) fn runs(&self) -> &[(usize, Timestamp)] {
        &self.runs
    }
}

/// Works out when reports became known to whoever goes by a program.
pub struct Moments<'a> {
    program: &'a Program,
    arrivals: &'a Arrivals,
    until: Timestamp,
    dues: ReportDues<'a>,
    undated: FxHashMap<(MeasureId, Period), Timestamp>,
}

impl<'a> Moments<'a> {
    /// For a walk up to `until`.
    pub fn new(program: &'a Program, arrivals: &'a Arrivals, until: Timestamp) -> Self {
        Self { program, arrivals, until, dues: ReportDues::of(program), undated: FxHashMap::default() }
    }

    /// When the report at a place of the history became known.
    pub(super) fn of(&mut self, place: usize, observation: &Observation) -> Timestamp {
        let published = match observation.vintage {
            Vintage::Backfill => self.undated(&observation.cell),
            Vintage::At(moment) => moment,
        };
        // Looking back to a day before it came in, it is asked what was published by then.
        let came_in = self.arrivals.of(place).filter(|came_in| *came_in <= self.until);
        came_in.map_or(published, |came_in| came_in.max(published))
    }

    fn undated(&mut self, cell: &Cell) -> Timestamp {
        let Self { program, dues, undated, .. } = self;
        // Where bodies count by calendars of their own, they have deadlines of their own.
        if program.calendar.has_jurisdictions() {
            return dues.undated_known_from(cell);
        }
        let known = undated.entry((cell.measure.clone(), cell.period));
        *known.or_insert_with(|| dues.undated_known_from(cell))
    }
}
