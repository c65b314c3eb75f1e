//! Boroughs whose codes change, also back again, with files that name them by codes: each figure is that of whoever stood for the code in
//! its period.

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
use crate::fairness::oracle::{Oracle, Said, whole};
use crate::fairness::sent::Row;
use crate::fairness::world::{Happening, QUARTERS, due_around, quarter};

/// What adds up, so that a successor has what those before it reported.
const CALLS: &str = "calls";
/// What does not.
const POSTS: &str = "posts";

#[derive(Clone, Debug)]
struct Boroughs {
    /// Every borough under each code that it had, one after the other.
    bodies: Vec<Body>,
}

pub(super) fn draw(rng: &mut Rng, _: &[Body]) -> Rc<dyn Strand> {
    let bodies = (0..rng.usize(1..4)).flat_map(|number| line(rng, number));
    Rc::new(Boroughs { bodies: bodies.collect() })
}

/// One borough with its first code, then perhaps another, and then perhaps the first again.
fn line(rng: &mut Rng, number: usize) -> Vec<Body> {
    let mut days: Vec<Date> = (0..rng.usize(0..3)).map(|_| day(rng)).collect();
    days.sort();
    days.dedup();
    let (mut line, mut opened) = (Vec::new(), None);
    for place in 0..=days.len() {
        let closed = days.get(place).copied();
        line.push(Body::new(&format!("borough-{number}-{place}"), opened, closed));
        opened = closed.and_then(|closed| closed.tomorrow().ok());
    }
    line
}

/// The borough that is meant, and how often its code had changed.
fn parts(id: &str) -> (&str, usize) {
    let (borough, place) = id.rsplit_once('-').expect("a number of the change");
    (borough, place.parse().expect("a number"))
}

/// The code under which it goes.
fn code(id: &str) -> String {
    let (borough, place) = parts(id);
    format!("{borough}-{}", ["A", "B"][place % 2])
}

impl Strand for Boroughs {
    fn id(&self) -> &'static str {
        "boroughs"
    }

    fn mission(&self) -> String {
        MISSION.to_owned()
    }

    fn register(&self) -> String {
        let mut text = String::new();
        let told = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        for body in &self.bodies {
            let Body { id, opened, closed, .. } = body;
            let (borough, place) = parts(id);
            let next = format!("{borough}-{}", place + 1);
            let next = self.bodies.iter().find(|other| other.id == next).map_or("", |next| next.id.as_str());
            let (opened, closed, code) = (told(*opened), told(*closed), code(id));
            writeln!(text, "{id},{id},borough,,{opened},{closed},{next},{code}")
                .expect("a string takes any text");
        }
        text
    }

    fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    fn happen(&self, rng: &mut Rng, _: &[Body], happenings: &mut Vec<(Timestamp, Happening)>) {
        for period in (-1..QUARTERS).map(quarter) {
            for standing in self.bodies.iter().filter(|body| body.closed.is_none()) {
                for measure in [CALLS, POSTS] {
                    for _ in 0..[0, 1, 1, 1, 2][rng.usize(0..5)] {
                        let (borough, _) = parts(&standing.id);
                        // Publishers are slow to take up a new code, or put all of the past under it.
                        let any = self.bodies.iter().filter(|body| parts(&body.id).0 == borough);
                        let any: Vec<&Body> = any.collect();
                        let code = code(&rng.choice(&any).expect("at least itself").id);
                        let row = Row { measure, code, period, value: rng.i64(0..20) };
                        happenings.push((due_around(rng, period), Happening::File(row)));
                    }
                }
            }
        }
    }

    fn edited(&self, _: &mut Rng) -> Rc<dyn Strand> {
        Rc::new(self.clone())
    }

    fn due(&self, measure: &str) -> Option<(i64, i64)> {
        [CALLS, POSTS].contains(&measure).then_some((30, 0))
    }

    fn whose(&self, Row { measure, code, period, .. }: &Row) -> Option<String> {
        let (borough, _) = code.rsplit_once('-')?;
        let line: Vec<&Body> = self.bodies.iter().filter(|body| parts(&body.id).0 == borough).collect();
        let stands = |body: &&&Body, day: Date| {
            body.opened.is_none_or(|opened| opened <= day) && body.closed.is_none_or(|closed| day <= closed)
        };
        let (first, last) = (period.first_day(), period.last_day());
        let carriers = || line.iter().filter(|body| self::code(&body.id) == *code);
        let touches = |body: &&&Body| {
            body.opened.is_none_or(|opened| opened <= last)
                && body.closed.is_none_or(|closed| first <= closed)
        };
        let held = carriers().find(|body| stands(body, last)).or_else(|| carriers().find(touches));
        let stood = line.iter().find(|body| stands(body, last))?;
        let former = carriers().rfind(|body| body.closed.is_some_and(|closed| closed < first));
        let whose = match (held, former) {
            (Some(held), _) => held,
            // What adds up stays with whoever had the code before, and is inherited from there.
            (None, Some(former)) if *measure == CALLS => former,
            (None, Some(_)) => line.iter().find(|body| stands(body, first))?,
            // A code that is put over the past means whoever stood there.
            (None, None) if *measure == CALLS => stood,
            (None, None) => carriers().next()?,
        };
        Some(whose.id.clone())
    }

    fn figure(&self, oracle: &Oracle<'_>, cell: &CellName) -> Option<i64> {
        oracle.heard.value(&source(oracle, cell))
    }

    fn judge(&self, oracle: &Oracle<'_>, verdicts: &mut Verdicts) {
        for period in (0..QUARTERS).map(quarter).filter(|period| oracle.has_begun(*period)) {
            for obligation in [CALLS, POSTS] {
                let mut words = Vec::new();
                for body in self.bodies.iter().filter(|body| oracle.exists(&body.id, period)) {
                    let word = word(oracle, obligation, &body.id, period);
                    verdicts.insert(format!("boroughs/{obligation}/{} {period}", body.id), word);
                    words.push(word);
                }
                if let Some(whole) = whole(&words, Needed::All) {
                    verdicts.insert(format!("boroughs/{obligation} {period}"), whole);
                }
            }
        }
    }
}

