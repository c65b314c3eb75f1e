//! Where figures lead at the rate of the last year, from the file in which they come to the sentence that people read.

use std::fmt::Write as _;

use app::as_of::look_back_in;
use app::progress::Unseen;
use app::project;
use app::series::Series;
use engine::model::{BodyId, MeasureId};
use jiff::civil::date;
use tests::process::Folder;
use words::names::Names;

const PROJECT: &str = r#"
[project]
title = "Homes"

[[feed]]
id = "figures"
folder = "feeds/figures"
measure = "repairs"

[feed.columns]
period = "quarter"
body = "body"
value = "value"
"#;

const MISSION: &str = r#"
[mission]
id = "homes"
title = "Homes are repaired"

[[measure]]
id = "repairs"
title = "Homes repaired in time"
unit = "percent"
better = "BETTER"
every = "quarter"
reported_by = ["leeds"]
due = { timely_days = 30 }

[[target]]
measure = "repairs"
from = 2020-01-01
TARGET

[[obligation]]
id = "in-time"
title = "Homes are repaired in time"
lead = "leeds"
measure = "repairs"
rule = "on-trajectory"
every = "quarter"
from = "2024-Q1"
"#;

/// Figures of quarters from Q1 2023 on, the way that is better, and the target; and what is said of where they lead.
#[track_caller]
fn check(figures: &[&str], better: &str, target: &str, expect: &str) {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", PROJECT);
    folder.drop_in("bodies.csv", "id,name,kind\nleeds,Leeds,council\n");
    folder.drop_in("missions/homes.toml", MISSION.replace("BETTER", better).replace("TARGET", target));
    let mut rows = "quarter,body,value\n".to_owned();
    for (figure, nth) in figures.iter().zip(0..) {
        writeln!(rows, "{}-Q{},leeds,{figure}", 2023 + nth / 4, nth % 4 + 1)
            .expect("a string takes any text");
    }
    folder.drop_in("feeds/figures/all.csv", rows);
    let (project, faults) = project::load(&folder.project(), None);
    let project = project.unwrap_or_else(|| panic!("{faults:?}"));
    let day = date(2026, 12, 31);
    let (past, _) = look_back_in(&project, Some(day), &Unseen).expect("it has no ledger");
    let measure = &project.program.catalogue.measures[&MeasureId::new("repairs")];
    let series = Series::of(&past.engine, measure, &BodyId::new("leeds"), day);
    let names = Names { program: &project.program };
    let said = series.pace.map(|pace| words::pace::sentence(&pace, &measure.id, names));
    assert_eq!(said.as_deref().unwrap_or("nothing"), expect, "{figures:?}");
}

const BY_END_OF_2025: &str = "value = 90\nby = 2025-12-31";

#[test]
fn a_year_of_figures_leads_on_at_its_rate() {
    check(
        &["60", "70", "61", "71", "64"],
        "higher",
        BY_END_OF_2025,
        "At the rate of the year up to Q1 2024 it would be 71% in Q4 2025; the target is 90% by 31 December 2025.",
    );
}

#[test]
fn a_target_that_would_be_reached_is_told_with_its_period() {
    check(
        &["60", "66", "72", "78", "80"],
        "higher",
        BY_END_OF_2025,
        "At the rate of the year up to Q1 2024 it would reach the target, 90%, in Q3 2024.",
    );
    check(
        &["30", "26", "22", "18", "14"],
        "lower",
        "value = 5\nby = 2025-12-31",
        "At the rate of the year up to Q1 2024 it would reach the target, 5%, in Q4 2024.",
    );
}

#[test]
fn figures_that_lead_away_end_at_what_can_be() {
    check(
        &["30", "30", "30", "30", "90"],
        "lower",
        "value = 5\nby = 2025-12-31",
        "At the rate of the year up to Q1 2024 it would be 100% in Q4 2025; the target is 5% by 31 December 2025.",
    );
}

#[test]
fn nothing_is_said_without_a_year_or_without_anything_to_reach() {
    check(&["60", "66", "72", "78"], "higher", BY_END_OF_2025, "nothing");
    check(&["60", "66", "72", "78", "95"], "higher", BY_END_OF_2025, "nothing");
    check(&["60", "66", "72", "78", "80"], "higher", "value = 90\nby = 2024-03-31", "nothing");
    check(&["..", "66", "72", "78", "80"], "higher", BY_END_OF_2025, "nothing");
}
