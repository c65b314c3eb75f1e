//! Quarters that are made of months: the first month that is missing is its own body's, and the last to come in makes the quarter late.

use std::rc::Rc;

use engine::model::{Cadence, Period};
use fastrand::Rng;
use jiff::Timestamp;

use super::Strand;
use crate::fairness::declared::{Body, Needed};
use crate::fairness::edit::Verdicts;
use crate::fairness::heard::CellName;
use crate::fairness::oracle::{Oracle, Said, whole};
use crate::fairness::world::{Happening, QUARTERS, moment, quarter, reports};

const MEASURE: &str = "visits";
/// How many are enough in a quarter, however its months make it up.
const ENOUGH: i64 = 10;

#[derive(Clone, Debug)]
struct Months {
    roll_up: RollUp,
    grace_days: i64,
}

#[derive(Clone, Copy, Debug)]
enum RollUp {
    Sum,
    Mean,
    Last,
}

pub(super) fn draw(rng: &mut Rng, _: &[Body]) -> Rc<dyn Strand> {
    Rc::new(Months { roll_up: roll_up(rng), grace_days: 0 })
}

fn roll_up(rng: &mut Rng) -> RollUp {
    [RollUp::Sum, RollUp::Mean, RollUp::Last][rng.usize(0..3)]
}

/// The three months of a quarter.
fn months(period: Period) -> Vec<Period> {
    let last = Cadence::Month.containing(period.last_day());
    vec![last.step(-2), last.step(-1), last]
}

impl Strand for Months {
    fn id(&self) -> &'static str {
        "care"
    }

    fn mission(&self) -> String {
        let roll_up = match self.roll_up {
            RollUp::Sum => "sum",
            RollUp::Mean => "mean",
            RollUp::Last => "last",
        };
        MISSION.replace("ROLL_UP", roll_up).replace("GRACE", &self.grace_days.to_string())
    }

    fn happen(&self, rng: &mut Rng, councils: &[Body], happenings: &mut Vec<(Timestamp, Happening)>) {
        for council in councils {
            for period in (0..QUARTERS).flat_map(|number| months(quarter(number))) {
                reports(rng, happenings, MEASURE, &council.id, period);
            }
            let period = months(quarter(rng.i32(0..QUARTERS)))[rng.usize(0..3)];
            let aside = Happening::SetAside { measure: MEASURE, body: council.id.clone(), period };
            happenings.push((moment(rng), aside));
        }
    }

    fn edited(&self, rng: &mut Rng) -> Rc<dyn Strand> {
        Rc::new(Self { roll_up: roll_up(rng), grace_days: [0, 20][rng.usize(0..2)] })
    }

    fn due(&self, measure: &str) -> Option<(i64, i64)> {
        (measure == MEASURE).then_some((20, self.grace_days))
    }

    fn figure(&self, oracle: &Oracle<'_>, (measure, body, period): &CellName) -> Option<i64> {
        let figure = |body: &str, period| oracle.figure(&(measure.clone(), body.to_owned(), period));
        if period.cadence() == Cadence::Quarter {
            let parts: Option<Vec<i64>> =
                self.parts(*period).into_iter().map(|month| figure(body, month)).collect();
            return parts.map(|parts| parts.iter().sum());
        }
        if body != "england" {
            return oracle.heard.value(&oracle.source(&(measure.clone(), body.clone(), *period)));
        }
        let parts: Option<Vec<i64>> =
            oracle.reporters(*period).iter().map(|council| figure(council, *period)).collect();
        parts.filter(|parts| !parts.is_empty()).map(|parts| parts.iter().sum())
    }

    fn judge(&self, oracle: &Oracle<'_>, verdicts: &mut Verdicts) {
        for period in (0..QUARTERS).map(quarter).filter(|period| oracle.has_begun(*period)) {
            let mut words = Vec::new();
            for council in oracle.reporters(period) {
                let word = self.word(oracle, &council, period);
                verdicts.insert(format!("care/visits/{council} {period}"), word);
                words.push(word);
            }
            if let Some(whole) = whole(&words, Needed::All) {
                verdicts.insert(format!("care/visits {period}"), whole);
            }
            verdicts.insert(format!("care/all {period}"), self.word(oracle, "england", period));
        }
    }
}

impl Months {
    /// The months that make a quarter up.
    fn parts(&self, period: Period) -> Vec<Period> {
        let months = months(period);
        match self.roll_up {
            RollUp::Sum | RollUp::Mean => months,
            RollUp::Last => months[2..].to_vec(),
        }
    }

    fn word(&self, oracle: &Oracle<'_>, body: &str, period: Period) -> &'static str {
        let cell = |body: &str, month| (MEASURE.to_owned(), body.to_owned(), month);
        let parts = self.parts(period);
        let missing = parts.iter().find(|month| oracle.figure(&cell(body, **month)).is_none());
        let said = match (missing, oracle.figure(&cell(body, period))) {
            (None, Some(figure)) => {
                let count = i64::try_from(parts.len()).expect("three at the most");
                let needed = if matches!(self.roll_up, RollUp::Mean) { ENOUGH * count } else { ENOUGH };
                Said::Word(if figure >= needed { "met" } else { "missed" })
            }
            (month, _) => Said::Lacks(cell(body, *month.expect("one is missing"))),
        };
        let reporters =
            |month| if body == "england" { oracle.reporters(month) } else { vec![body.to_owned()] };
        let reported =
            parts.iter().flat_map(|month| reporters(*month).into_iter().map(|id| cell(&id, *month)));
        let known = reported.filter_map(|cell| oracle.heard.first_value(&oracle.source(&cell))).max();
        oracle.verdict(body, oracle.after(period, (30, 0)), said, known)
    }
}

const MISSION: &str = r#"
[mission]
id = "care"
title = "Care in time"

[[measure]]
id = "visits"
title = "Visits"
every = "month"
adds_up = "sum"
roll_up = "ROLL_UP"
reported_by = { kind = "council" }
due = { timely_days = 20, grace_days = GRACE }

[[obligation]]
id = "visits"
title = "Enough people are visited"
lead = "ministry"
every = "quarter"
from = "2024-Q1"
until = "2025-Q2"
due = { timely_days = 30 }
measure = "visits"
rule = "enough"
[[obligation.contribution]]
each = { kind = "council" }

[[obligation]]
id = "all"
title = "Enough people are visited in all of England"
lead = "england"
every = "quarter"
from = "2024-Q1"
until = "2025-Q2"
due = { timely_days = 30 }
measure = "visits"
rule = "enough"
"#;
