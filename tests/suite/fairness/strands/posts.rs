//! Alerts that go up a ladder, to posts that people hold one after the other.

use std::fmt::Write as _;
use std::rc::Rc;

use fastrand::Rng;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Strand;
use crate::fairness::declared::{Body, day};
use crate::fairness::edit::Verdicts;
use crate::fairness::heard::CellName;
use crate::fairness::oracle::Oracle;
use crate::fairness::world::{Happening, QUARTERS, quarter, reports};

const MEASURE: &str = "rents";
/// The roles of the ladder's steps, the first that of the owner.
const ROLES: [&str; 3] = ["director", "permanent-secretary", "minister"];

/// Somebody in a post at the ministry, from a day on.
#[derive(Clone, Debug)]
pub(in crate::fairness) struct Person {
    pub(in crate::fairness) role: &'static str,
    pub(in crate::fairness) name: String,
    from: Option<Date>,
    until: Option<Date>,
}

/// After how many working days a matter goes from one step to the next.
#[derive(Clone, Copy, Debug)]
pub(in crate::fairness) struct Pace(pub(in crate::fairness) u32);

#[derive(Clone, Debug)]
struct Posts {
    people: Vec<Person>,
    pace: Pace,
}

impl Person {
    pub(in crate::fairness) fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

pub(super) fn draw(rng: &mut Rng, _: &[Body]) -> Rc<dyn Strand> {
    Rc::new(Posts { people: ROLES.into_iter().flat_map(|role| holders(rng, role)).collect(), pace: Pace(10) })
}

/// Those who hold a post, one after the other, and perhaps nobody in between or in the end.
fn holders(rng: &mut Rng, role: &'static str) -> Vec<Person> {
    let mut days: Vec<Date> = (0..rng.usize(0..4)).map(|_| day(rng)).collect();
    days.sort();
    days.dedup();
    let mut people = Vec::new();
    let mut from = None;
    for place in 0..=days.len() {
        let until = days.get(place).copied();
        if rng.u8(0..6) > 0 {
            people.push(Person {
                role,
                name: format!("{role} {}", ["One", "Two", "Three", "Four"][place]),
                from,
                until,
            });
        }
        from = until.and_then(|until| until.tomorrow().ok());
    }
    people
}

impl Strand for Posts {
    fn id(&self) -> &'static str {
        "posts"
    }

    fn mission(&self) -> String {
        let Pace(pace) = self.pace;
        MISSION.replace("ONE_STEP", &pace.to_string()).replace("TWO_STEPS", &(2 * pace).to_string())
    }

    fn settings(&self) -> String {
        let mut text = String::new();
        for Person { role, name, from, until } in &self.people {
            let said =
                |key: &str, day: &Option<Date>| day.map(|day| format!("{key} = {day}\n")).unwrap_or_default();
            let (from, until) = (said("from", from), said("until", until));
            write!(
                text,
                "\n[[person]]\nbody = \"ministry\"\nrole = \"{role}\"\nname = \"{name}\"\n{from}{until}"
            )
            .expect("a string takes any text");
        }
        text
    }

    fn people(&self) -> (&[Person], Option<Pace>) {
        (&self.people, Some(self.pace))
    }

    fn happen(&self, rng: &mut Rng, councils: &[Body], happenings: &mut Vec<(Timestamp, Happening)>) {
        for council in councils {
            for period in (0..QUARTERS).map(quarter) {
                reports(rng, happenings, MEASURE, &council.id, period);
            }
        }
    }

    fn edited(&self, rng: &mut Rng) -> Rc<dyn Strand> {
        let mut edited = self.clone();
        if rng.bool() {
            edited.pace = Pace([5, 10, 15][rng.usize(0..3)]);
        } else {
            let role = ROLES[rng.usize(0..3)];
            edited.people.retain(|person| person.role != role);
            edited.people.extend(holders(rng, role));
        }
        Rc::new(edited)
    }

    fn due(&self, measure: &str) -> Option<(i64, i64)> {
        (measure == MEASURE).then_some((30, 0))
    }

    fn figure(&self, oracle: &Oracle<'_>, cell: &CellName) -> Option<i64> {
        oracle.heard.value(cell)
    }

    fn judge(&self, oracle: &Oracle<'_>, verdicts: &mut Verdicts) {
        for period in (0..QUARTERS).map(quarter).filter(|period| oracle.has_begun(*period)) {
            for council in oracle.reporters(period) {
                let word = oracle.enough(&council, (MEASURE, &council, period));
                verdicts.insert(format!("posts/rents/{council}/{council} {period}"), word);
                verdicts.insert(format!("posts/rents/{council} {period}"), word);
            }
        }
    }
}

const MISSION: &str = r#"
[mission]
id = "posts"
title = "Rents are fair"

[[ladder]]
id = "usual"
steps = [
    { to = "owner" },
    { to = "permanent-secretary", after_working_days = ONE_STEP },
    { to = "minister", after_working_days = TWO_STEPS },
]
remind_every_working_days = 7

[[measure]]
id = "rents"
title = "Rents that were looked at"
every = "quarter"
due = { timely_days = 30 }

[[obligation]]
id = "rents"
title = "Each council looks at rents"
about = { kind = "council" }
lead = "ministry"
owner = "director"
from = "2024-Q1"
until = "2025-Q2"
measure = "rents"
rule = "enough"
"#;
