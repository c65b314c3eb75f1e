//! Documents: a plan that must be in force throughout each quarter, and one that must be in force on a day of it.

use std::rc::Rc;

use engine::model::{Cadence, Period};
use fastrand::Rng;
use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};

use super::Strand;
use crate::fairness::declared::{Body, Needed};
use crate::fairness::edit::Verdicts;
use crate::fairness::heard::CellName;
use crate::fairness::oracle::{Oracle, Said, whole};
use crate::fairness::world::{Happening, QUARTERS, at, quarter};

const DOCUMENT: &str = "plan";

#[derive(Clone, Debug)]
struct Papers {
    /// On which day of a quarter's last month one must be in force.
    on: i8,
    grace_days: i64,
}

/// A paper as it stands.
#[derive(Clone, Copy, Debug)]
struct Paper {
    from: Date,
    last: Date,
    known: Timestamp,
}

pub(super) fn draw(rng: &mut Rng, _: &[Body]) -> Rc<dyn Strand> {
    Rc::new(Papers { on: rng.i8(1..29), grace_days: 0 })
}

/// A last day as it is reported: its year, month and day as one number.
fn value_until(last: Date) -> i64 {
    i64::from(last.year()) * 10_000 + i64::from(last.month()) * 100 + i64::from(last.day())
}

fn last_day(value: i64) -> Date {
    let part = |number: i64| i8::try_from(number % 100).expect("two digits");
    date(i16::try_from(value / 10_000).expect("a year"), part(value / 100), part(value))
}

impl Strand for Papers {
    fn id(&self) -> &'static str {
        "plans"
    }

    fn mission(&self) -> String {
        MISSION.replace("ON_DAY", &self.on.to_string()).replace("GRACE", &self.grace_days.to_string())
    }

    fn happen(&self, rng: &mut Rng, councils: &[Body], happenings: &mut Vec<(Timestamp, Happening)>) {
        for council in councils {
            let mut begins = date(2023, 6, 1).saturating_add(Span::new().days(rng.i64(0..300)));
            for _ in 0..rng.usize(0..6) {
                let last = begins.saturating_add(Span::new().days(rng.i64(0..300)));
                let period = Cadence::Day.containing(begins);
                let mut said = begins.saturating_add(Span::new().days(rng.i64(-60..60)));
                // A paper is ended earlier or later, or taken back, by another report of it.
                for place in 0..rng.usize(1..3) {
                    let ends = last.saturating_add(Span::new().days(rng.i64(0..40)));
                    let value = (place == 0 || rng.u8(0..4) > 0).then(|| value_until(ends));
                    let (measure, body) = (DOCUMENT, council.id.clone());
                    let report = Happening::Report { measure, body, period, value, voice: None };
                    happenings.push((at(said, rng.i8(0..24)), report));
                    said = said.saturating_add(Span::new().days(rng.i64(1..90)));
                }
                begins = begins.saturating_add(Span::new().days(rng.i64(1..300)));
            }
        }
    }

    fn edited(&self, rng: &mut Rng) -> Rc<dyn Strand> {
        Rc::new(Self { on: rng.i8(1..29), grace_days: [0, 10][rng.usize(0..2)] })
    }

    fn due(&self, measure: &str) -> Option<(i64, i64)> {
        (measure == DOCUMENT).then_some((0, self.grace_days))
    }

    /// The last day of the paper that is in force on a day.
    fn figure(&self, oracle: &Oracle<'_>, (_, body, period): &CellName) -> Option<i64> {
        in_force(&papers(oracle, body), period.first_day()).map(|paper| value_until(paper.last))
    }

    fn judge(&self, oracle: &Oracle<'_>, verdicts: &mut Verdicts) {
        for period in (0..QUARTERS).map(quarter).filter(|period| oracle.has_begun(*period)) {
            let day = period.last_day().with().day(self.on).build().expect("a day of a month");
            let (mut throughout, mut by) = (Vec::new(), Vec::new());
            for council in oracle.reporters(period) {
                let word = self.throughout(oracle, &council, period);
                verdicts.insert(format!("plans/throughout/{council} {period}"), word);
                throughout.push(word);
                let word = self.by(oracle, &council, (day, period));
                verdicts.insert(format!("plans/by/{council} {period}"), word);
                by.push(word);
            }
            for (obligation, words) in [("throughout", throughout), ("by", by)] {
                if let Some(whole) = whole(&words, Needed::All) {
                    verdicts.insert(format!("plans/{obligation} {period}"), whole);
                }
            }
        }
    }
}

