//! Which statements a file has made so far, each with the place of the row that made it first.
//!
//! Most files report a body's periods one after another, so the places of one body's figures lie side by side.

use std::collections::VecDeque;

use engine::model::{Observation, Period, Vintage};
use jiff::Timestamp;
use rustc_hash::FxHashMap;

/// One measure of one body, by their places in the register.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct StatementSeries {
    pub(super) measure: u32,
    pub(super) body: u32,
}

/// Where among the observations of a file each statement was made first. A statement is a cell and when it was published.
#[derive(Default)]
pub(super) struct FileStatements {
    numbers: FxHashMap<StatementSeries, usize>,
    series: Vec<PlacesByPeriod>,
    /// Statements of periods far from the others of their series, or of a cell's further vintages.
    apart: FxHashMap<(StatementSeries, Period, Option<Timestamp>), u32>,
}

impl FileStatements {
    /// The place at which this was stated first among `known`; `next`, which is then noted, where it is stated for the
    /// first time.
    pub(super) fn place(
        &mut self,
        key: StatementSeries,
        observation: &Observation,
        known: &[Observation],
        next: u32,
    ) -> u32 {
        let period = observation.cell.period;
        let published = match observation.vintage {
            Vintage::Backfill => None,
            Vintage::At(moment) => Some(moment),
        };
        let number = *self.numbers.entry(key).or_insert(self.series.len());
        if number == self.series.len() {
            self.series.push(PlacesByPeriod::default());
        }
        match self.series[number].near(period.index()) {
            Some(place) if *place == NOWHERE => {
                // Its period was far from the others when it was stated.
                let earlier =
                    if self.apart.is_empty() { None } else { self.apart.get(&(key, period, published)) };
                earlier.copied().unwrap_or_else(|| {
                    *place = next;
                    next
                })
            }
            Some(place) if known[*place as usize].vintage == observation.vintage => *place,
            _ => *self.apart.entry((key, period, published)).or_insert(next),
        }
    }
}

/// No observation has this place.
const NOWHERE: u32 = u32::MAX;

/// Places in the order of periods, without a gap.
#[derive(Default)]
struct PlacesByPeriod {
    /// The index of the first period.
    first: i32,
    places: VecDeque<u32>,
}

impl PlacesByPeriod {
    /// The place of a period, with room made for it where it is not far from those that are known.
    fn near(&mut self, period: i32) -> Option<&mut u32> {
        /// Further off, the gap would take more room than it is worth.
        const FAR: usize = 32;
        if self.places.is_empty() {
            self.first = period;
        }
        let before = self.first.checked_sub(period).and_then(|before| usize::try_from(before).ok());
        if let Some(before @ 1..) = before {
            if before > FAR {
                return None;
            }
            (0..before).for_each(|_| self.places.push_front(NOWHERE));
            self.first = period;
        }
        let place = period.checked_sub(self.first).and_then(|place| usize::try_from(place).ok())?;
        if place >= self.places.len() + FAR {
            return None;
        }
        if place >= self.places.len() {
            self.places.resize(place + 1, NOWHERE);
        }
        self.places.get_mut(place)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use engine::model::{BodyId, Cadence, Cell, FeedId, Load, MeasureId, Report, Source, SourceFile, Status};

    use super::*;

    /// Each word is a row, a month's index and the day on which it was published, if any; told is the place of the first
    /// row that says as much.
    #[track_caller]
    fn check(rows: &str, expect: &str) {
        let file = Arc::new(SourceFile {
            feed: FeedId::new("f"),
            path: "f.csv".into(),
            hash: "h".into(),
            load: Load::Later,
            edition: engine::model::Edition::default(),
            speaks_for: None,
            sheets: engine::model::Sheets::default(),
        });
        let (mut statements, mut known) = (FileStatements::default(), Vec::new());
        let mut places = Vec::new();
        for row in rows.split(' ') {
            let (index, day) = row.split_once('@').unwrap_or((row, ""));
            let period = Period::from_parts(Cadence::Month, index.parse().expect("an index"));
            let published = format!("2024-01-0{day}T00:00:00Z").parse();
            let observation = Observation {
                paper: None,
                cell: Cell { measure: MeasureId::new("m"), body: BodyId::new("b"), period },
                report: Report::Value(1.into()),
                status: Status::Final,
                vintage: published.map_or(Vintage::Backfill, Vintage::At),
                source: Source { file: Arc::clone(&file), line: 1 },
            };
            let next = u32::try_from(known.len()).expect("few rows");
            let key = StatementSeries { measure: 0, body: 0 };
            let place = statements.place(key, &observation, &known, next);
            if place == next {
                known.push(observation);
            }
            places.push(place.to_string());
        }
        assert_eq!(places.join(" "), expect, "{rows}");
    }

    #[test]
    fn a_statement_is_known_again_in_any_order_of_periods() {
        check("5 6 7 6 5", "0 1 2 1 0");
        check("7 6 5 7 5", "0 1 2 0 2");
        check("5 9 7 9 7 5", "0 1 2 1 2 0");
    }

    #[test]
    fn a_period_far_from_the_others_is_known_again() {
        check("0 500 -500 500 -500 0", "0 1 2 1 2 0");
        check("0 40 20 40 20 -2000000000 2000000000 -2000000000", "0 1 2 1 2 3 4 3");
    }

    #[test]
    fn each_vintage_of_a_cell_is_a_statement_of_its_own() {
        check("5 5@1 5@2 5@1 5 5@2", "0 1 2 1 0 2");
        check("0 40@1 20 40 40@1 40", "0 1 2 3 1 3");
    }
}
