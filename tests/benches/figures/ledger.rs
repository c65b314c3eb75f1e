//! The whole program on large feeds: reading them, starting again, telling and explaining how things stand.

use std::time::Duration;

use tests::bulk::Bulk;
use tests::process::{Folder, Service, remit};

use crate::projects::{Councils, FEED, register, unread_rows};
use crate::stopwatch::time;
use crate::table::{Row, Scale};

const FEED_FOLDER: &str = "feeds/figures";

/// How many rows a small file has.
const SMALL_ROWS: usize = 100;

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

/// A ledger that was written month by month for a year, worked out again with its messages.
pub(crate) fn verify_a_year(scale: Scale) -> Vec<Row> {
    let notifier = "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n".to_owned();
    let councils = Councils { bodies: scale.of(1_000), months: 12, notifier };
    let folder = Folder::missing();
    councils.write(&folder);
    let all = councils.figures(37);
    let rows: Vec<&str> = all.lines().skip(1).collect();
    for (place, rows) in rows.chunks(councils.bodies / 10).enumerate() {
        let text = format!("month,body,value\n{}\n", rows.join("\n"));
        folder.drop_in(&format!("{FEED_FOLDER}/{place}.csv"), text);
        remit(&folder, "run project");
    }
    let (took, answer) = time(|| remit(&folder, "verify project"));
    assert_eq!(answer.code, Some(0), "all of it follows\n{}", answer.err);
    assert!(answer.out.contains("Messages made again"), "{}", answer.out);
    vec![Row::timed(format!("`verify`, {} bodies x 12 months", councils.bodies), "10 s", took)]
}

/// New rows into a fresh ledger beside many rules: in one file, and then in small ones.
pub(crate) fn rows_into_a_ledger(scale: Scale) -> Vec<Row> {
    let rules = Bulk { missions: 100, obligations: scale.of(100), bodies: 5_000 };
    let folder = unread_project(rules);
    // The first run works out what later ones find in the snapshot.
    remit(&folder, "run project");
    let (idle, ()) = time(|| run(&folder));
    let rows = scale.of(1_000_000);
    folder.drop_in(&format!("{FEED_FOLDER}/first.csv"), unread_rows(rules.bodies, 0, rows));
    let (at_once, ()) = time(|| run(&folder));
    let files = scale.of(1_000);
    for file in 0..files {
        let text = unread_rows(rules.bodies, rows + file * SMALL_ROWS, SMALL_ROWS);
        folder.drop_in(&format!("{FEED_FOLDER}/small-{file}.csv"), text);
    }
    let (in_small_files, ()) = time(|| run(&folder));
    let beside = rules.missions * rules.obligations;
    vec![
        Row::new(
            format!("{rows} new CSV rows into a fresh ledger, `run`, {beside} rules"),
            "700,000 rows/s",
            rate(rows, at_once.saturating_sub(idle)),
        ),
        Row::new(
            format!("{files} files of {SMALL_ROWS} rows with {rows} rows before"),
            "150,000 rows/s",
            rate(files * SMALL_ROWS, in_small_files.saturating_sub(idle)),
        ),
        Row::timed(format!("second `run`, {beside} rules, nothing new"), "as little as can be", idle),
    ]
}

/// A second run and a start with many observations, and the memory that they take.
pub(crate) fn many_observations(scale: Scale) -> Vec<Row> {
    let bodies = 20_000;
    let folder = unread_project(Bulk { missions: 1, obligations: 10, bodies });
    run(&folder);
    let service = Service::start(&folder);
    let empty = service.resident_bytes();
    service.stop();
    let rows = scale.of(1_000_000);
    let mut table = Vec::new();
    for file in 0..4 {
        folder.drop_in(&format!("{FEED_FOLDER}/{file}.csv"), unread_rows(bodies, file * rows, rows));
        run(&folder);
        if file == 0 {
            let (second, ()) = time(|| run(&folder));
            table.push(Row::timed(
                format!("second `run`, {rows} observations, nothing new"),
                "0.15 s",
                second,
            ));
        }
    }
    let (start, service) = time(|| Service::start(&folder));
    let held = service.resident_bytes().saturating_sub(empty);
    service.stop();
    let all = 4 * rows;
    table.push(Row::timed(
        format!("start of `serve` with {all} observations, from a snapshot"),
        "0.5 s",
        start,
    ));
    let each = held / u64::try_from(all).expect("a count of rows");
    table.push(Row::new(
        format!("memory of `serve` per observation, with {all}"),
        "60 bytes",
        format!("{each} bytes"),
    ));
    table
}

/// A project with a feed whose figures no rule reads.
fn unread_project(rules: Bulk) -> Folder {
    let folder = Folder::missing();
    for (path, source) in rules.texts() {
        folder.drop_in(&path, &*source.text);
    }
    folder.append("remit.toml", FEED);
    folder.drop_in("bodies.csv", register(rules.bodies));
    folder.drop_in("missions/unread.toml", UNREAD);
    folder.drop_in(&format!("{FEED_FOLDER}/none.csv"), "month,body,value\n");
    folder
}

fn run(folder: &Folder) {
    let answer = remit(folder, "run project");
    assert!(answer.code.is_some_and(|code| code < 2), "the project can be used\n{}", answer.err);
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
