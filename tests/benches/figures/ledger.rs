//! The whole program on large feeds: reading them, starting again, telling and explaining how things stand.

use std::time::Duration;

use tests::bulk::Bulk;
use tests::process::{Folder, Service, remit};

use crate::projects::{Councils, FEED, register, unread_rows};
use crate::stopwatch::time;
use crate::table::{Row, Scale};

const FEED_FOLDER: &str = "feeds/figures";

/// `run` as text on ten thousand contributions over two years.
pub(crate) fn run_as_text(scale: Scale) -> Vec<Row> {
    let councils = Councils { bodies: scale.of(10_000), months: 24, notifier: String::new() };
    let folder = councils_with_figures(&councils, 37);
    remit(&folder, "run project");
    let (took, answer) = time(|| remit(&folder, "run project"));
    assert_eq!(answer.code, Some(1), "some councils are below the floor\n{}", answer.err);
    let what = format!("`run`, text, {} contributions x 24 months", councils.bodies);
    vec![Row::timed(what, "under 1 s", took)]
}

/// `explain` of one alert among many instances.
pub(crate) fn explain(scale: Scale) -> Vec<Row> {
    let councils = Councils { bodies: scale.of(2_000), months: 220, notifier: String::new() };
    let folder = councils_with_figures(&councils, 37);
    folder.drop_in("missions/small.toml", SMALL);
    remit(&folder, "run project");
    let (took, answer) = time(|| remit(&folder, "explain project small/one/lead"));
    assert_eq!(answer.code, Some(0), "the alert of the small mission is explained\n{}", answer.err);
    let what = format!("`explain` one alert among {} instances", councils.bodies * councils.months);
    vec![Row::timed(what, "0.3 s", took)]
}

/// New rows into a fresh ledger, the run after it, and a start.
pub(crate) fn rows_into_a_ledger(scale: Scale) -> Vec<Row> {
    let rules = Bulk { missions: 100, obligations: scale.of(100), bodies: 5_000 };
    let folder = Folder::missing();
    for (path, source) in rules.texts() {
        folder.drop_in(&path, &*source.text);
    }
    folder.append("remit.toml", FEED);
    folder.drop_in("bodies.csv", register(rules.bodies));
    folder.drop_in("missions/unread.toml", UNREAD);
    folder.drop_in(&format!("{FEED_FOLDER}/none.csv"), "month,body,value\n");
    let (idle, answer) = time(|| remit(&folder, "run project"));
    assert!(answer.code.is_some_and(|code| code < 2), "the project can be used\n{}", answer.err);
    let rows = scale.of(1_000_000);
    folder.drop_in(&format!("{FEED_FOLDER}/first.csv"), unread_rows(rules.bodies, 0, rows));
    let (reading, answer) = time(|| remit(&folder, "run project"));
    assert!(answer.code.is_some_and(|code| code < 2), "the feed can be used\n{}", answer.err);
    let (second, _) = time(|| remit(&folder, "run project"));
    let (start, service) = time(|| Service::start(&folder));
    service.stop();
    let rules = rules.missions * rules.obligations;
    vec![
        Row::new(
            format!("{rows} new CSV rows into a fresh ledger, `run`, {rules} rules"),
            "700,000 rows/s",
            rate(rows, reading.saturating_sub(idle)),
        ),
        Row::timed(format!("second `run`, {rows} observations, nothing new"), "0.15 s", second),
        Row::timed(
            format!("start of `serve` with {rows} observations, from a snapshot"),
            "0.5 s with 4 M",
            start,
        ),
    ]
}

fn rate(rows: usize, took: Duration) -> String {
    let rows = u32::try_from(rows).map_or(f64::MAX, f64::from);
    format!("{:.0} rows/s ({took:.2?})", rows / took.as_secs_f64())
}

fn councils_with_figures(councils: &Councils, broken: usize) -> Folder {
    let folder = Folder::missing();
    councils.write(&folder);
    folder.drop_in(&format!("{FEED_FOLDER}/all.csv"), councils.figures(broken));
    folder
}

const UNREAD: &str = r#"
[mission]
id = "unread"
title = "Figures that no rule reads"

[[measure]]
id = "repairs"
title = "Repairs in time"
every = "month"
"#;

const SMALL: &str = r#"
[mission]
id = "small"
title = "One duty"

[[measure]]
id = "letters"
title = "Letters answered"
every = "month"
due = { timely_days = 30 }

[[obligation]]
id = "one"
title = "The department answers letters"
lead = "lead"
from = "2010-01"
until = "2010-06"
measure = "letters"
rule = "floor"
params = { floor = 60 }
"#;
