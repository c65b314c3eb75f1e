//! Duties that some councils do not owe for a time: they have no verdict, and are neither in the whole nor named. Whoever answers for the
//! whole hands that over to a successor.

use std::fmt::Write as _;
use std::rc::Rc;

use engine::model::Period;
use fastrand::Rng;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Strand;
use crate::fairness::declared::{Body, Needed, day};
use crate::fairness::edit::Verdicts;
use crate::fairness::heard::CellName;
use crate::fairness::oracle::{Oracle, whole};
use crate::fairness::world::{Happening, QUARTERS, quarter, reports};

const MEASURE: &str = "sites";

#[derive(Clone, Debug)]
struct Excepted {
    exceptions: Vec<Exception>,
    /// The agency that answers for it, and the one that follows it.
    leads: [Body; 2],
}

/// One council, and the quarters from and to which it is excepted.
#[derive(Clone, Debug)]
struct Exception {
    council: String,
    from: i32,
    until: Option<i32>,
}

pub(super) fn draw(rng: &mut Rng, councils: &[Body]) -> Rc<dyn Strand> {
    let some = councils.iter().filter(|_| rng.bool()).map(|council| council.id.clone());
    let some: Vec<String> = some.collect();
    let exceptions = some.into_iter().map(|council| exception(rng, council));
    let exceptions = exceptions.collect();
    let closed = day(rng);
    let opened = closed.tomorrow().ok();
    let leads = [Body::new("agency", None, Some(closed)), Body::new("authority", opened, None)];
    Rc::new(Excepted { exceptions, leads })
}

fn exception(rng: &mut Rng, council: String) -> Exception {
    let from = rng.i32(0..QUARTERS);
    Exception { council, from, until: rng.bool().then(|| rng.i32(from..QUARTERS)) }
}

impl Strand for Excepted {
    fn id(&self) -> &'static str {
        "land"
    }

    fn mission(&self) -> String {
        let mut except = String::new();
        for Exception { council, from, until } in &self.exceptions {
            let until = until.map(|until| format!(", until = \"{}\"", quarter(until))).unwrap_or_default();
            let from = quarter(*from);
            write!(
                except,
                "{{ bodies = [\"{council}\"], reason = \"It has no land\", from = \"{from}\"{until} }}, "
            )
            .expect("a string takes any text");
        }
        MISSION.replace("EXCEPT", except.trim_end_matches(", "))
    }

    fn register(&self) -> String {
        let [agency, authority] = &self.leads;
        let day = |day: Option<Date>| day.expect("one follows the other");
        let (closed, opened) = (day(agency.closed), day(authority.opened));
        format!("agency,Agency,agency,,,{closed},authority,\nauthority,Authority,agency,,{opened},,,\n")
    }

    fn bodies(&self) -> &[Body] {
        &self.leads
    }

    fn happen(&self, rng: &mut Rng, councils: &[Body], happenings: &mut Vec<(Timestamp, Happening)>) {
        for council in councils {
            for period in (0..QUARTERS).map(quarter) {
                reports(rng, happenings, MEASURE, &council.id, period);
            }
        }
    }

    fn edited(&self, rng: &mut Rng) -> Rc<dyn Strand> {
        let mut exceptions = self.exceptions.clone();
        if let Some(changed) = rng.choice(&mut exceptions) {
            *changed = exception(rng, changed.council.clone());
        }
        Rc::new(Self { exceptions, leads: self.leads.clone() })
    }

    fn due(&self, measure: &str) -> Option<(i64, i64)> {
        (measure == MEASURE).then_some((30, 0))
    }

    fn figure(&self, oracle: &Oracle<'_>, cell: &CellName) -> Option<i64> {
        oracle.heard.value(cell)
    }

    fn judge(&self, oracle: &Oracle<'_>, verdicts: &mut Verdicts) {
        for period in (0..QUARTERS).map(quarter).filter(|period| oracle.has_begun(*period)) {
            let mut words = Vec::new();
            for council in oracle.reporters(period) {
                if self.is_excepted(&council, period) {
                    continue;
                }
                let word = oracle.enough(&council, (MEASURE, &council, period));
                verdicts.insert(format!("land/each/{council}/{council} {period}"), word);
                verdicts.insert(format!("land/each/{council} {period}"), word);
                verdicts.insert(format!("land/all/{council} {period}"), word);
                words.push(word);
            }
            if let Some(whole) = whole(&words, Needed::All) {
                verdicts.insert(format!("land/all {period}"), whole);
            }
        }
    }
}

impl Excepted {
    fn is_excepted(&self, council: &str, period: Period) -> bool {
        let mut exceptions = self.exceptions.iter().filter(|exception| exception.council == council);
        exceptions.any(|Exception { from, until, .. }| {
            quarter(*from) <= period && until.is_none_or(|until| period <= quarter(until))
        })
    }
}

const MISSION: &str = r#"
[mission]
id = "land"
title = "There is land to build on"

[[measure]]
id = "sites"
title = "Sites"
every = "quarter"
due = { timely_days = 30 }

[[obligation]]
id = "each"
title = "Each council finds sites"
about = { kind = "council" }
lead = "agency"
from = "2024-Q1"
until = "2025-Q2"
measure = "sites"
rule = "enough"
except = [EXCEPT]

[[obligation]]
id = "all"
title = "Councils find sites together"
lead = "agency"
from = "2024-Q1"
until = "2025-Q2"
measure = "sites"
rule = "enough"
except = [EXCEPT]
[[obligation.contribution]]
each = { kind = "council" }
"#;
