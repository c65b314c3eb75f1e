//! Projects and feeds of invented bodies and figures, as large as a measurement needs them.

use std::fmt::Write as _;

use tests::process::Folder;

const GROWS: &str = "a string takes any text";

/// One mission in which every council owes one figure a month under one rule.
pub(crate) struct Councils {
    pub(crate) bodies: usize,
    pub(crate) months: usize,
    /// Where messages go, as a table of `remit.toml`; empty where nobody is told.
    pub(crate) notifier: String,
}

impl Councils {
    /// Writes the project, without figures.
    pub(crate) fn write(&self, folder: &Folder) {
        folder.drop_in("remit.toml", format!("[project]\ntitle = \"Councils\"\n{FEED}{}", self.notifier));
        folder.drop_in("bodies.csv", register(self.bodies));
        let until = month(self.months - 1);
        folder.drop_in("missions/councils.toml", MISSION.replace("UNTIL", &until));
        folder.drop_in("rules/floor.rhai", FLOOR);
    }

    /// The figures of every council in every month; every `broken`th figure is below the floor.
    pub(crate) fn figures(&self, broken: usize) -> String {
        let mut text = "month,body,value\n".to_owned();
        for place in 0..self.months {
            for body in 0..self.bodies {
                let value = if (body + place).is_multiple_of(broken) { 40 } else { 90 };
                writeln!(text, "{},council-{body},{value}", month(place)).expect(GROWS);
            }
        }
        text
    }
}

/// `bodies` councils and the department that leads them.
pub(crate) fn register(bodies: usize) -> String {
    let mut text = "id,name,kind\nlead,Lead Department,department\n".to_owned();
    for body in 0..bodies {
        writeln!(text, "council-{body},Council {body},council").expect(GROWS);
    }
    text
}

/// The month at this place, counted from January 2000.
pub(crate) fn month(place: usize) -> String {
    format!("{}-{:02}", 2000 + place / 12, place % 12 + 1)
}

/// `rows` figures of a measure that no rule reads, from `first` on, as one file of the feed.
pub(crate) fn unread_rows(bodies: usize, first: usize, rows: usize) -> String {
    let mut text = "month,body,value\n".to_owned();
    for row in first..first + rows {
        writeln!(text, "{},council-{},{}", month(row / bodies), row % bodies, row % 97).expect(GROWS);
    }
    text
}

/// A feed of figures in long form.
pub(crate) const FEED: &str = r#"
[[feed]]
id = "figures"
folder = "feeds/figures"
measure = "repairs"
vintage = "backfill"

[feed.columns]
period = "month"
body = "body"
value = "value"
"#;

pub(crate) const MISSION: &str = r#"
[mission]
id = "councils"
title = "Councils repair in time"

[[measure]]
id = "repairs"
title = "Repairs in time"
unit = "percent"
every = "month"
due = { timely_days = 30 }

[[obligation]]
id = "in-time"
title = "Councils repair in time"
lead = "lead"
every = "month"
from = "2000-01"
until = "UNTIL"
needs = "all"
measure = "repairs"
rule = "floor"
params = { floor = 60 }

[[obligation.contribution]]
each = { kind = "council" }
"#;

const FLOOR: &str = r"//! What: a figure must not be below `floor`.
//! Why: a floor is the least that is owed.
//! Example: with floor 60, 40 is missed.

fn assess(my) {
    if my.value() >= my.params.floor { met() } else { missed(`${my.value()} against a floor of ${my.params.floor}`) }
}
";
