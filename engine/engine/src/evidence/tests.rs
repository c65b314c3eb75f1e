//! The evidence against a slow and simple list of everything that was said, and as plain data and back.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::model::{
    Absence, BodyId, Cadence, Cell, Edition, FeedId, Load, MeasureId, Observation, Period, Report, Source,
    SourceFile, Status, Vintage,
};

/// Everything that was said of one cell, in order of precedence.
#[derive(Default, Clone)]
struct Naive(Vec<Heard>);

impl Naive {
    /// Takes a report in, unless it says nothing new.
    fn hear(&mut self, said: &Observation, hearing: Hearing) -> bool {
        let agrees = |heard: &Heard| (heard.report, heard.status) == (said.report, said.status);
        let last_of_day = self.0.iter().rfind(|heard| heard.vintage == said.vintage);
        let is_known = match hearing {
            Hearing::First => last_of_day.is_some_and(agrees),
            Hearing::Again => self.0.iter().any(agrees),
        };
        // An earlier publication that is read later may say since when the figure was known.
        let is_earlier =
            hearing == Hearing::First && self.0.last().is_some_and(|last| said.vintage < last.vintage);
        let is_in_force =
            self.0.last().is_some_and(|last| agrees(last) && said.vintage <= last.vintage && !is_earlier);
        if is_known || is_in_force {
            return false;
        }
        let Observation { report, status, vintage, source, .. } = said.clone();
        self.0.push(Heard { report, status, vintage, source, paper: None });
        self.0.sort_by_key(|heard| (heard.vintage, heard.status));
        true
    }

    fn first_value(&self) -> Option<Vintage> {
        let values = self.0.iter().filter(|heard| matches!(heard.report, Report::Value(_)));
        values.map(|heard| heard.vintage).min()
    }
}

fn day(number: i64) -> Timestamp {
    Timestamp::from_second(number * 86_400).expect("a day")
}

fn month(number: i32) -> Period {
    Cadence::Month.parse("2020-01").expect("a month").step(number)
}

fn observation((month_number, value, status, vintage, line): (i32, u8, u8, i64, u32)) -> Observation {
    let file = SourceFile {
        feed: FeedId::new("feed"),
        path: format!("{}.csv", line % 3),
        hash: String::new(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: None,
        sheets: crate::model::Sheets::default(),
    };
    Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new("placed"),
            body: BodyId::new("north"),
            period: month(month_number),
        },
        report: match value {
            0 => Report::Absent(Absence::Blank),
            value => Report::Value(value.into()),
        },
        status: [Status::Provisional, Status::Final, Status::Revised][usize::from(status)],
        vintage: if vintage == 0 { Vintage::Backfill } else { Vintage::At(day(vintage)) },
        source: Source { file: Arc::new(file), line },
    }
}

fn observations() -> impl Strategy<Value = Vec<Observation>> {
    let said = (0..2_i32, 0..3_u8, 0..3_u8, 0..4_i64, 0..9_u32);
    proptest::collection::vec(said.prop_map(observation), 0..40)
}

fn all(evidence: &Evidence, number: i32) -> Vec<Heard> {
    let cell = Cell { period: month(number), ..observation((0, 0, 0, 0, 0)).cell };
    evidence.history(&cell).map(|history| history.all().collect()).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_heard_is_the_simple_list(said in observations()) {
        let mut evidence = Evidence::default();
        let mut naive = [Naive::default(), Naive::default()];
        for observation in &said {
            evidence.hear(observation, &mut Vec::new());
            for (number, naive) in (0..).zip(&mut naive) {
                if observation.cell.period == month(number) {
                    naive.hear(observation, Hearing::First);
                }
                prop_assert_eq!(&all(&evidence, number), &naive.0);
            }
        }
        for (number, naive) in (0..).zip(&naive) {
            let cell = Cell { period: month(number), ..observation((0, 0, 0, 0, 0)).cell };
            let history = evidence.history(&cell);
            prop_assert_eq!(history.and_then(History::first_value), naive.first_value());
            prop_assert_eq!(history.map(History::current), naive.0.last().cloned());
            for moment in (0..5).map(day) {
                let known = naive.0.iter().rfind(|heard| heard.vintage.is_known_at(moment)).cloned();
                prop_assert_eq!(history.and_then(|history| history.known_at(moment)), known);
            }
        }
    }

    #[test]
    fn what_is_news_is_what_the_simple_list_takes_in(
        before in observations(),
        batches in proptest::collection::vec((observations(), any::<bool>()), 0..4),
    ) {
        let mut evidence = Evidence::default();
        let mut naive = [Naive::default(), Naive::default()];
        for observation in &before {
            evidence.hear(observation, &mut Vec::new());
            naive[usize::from(observation.cell.period != month(0))].hear(observation, Hearing::First);
        }
        let mut deduplicator = Deduplicator::new(&evidence);
        for (batch, is_again) in batches {
            let hearing = if is_again { Hearing::Again } else { Hearing::First };
            let mut expected = batch.clone();
            expected.retain(|observation| {
                naive[usize::from(observation.cell.period != month(0))].hear(observation, hearing)
            });
            let count = batch.len();
            let (news, receipt) = deduplicator.deduplicate(batch, |_| hearing);
            prop_assert_eq!(news, expected);
            let Receipt { accepted, unchanged, revised, .. } = receipt;
            prop_assert_eq!((accepted + unchanged + revised) as usize, count);
        }
    }

    #[test]
    fn what_is_written_down_in_columns_is_taken_up_again(said in observations()) {
        let mut evidence = Evidence::default();
        for observation in &said {
            evidence.hear(observation, &mut Vec::new());
        }
        let files: Vec<_> = evidence.files().cloned().collect();
        let origins: Vec<_> = evidence.origins().copied().collect();
        let columns: Vec<_> = evidence.columns().collect();
        let again = Evidence::from_columns(&files, &origins, columns.clone()).expect("they belong together");
        for number in 0..2 {
            prop_assert_eq!(all(&again, number), all(&evidence, number));
        }
        prop_assert_eq!(again.columns().collect::<Vec<_>>(), columns);
    }
}

#[test]
fn columns_that_do_not_belong_together_are_refused() {
    let mut evidence = Evidence::default();
    evidence.hear(&observation((0, 1, 1, 1, 1)), &mut Vec::new());
    let origins: Vec<_> = evidence.origins().copied().collect();
    let refused = Evidence::from_columns(&[], &origins, []).err().map(|error| error.to_string());
    assert_eq!(refused.as_deref(), Some("the columns name file 0, and there are fewer"));
    let refused = Evidence::from_columns(&[], &[], evidence.columns()).err().map(|error| error.to_string());
    assert_eq!(refused.as_deref(), Some("the columns name origin 0, and there are fewer"));
}
