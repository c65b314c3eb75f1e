//! A measure that is divided: values are owed each for itself, and their total is what was reported of it, or else their sum.

use std::rc::Rc;

use engine::model::Period;
use fastrand::Rng;
use jiff::Timestamp;

use super::Strand;
use crate::fairness::declared::{Body, Needed};
use crate::fairness::edit::Verdicts;
use crate::fairness::heard::CellName;
use crate::fairness::oracle::{Oracle, Said, whole};
use crate::fairness::world::{Happening, QUARTERS, moment, quarter, reports};

const TOTAL: &str = "referrals";
const VALUES: [&str; 2] = ["referrals/prison", "referrals/hospital"];

#[derive(Clone, Debug)]
struct Values {
    grace_days: i64,
}

pub(super) fn draw(_: &mut Rng, _: &[Body]) -> Rc<dyn Strand> {
    Rc::new(Values { grace_days: 0 })
}

impl Strand for Values {
    fn id(&self) -> &'static str {
        "refer"
    }

    fn mission(&self) -> String {
        MISSION.replace("GRACE", &self.grace_days.to_string())
    }

    fn happen(&self, rng: &mut Rng, councils: &[Body], happenings: &mut Vec<(Timestamp, Happening)>) {
        for council in councils {
            for period in (0..QUARTERS).map(quarter) {
                if rng.u8(0..4) == 0 {
                    reports(rng, happenings, TOTAL, &council.id, period);
                }
                if rng.u8(0..8) > 0 {
                    for value in VALUES {
                        reports(rng, happenings, value, &council.id, period);
                    }
                }
            }
            let (measure, period) = (VALUES[rng.usize(0..2)], quarter(rng.i32(0..QUARTERS)));
            let aside = Happening::SetAside { measure, body: council.id.clone(), period };
            happenings.push((moment(rng), aside));
        }
    }

    fn edited(&self, _: &mut Rng) -> Rc<dyn Strand> {
        Rc::new(Self { grace_days: 20 - self.grace_days })
    }

    fn due(&self, measure: &str) -> Option<(i64, i64)> {
        (measure == TOTAL || VALUES.contains(&measure)).then_some((30, self.grace_days))
    }

    fn figure(&self, oracle: &Oracle<'_>, cell: &CellName) -> Option<i64> {
        let (measure, body, period) = cell;
        let sum = |cells: Vec<CellName>| {
            let parts: Option<Vec<i64>> = cells.iter().map(|cell| oracle.figure(cell)).collect();
            parts.filter(|parts| !parts.is_empty()).map(|parts| parts.iter().sum())
        };
        if measure == TOTAL {
            let values = VALUES.iter().map(|value| ((*value).to_owned(), body.clone(), *period));
            // A mark in the place of the total is its body's own word.
            let is_reported = oracle.heard.has_heard(cell);
            return if is_reported { oracle.heard.value(cell) } else { sum(values.collect()) };
        }
        if body != "england" {
            return oracle.heard.value(&oracle.source(cell));
        }
        let councils = oracle.reporters(*period);
        sum(councils.iter().map(|council| (measure.clone(), council.clone(), *period)).collect())
    }

    fn judge(&self, oracle: &Oracle<'_>, verdicts: &mut Verdicts) {
        for period in (0..QUARTERS).map(quarter).filter(|period| oracle.has_begun(*period)) {
            let mut words = Vec::new();
            for council in oracle.reporters(period) {
                let word = Self::word(oracle, TOTAL, &council, period);
                verdicts.insert(format!("refer/all/{council} {period}"), word);
                words.push(word);
                let each = VALUES.map(|value| (value, Self::word(oracle, value, &council, period)));
                for (value, word) in each {
                    let value = value.rsplit('/').next().expect("a value");
                    verdicts.insert(format!("refer/each/{council}/{value} {period}"), word);
                }
                let each = whole(&each.map(|(_, word)| word), Needed::All).expect("there are two");
                verdicts.insert(format!("refer/each/{council} {period}"), each);
            }
            if let Some(whole) = whole(&words, Needed::All) {
                verdicts.insert(format!("refer/all {period}"), whole);
            }
            verdicts.insert(format!("refer/country {period}"), Self::word(oracle, TOTAL, "england", period));
        }
    }
}

impl Values {
    fn word(oracle: &Oracle<'_>, measure: &str, body: &str, period: Period) -> &'static str {
        let cell = |measure: &str, body: &str| (measure.to_owned(), body.to_owned(), period);
        let own = cell(measure, body);
        let said = match oracle.figure(&own) {
            Some(figure) => Said::Word(if figure >= 10 { "met" } else { "missed" }),
            None => Said::Lacks(own.clone()),
        };
        let bodies = if body == "england" { oracle.reporters(period) } else { vec![body.to_owned()] };
        let known_of = |measure: &str| {
            let sources = bodies.iter().map(|body| oracle.source(&cell(measure, body)));
            sources.filter_map(|source| oracle.heard.first_value(&source)).max()
        };
        let known = match oracle.heard.first_value(&own) {
            Some(known) => Some(known),
            None if measure == TOTAL => VALUES.iter().filter_map(|value| known_of(value)).max(),
            None => known_of(measure),
        };
        oracle.verdict(body, oracle.deadlines(measure, period), said, known)
    }
}

const MISSION: &str = r#"
[mission]
id = "refer"
title = "People are referred in time"

[[measure]]
id = "referrals"
title = "Households referred"
every = "quarter"
adds_up = "sum"
reported_by = { kind = "council" }
breakdown = { name = "referrer", of = ["prison", "hospital"] }
due = { timely_days = 30, grace_days = GRACE }

[[obligation]]
id = "each"
title = "Everybody refers"
about = { kind = "council" }
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "referrals/*"
rule = "enough"

[[obligation]]
id = "all"
title = "Councils hear of households"
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "referrals"
rule = "enough"
[[obligation.contribution]]
each = { kind = "council" }

[[obligation]]
id = "country"
title = "Households are referred in all of England"
lead = "england"
from = "2024-Q1"
until = "2025-Q2"
measure = "referrals"
rule = "enough"
"#;
