//! A project as a newcomer makes it: every council, by everybody who refers, in every quarter, with totals.

use std::fmt::Write as _;

use tests::process::{Folder, remit};

use crate::stopwatch::time;
use crate::table::{Row, Scale};

const QUARTERS: usize = 22;
const REFERRERS: usize = 9;

/// The first run, one with nothing new, and what is due.
pub(crate) fn every_council(scale: Scale) -> Vec<Row> {
    let councils = scale.of(330);
    let folder = Folder::missing();
    let referrers: Vec<String> = (0..REFERRERS).map(|place| format!("\"referrer-{place}\"")).collect();
    folder.drop_in("remit.toml", SETTINGS);
    folder.drop_in("bodies.csv", crate::projects::register(councils));
    folder.drop_in("missions/referrals.toml", MISSION.replace("REFERRERS", &referrers.join(", ")));
    folder.drop_in("rules/keep-pace.rhai", KEEP_PACE);
    folder.drop_in("feeds/referrals/all.csv", figures(councils));
    let measured = |what: &str, asked, command: &str| {
        let (took, answer) = time(|| remit(&folder, command));
        assert!(answer.code.is_some_and(|code| code < 2), "the project can be used\n{}", answer.err);
        Row::timed(format!("every council ({councils} x {REFERRERS} x {QUARTERS}): {what}"), asked, took)
    };
    vec![
        measured("first run", "2 s", "run project --as-of 2024-08-31"),
        {
            remit(&folder, "run project");
            measured("nothing new", "0.2 s", "run project")
        },
        measured("due", "0.3 s", "due project"),
    ]
}

/// Every tenth council sends nothing in the last quarters, and every seventh lets its referrals fade.
fn figures(councils: usize) -> String {
    let mut text = "quarter,body,referrer,value\n".to_owned();
    let mut row = |quarter: usize, council: usize, referrer: &str, value: usize| {
        let (year, quarter) = (2018 + quarter.div_ceil(4), (quarter + 3) % 4 + 1);
        writeln!(text, "{year}-Q{quarter},council-{council},{referrer},{value}")
            .expect("a string takes any text");
    };
    for quarter in 0..QUARTERS {
        for council in 0..councils {
            if council.is_multiple_of(10) && quarter + 4 > QUARTERS {
                continue;
            }
            let base = if council.is_multiple_of(7) { 30 - quarter } else { 30 + council % 5 };
            for referrer in 0..REFERRERS {
                row(quarter, council, &format!("referrer-{referrer}"), base);
            }
            row(quarter, council, "total", base * REFERRERS);
        }
    }
    text
}

const SETTINGS: &str = r#"
[[feed]]
id = "referrals"
folder = "feeds/referrals"
measure = "referrals"
vintage = "backfill"

[feed.columns]
period = "quarter"
body = "body"
value = "value"
breakdown = { referrer = "referrer" }
"#;

const MISSION: &str = r#"
[mission]
id = "homelessness"
title = "Prevent homelessness"

[[measure]]
id = "referrals"
title = "Households referred"
every = "quarter"
adds_up = "sum"
reported_by = { kind = "council" }
breakdown = { name = "referrer", of = [REFERRERS] }
due = { timely_days = 120 }

[[obligation]]
id = "refer"
title = "Public bodies refer"
lead = "lead"
every = "quarter"
from = "2019-Q4"
until = "2024-Q1"
due = { timely_days = 120 }
measure = "referrals/*"
rule = "keep-pace"
params = { floor = 0.8, against = 4 }

[[obligation.contribution]]
each = { kind = "council" }
"#;

const KEEP_PACE: &str = "//! What: a contribution keeps its level.
//! Why: shared duties fade quietly.
//! Example: with floor 0.8, 16 against 21 is missed.

fn assess(my) {
    let before = my.value_ago(my.params.against);
    let now = my.value();
    if now >= before * my.params.floor { met() } else { missed(`${now} against ${before}`) }
}
";