/// Where a figure comes from: what adds up is a body's own report, or else what was reported of it under an earlier code.
fn source(oracle: &Oracle<'_>, cell: &CellName) -> CellName {
    let (measure, id, period) = cell;
    let (borough, place) = parts(id);
    if measure != CALLS || place == 0 || oracle.heard.has_heard(cell) {
        return cell.clone();
    }
    source(oracle, &(measure.clone(), format!("{borough}-{}", place - 1), *period))
}

/// Calls must not fall, and posts must be enough.
fn word(oracle: &Oracle<'_>, measure: &str, body: &str, period: Period) -> &'static str {
    let cell = |period| (measure.to_owned(), body.to_owned(), period);
    let own = cell(period);
    let before = (measure == CALLS).then(|| cell(period.step(-1)));
    let missing = [Some(own.clone()), before.clone()].into_iter().flatten();
    let said = missing.into_iter().find(|cell| oracle.figure(cell).is_none()).map_or_else(
        || {
            let least = before.map_or(Some(10), |before| oracle.figure(&before));
            Said::Word(if oracle.figure(&own) >= least { "met" } else { "missed" })
        },
        Said::Lacks,
    );
    let known = oracle.heard.first_value(&source(oracle, &own));
    oracle.verdict(body, oracle.deadlines(measure, period), said, known)
}

const MISSION: &str = r#"
[mission]
id = "boroughs"
title = "Boroughs answer calls"

[[measure]]
id = "calls"
title = "Calls that were answered"
every = "quarter"
adds_up = "sum"
due = { timely_days = 30 }

[[measure]]
id = "posts"
title = "Posts that are filled"
every = "quarter"
due = { timely_days = 30 }

[[obligation]]
id = "calls"
title = "Calls do not fall"
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "calls"
rule = "kept"
[[obligation.contribution]]
each = { kind = "borough" }

[[obligation]]
id = "posts"
title = "Posts are filled"
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "posts"
rule = "enough"
[[obligation.contribution]]
each = { kind = "borough" }
"#;
