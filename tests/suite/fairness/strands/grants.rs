//! Relations over time: something is owed about each pot of money while there is one, and a benefit once its delay is over.

use std::fmt::Write as _;
use std::rc::Rc;

use fastrand::Rng;
use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::Strand;
use crate::fairness::declared::{Body, Needed, day};
use crate::fairness::edit::Verdicts;
use crate::fairness::heard::CellName;
use crate::fairness::oracle::{Oracle, whole};
use crate::fairness::world::{Happening, PUBLISHER, QUARTERS, quarter, reports};

const SPENT: &str = "spent";
const BENEFIT: &str = "moved";
/// Who runs every pot.
const RUNS: &str = "stays";

#[derive(Clone, Debug)]
struct Grants {
    /// The pots, as bodies that exist for a time.
    pots: Vec<Body>,
    /// From when money is spent that helps later, after how many months, and where: everywhere, or with one council.
    promises: Vec<(Date, i32, Option<String>)>,
}

pub(super) fn draw(rng: &mut Rng, councils: &[Body]) -> Rc<dyn Strand> {
    let pots = (0..3).map(|number| pot(rng, &format!("pot-{number}"))).collect();
    let promises = (0..rng.usize(1..3)).map(|_| {
        let at = rng.bool().then(|| rng.choice(councils).expect("there are councils").id.clone());
        (day(rng), [3, 6, 12][rng.usize(0..3)], at)
    });
    Rc::new(Grants { pots, promises: promises.collect() })
}

fn pot(rng: &mut Rng, id: &str) -> Body {
    let opened = day(rng);
    let closed = rng.bool().then(|| opened.saturating_add(Span::new().days(rng.i64(0..400))));
    Body::new(id, Some(opened), closed)
}

impl Strand for Grants {
    fn id(&self) -> &'static str {
        "grants"
    }

    fn mission(&self) -> String {
        let mut text = MISSION.to_owned();
        for Body { id, opened, closed, .. } in &self.pots {
            let opened = opened.expect("a pot is opened");
            let closes = closed.map(|closed| format!("closes = \"{closed}\"\n")).unwrap_or_default();
            write!(text, "\n[[relation]]\nid = \"{id}\"\nkind = \"funds\"\ntitle = \"{id}\"\nfrom = \"ministry\"\nto = \"{RUNS}\"\nopened = \"{opened}\"\n{closes}")
                .expect("a string takes any text");
        }
        for (number, (opened, months, at)) in self.promises.iter().enumerate() {
            let at = at.as_ref().map(|at| format!("at = \"{at}\"\n")).unwrap_or_default();
            write!(text, "\n[[relation]]\nid = \"promise-{number}\"\nkind = \"benefits-after\"\ntitle = \"Promise\"\nfrom = \"ministry\"\nto = \"grants/benefit\"\nopened = \"{opened}\"\nafter = \"{months} months\"\n{at}")
                .expect("a string takes any text");
        }
        text
    }

    fn bodies(&self) -> &[Body] {
        &self.pots
    }

    fn happen(&self, rng: &mut Rng, councils: &[Body], happenings: &mut Vec<(Timestamp, Happening)>) {
        for period in (0..QUARTERS).map(quarter) {
            for pot in &self.pots {
                reports(rng, happenings, SPENT, &pot.id, period);
            }
            for council in councils {
                reports(rng, happenings, BENEFIT, &council.id, period);
            }
        }
    }

    fn edited(&self, rng: &mut Rng) -> Rc<dyn Strand> {
        let mut edited = self.clone();
        if rng.bool() {
            let changed = rng.choice(&mut edited.pots).expect("there are pots");
            *changed = pot(rng, &changed.id.clone());
        } else {
            let changed = rng.choice(&mut edited.promises).expect("something is promised");
            changed.1 = [3, 6, 12][rng.usize(0..3)];
        }
        Rc::new(edited)
    }

    fn due(&self, measure: &str) -> Option<(i64, i64)> {
        [SPENT, BENEFIT].contains(&measure).then_some((30, 0))
    }

    fn told_by(&self, measure: &str) -> Option<&'static str> {
        (measure == SPENT).then_some(PUBLISHER)
    }

    fn figure(&self, oracle: &Oracle<'_>, cell: &CellName) -> Option<i64> {
        oracle.heard.value(cell)
    }

    fn judge(&self, oracle: &Oracle<'_>, verdicts: &mut Verdicts) {
        for period in (0..QUARTERS).map(quarter).filter(|period| oracle.has_begun(*period)) {
            let has_steward = oracle.exists(RUNS, period);
            for Body { id, .. } in
                self.pots.iter().filter(|pot| has_steward && oracle.exists(&pot.id, period))
            {
                let word = oracle.enough(RUNS, (SPENT, id, period));
                verdicts.insert(format!("grants/spending/{id}/{RUNS} {period}"), word);
                verdicts.insert(format!("grants/spending/{id} {period}"), word);
            }
            let mut words = Vec::new();
            for council in oracle.reporters(period) {
                let is_early = self.benefit_begins(&council).is_some_and(|begins| period.last_day() < begins);
                // What is not due yet is not judged by anybody.
                let word = match oracle.enough(&council, (BENEFIT, &council, period)) {
                    word if is_early && word != "not-due" => "not-judged",
                    word => word,
                };
                verdicts.insert(format!("grants/benefit/{council} {period}"), word);
                words.push(word);
            }
            if let Some(whole) = whole(&words, Needed::All) {
                verdicts.insert(format!("grants/benefit {period}"), whole);
            }
        }
    }
}

impl Grants {
    /// From when a council owes the benefit, by whichever promise comes first.
    fn benefit_begins(&self, council: &str) -> Option<Date> {
        let promised = self.promises.iter().filter(|(_, _, at)| at.as_ref().is_none_or(|at| at == council));
        promised.map(|(opened, months, _)| opened.saturating_add(Span::new().months(*months))).min()
    }
}

const MISSION: &str = r#"
[mission]
id = "grants"
title = "Money is spent and helps"

[[measure]]
id = "spent"
title = "Money that was spent"
every = "quarter"
told_by = "ministry"
due = { timely_days = 30 }

[[measure]]
id = "moved"
title = "Households that moved"
every = "quarter"
due = { timely_days = 30 }

[[obligation]]
id = "spending"
title = "Money is spent"
about = { relation = "funds" }
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "spent"
rule = "enough"
[[obligation.contribution]]
by = "stays"

[[obligation]]
id = "benefit"
title = "Households move"
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "moved"
rule = "enough"
[[obligation.contribution]]
each = { kind = "council" }
"#;