impl Papers {
    /// One must be in force today, and once the quarter is over on its last day. After one has run out, it is missed at once.
    fn throughout(&self, oracle: &Oracle<'_>, body: &str, period: Period) -> &'static str {
        let papers = papers(oracle, body);
        let day = oracle.calendar.day(oracle.now).clamp(period.first_day(), period.last_day());
        let ran_out = |paper: &Paper| paper.last < day && paper.last >= date(2023, 12, 31);
        let said = match in_force(&papers, day) {
            Some(_) => Said::Word("met"),
            None if papers.iter().any(ran_out) => Said::Word("missed"),
            None => Said::Lacks(cell(body, period.last_day())),
        };
        let known = in_force(&papers, period.last_day()).map(|paper| paper.known);
        oracle.verdict(body, oracle.after(period, (0, self.grace_days)), said, known)
    }

    /// One must be in force on the day. One that comes into force later in the quarter is late, and none before it does.
    fn by(&self, oracle: &Oracle<'_>, body: &str, (day, period): (Date, Period)) -> &'static str {
        let papers = papers(oracle, body);
        let is_late = |paper: &&Paper| day < paper.from && paper.from <= period.last_day();
        let late = papers.iter().find(is_late);
        let has_begun = |paper: &&Paper| oracle.calendar.start_of_day(paper.from) <= oracle.now;
        let known = match (in_force(&papers, day), late.filter(has_begun)) {
            (Some(paper), _) => Some(paper.known),
            (None, Some(paper)) => Some(paper.known.max(oracle.calendar.start_of_day(paper.from))),
            (None, None) => None,
        };
        let said = known.map_or_else(|| Said::Lacks(cell(body, day)), |_| Said::Word("met"));
        let deadlines = oracle.after(Cadence::Day.containing(day), (0, self.grace_days));
        oracle.verdict(body, deadlines, said, known)
    }
}

fn cell(body: &str, day: Date) -> CellName {
    (DOCUMENT.to_owned(), body.to_owned(), Cadence::Day.containing(day))
}

/// The papers of a body that have not been taken back, in the order of the days from which they are in force.
fn papers(oracle: &Oracle<'_>, body: &str) -> Vec<Paper> {
    let cells = oracle.heard.cells().filter(|(measure, of, _)| measure == DOCUMENT && of == body);
    let paper = |cell: &CellName| {
        let last = last_day(oracle.heard.value(cell)?);
        Some(Paper { from: cell.2.first_day(), last, known: oracle.heard.first_value(cell)? })
    };
    cells.filter_map(paper).collect()
}

/// Of several the one that began last, as long as it lasts.
fn in_force(papers: &[Paper], day: Date) -> Option<Paper> {
    papers.iter().rev().find(|paper| paper.from <= day && day <= paper.last).copied()
}

const MISSION: &str = r#"
[mission]
id = "plans"
title = "Everybody has a plan"

[[obligation]]
id = "throughout"
title = "Every council has a plan throughout"
lead = "ministry"
every = "quarter"
from = "2024-Q1"
until = "2025-Q2"
document = "Plan"
due = { grace_days = GRACE }
[[obligation.contribution]]
each = { kind = "council" }

[[obligation]]
id = "by"
title = "Every council has a plan by a day"
lead = "ministry"
document = "Plan"
by = { every = "quarter", on = ON_DAY, from = "2024-Q1" }
until = "2025-Q2"
due = { grace_days = GRACE }
[[obligation.contribution]]
each = { kind = "council" }
"#;
