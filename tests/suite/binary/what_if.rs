//! `remit what-if`: what would lose its footing, which verdicts and alerts would be others, who would be held up, and when that would first
//! show; and that nothing is written.

use serde_json::Value;
use tests::process::{Folder, as_nobody, remit};

/// The project in which obligations wait for others, owed without an end, with a pot of money about which one is.
fn funded() -> Folder {
    let folder = Folder::held_up();
    folder.edit("missions/works.toml", "until = \"2024-Q2\"\n", "");
    folder.append("bodies.csv", "west,West Council,council,region\n");
    folder.append(
        "feeds/works/2024.csv",
        "Q2 2024,ministry,permits,14,final,2024-07-20\nQ1 2024,roads-fund,spent,1200,final,2024-04-20\n\
         Q2 2024,roads-fund,spent,1300,final,2024-07-20\nQ2 2024,south,repairs,140,final,2024-07-20\n\
         Q1 2024,west,repairs,150,final,2024-04-20\nQ2 2024,west,repairs,150,final,2024-07-20\n",
    );
    folder.append(
        "missions/works.toml",
        r#"
[[target]]
measure = "repairs"
from = "2024-01-01"
points = [{ by = "2024-03-31", value = 100 }]

[[relation]]
id = "roads-fund"
kind = "funds"
title = "Roads Fund"
from = "ministry"
to = "measure:repairs"
at = "region"
opened = "2024-01-01"

[[obligation]]
id = "pots"
title = "Money is spent in time"
about = { relation = "funds" }
lead = "ministry"
every = "quarter"
from = "2024-Q1"
measure = "spent"
rule = "within"
params = { low = 1000, high = 2000 }

[[obligation]]
id = "few"
title = "A pot pays for repairs"
lead = "region"
every = "quarter"
from = "2024-Q1"
measure = "repairs"
rule = "paid-for"

[[obligation]]
id = "aim"
title = "South keeps to its target"
lead = "south"
every = "quarter"
from = "2024-Q1"
measure = "repairs"
rule = "on-target"
"#,
    );
    folder.drop_in(
        "rules/paid-for.rhai",
        "//! What: a pot of money pays for repairs.\nfn assess(my) {\n    for pot in my.relations_to(\"funds\", \"measure:repairs\") \
         { return met(); }\n    missed(\"no pot pays for repairs\")\n}\n",
    );
    folder.drop_in(
        "rules/on-target.rhai",
        "//! What: a figure reaches its target.\nfn assess(my) {\n    if my.value() >= my.target() { return met(); }\n    \
         missed(\"it falls short of its target\")\n}\n",
    );
    folder
}

fn ask(folder: &Folder, supposed: &str) -> String {
    remit(folder, &format!("what-if project --as-of 2024-08-20 --until 2025-08-20 {supposed}")).to_string()
}

#[test]
fn the_pot_ends_in_march() {
    let folder = funded();
    assert_eq!(remit(&folder, "check project").err, "");
    insta::assert_snapshot!(ask(&folder, "--end roads-fund --on 2025-03-30"), @"
    Held up, from 20 August 2024 to 20 August 2025
    Supposed
      Roads Fund (roads-fund) has its last day on 30 March 2025.
    Taken for granted: every report that is still due after 20 August 2024 comes in time, with the newest figure of its body. What is late already stays missing, and documents stand for as long as they say.

    It would first show on 1 January 2025.
    7 verdicts differ: 4 that were met fall away and 3 go from met to missed.
    1 alert appears; 3 stay as they are.

    What loses something on which it rests
      Councils and the region repair what is broken (works/repairs): Roads Fund (funds) leads to it.
      Money is spent in time (works/pots): it is about Roads Fund.
      A pot pays for repairs (works/few): Roads Fund (funds) leads to it.
    Verdicts that would be others
      Q1 2025, The Region: met would be missed, from 1 January 2025 (works/few).
      Q2 2025, The Region: met would be missed, from 1 April 2025 (works/few).
      Q1 2025, Ministry of Works: met would be not owed, from 30 April 2025 (works/pots/roads-fund).
      Q1 2025, Roads Fund: met would be not owed, from 30 April 2025 (works/pots/roads-fund/roads-fund).
      Q3 2025, The Region: met would be missed, from 1 July 2025 (works/few).
      Q2 2025, Ministry of Works: met would be not owed, from 30 July 2025 (works/pots/roads-fund).
      Q2 2025, Roads Fund: met would be not owed, from 30 July 2025 (works/pots/roads-fund/roads-fund).
    Alerts
      APPEARS  Fired on 1 January 2025, still firing at the end, about Q1 2025 to Q3 2025; broken by The Region. (works/few)
    exit code 0
    ");
}

#[test]
fn a_council_closes_and_nobody_is_named_for_what_it_no_longer_owes() {
    insta::assert_snapshot!(ask(&funded(), "--close south --on 2024-12-30"), @"
    Held up, from 20 August 2024 to 20 August 2025
    Supposed
      South Council (south) has its last day on 30 December 2024.
    Taken for granted: every report that is still due after 20 August 2024 comes in time, with the newest figure of its body. What is late already stays missing, and documents stand for as long as they say.

    It would first show on 30 January 2025.
    9 verdicts differ: 6 that were met fall away and 3 go from met to missed.
    1 alert appears; 3 stay as they are.

    What loses something on which it rests
      Councils and the region repair what is broken (works/repairs): South Council owes a part of it.
      South keeps to its target (works/aim): South Council leads it, and no one body is named to follow.
    Verdicts that would be others
      Q4 2024, South Council: met would be not owed, from 30 January 2025 (works/aim).
      Q4 2024, Ministry of Works: met would be missed, from 30 January 2025 (works/repairs).
      Q4 2024, South Council: met would be not owed, from 30 January 2025 (works/repairs/south).
      Q1 2025, South Council: met would be not owed, from 30 April 2025 (works/aim).
      Q1 2025, Ministry of Works: met would be missed, from 30 April 2025 (works/repairs).
      Q1 2025, South Council: met would be not owed, from 30 April 2025 (works/repairs/south).
      Q2 2025, South Council: met would be not owed, from 30 July 2025 (works/aim).
      Q2 2025, Ministry of Works: met would be missed, from 30 July 2025 (works/repairs).
      Q2 2025, South Council: met would be not owed, from 30 July 2025 (works/repairs/south).
    Alerts
      APPEARS  Fired on 30 January 2025, still firing at the end, about Q4 2024 to Q2 2025; broken by North Council. (works/repairs)
    What would be held up
      The inspectorate sees that repairs last (works/inspection), from 10 February 2025.
    exit code 0
    ");
}

#[test]
fn a_missed_report_holds_up_whoever_waits_for_it() {
    insta::assert_snapshot!(ask(&funded(), "--miss works/permits/ministry 2024-Q3"), @"
    Held up, from 20 August 2024 to 20 August 2025
    Supposed
      The report for Q3 2024 by Ministry of Works does not come: The ministry grants permits (works/permits).
    Taken for granted: every report that is still due after 20 August 2024 comes in time, with the newest figure of its body. What is late already stays missing, and documents stand for as long as they say.

    It would first show on 30 October 2024.
    1 verdict goes from met to missed.
    1 alert moves; 2 stay as they are.

    What loses something on which it rests
      The ministry grants permits (works/permits): it rests on that report.
    Verdicts that would be others
      Q3 2024, Ministry of Works: met would be missed, from 30 October 2024 (works/permits).
    Alerts
      MOVES  As declared: fired on 1 January 2024, still firing at the end, about Q1 2024 to Q3 2025. As supposed: fired on 1 January 2024, still firing at the end, about Q1 2024 to Q3 2025; broken by Ministry of Works. (works/permits)
    exit code 0
    ");
}

#[test]
fn a_target_moves_from_a_day_on_and_leaves_earlier_periods_alone() {
    insta::assert_snapshot!(ask(&funded(), "--target repairs 145 --from 2025-01-01"), @"
    Held up, from 20 August 2024 to 20 August 2025
    Supposed
      The target of Repairs done is 145 repairs from 1 January 2025 on.
    Taken for granted: every report that is still due after 20 August 2024 comes in time, with the newest figure of its body. What is late already stays missing, and documents stand for as long as they say.

    It would first show on 30 April 2025.
    2 verdicts go from met to missed.
    1 alert appears; 3 stay as they are.

    What loses something on which it rests
      Councils and the region repair what is broken (works/repairs): it is judged by a measure whose target moves.
      The inspectorate sees that repairs last (works/inspection): it is judged by a measure whose target moves.
      A pot pays for repairs (works/few): it is judged by a measure whose target moves.
      South keeps to its target (works/aim): it is judged by a measure whose target moves.
    Verdicts that would be others
      Q1 2025, South Council: met would be missed, from 30 April 2025 (works/aim).
      Q2 2025, South Council: met would be missed, from 30 July 2025 (works/aim).
    Alerts
      APPEARS  Fired on 30 April 2025, still firing at the end, about Q1 2025 and Q2 2025; broken by South Council. (works/aim)
    exit code 0
    ");
}

#[test]
fn several_are_supposed_at_once() {
    let answer = remit(
        &funded(),
        "what-if project --as-of 2024-08-20 --format json --end roads-fund --on 2025-03-30 --close west --on 2024-12-30",
    );
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    insta::assert_snapshot!(format!("{:#}\n{}", document["supposed"], document["shows"]), @r#"
    [
      {
        "on": "2025-03-30",
        "relation": "roads-fund",
        "what": "end"
      },
      {
        "body": "west",
        "on": "2024-12-30",
        "what": "close"
      }
    ]
    "2025-01-01T00:00:00Z"
    "#);
    let obligations: Vec<&str> = document["footing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["obligation"].as_str().unwrap())
        .collect();
    insta::assert_snapshot!(obligations.join("\n"), @"
    works/repairs
    works/pots
    works/few
    ");
}

#[test]
fn what_changes_nothing_shows_nothing() {
    let folder = funded();
    insta::assert_snapshot!(ask(&folder, "--end roads-fund --on 2030-03-31"), @"
    Held up, from 20 August 2024 to 20 August 2025
    Supposed
      Roads Fund (roads-fund) has its last day on 31 March 2030.
    Taken for granted: every report that is still due after 20 August 2024 comes in time, with the newest figure of its body. What is late already stays missing, and documents stand for as long as they say.

    Nothing would show by 20 August 2025.
    No verdict differs.
    No alert changes; 3 stay as they are.

    What loses something on which it rests
      Councils and the region repair what is broken (works/repairs): Roads Fund (funds) leads to it.
      Money is spent in time (works/pots): it is about Roads Fund.
      A pot pays for repairs (works/few): Roads Fund (funds) leads to it.
    exit code 0
    ");
    assert!(ask(&folder, "--target permits 1 --from 2024-09-01").contains("Nothing would show by"));
}

#[test]
fn the_real_example_can_be_asked() {
    let folder = Folder::joined_up();
    let supposed = "--miss health/four-hours/london 2024-09 --target four-hours 60 --from 2024-10-01";
    insta::assert_snapshot!(remit(&folder, &format!("what-if project --as-of 2024-08-31 --until 2024-11-30 {supposed}")), @"
    Joined up: two missions on real figures, from 31 August 2024 to 30 November 2024
    Supposed
      The report for September 2024 by London does not come: A&E departments see, treat, admit or discharge people inside four hours (health/four-hours).
      The target of Share of A&E attendances dealt with inside four hours is 60% from 1 October 2024 on.
    Taken for granted: every report that is still due after 31 August 2024 comes in time, with the newest figure of its body. What is late already stays missing, and documents stand for as long as they say.

    It would first show on 14 October 2024.
    10 verdicts differ: 1 goes from met to no data, 8 go from missed to met and 1 goes from missed to held up.
    1 alert moves; 1 stays as it is.

    What loses something on which it rests
      A&E departments see, treat, admit or discharge people inside four hours (health/four-hours): it rests on that report.
      A&E departments see, treat, admit or discharge people inside four hours (health/four-hours): it is judged by a measure whose target moves.
    Verdicts that would be others
      September 2024, England: missed would be held up, from 14 October 2024 (health/four-hours/england).
      September 2024, London: met would be no data, from 14 October 2024 (health/four-hours/london).
      October 2024, NHS England: missed would be met, from 14 November 2024 (health/four-hours).
      October 2024, East of England: missed would be met, from 14 November 2024 (health/four-hours/east-of-england).
      October 2024, England: missed would be met, from 14 November 2024 (health/four-hours/england).
      October 2024, London: missed would be met, from 14 November 2024 (health/four-hours/london).
      October 2024, Midlands: missed would be met, from 14 November 2024 (health/four-hours/midlands).
      October 2024, North East and Yorkshire: missed would be met, from 14 November 2024 (health/four-hours/north-east-and-yorkshire).
      October 2024, North West: missed would be met, from 14 November 2024 (health/four-hours/north-west).
      October 2024, South West: missed would be met, from 14 November 2024 (health/four-hours/south-west).
    Alerts
      MOVES  As declared: fired on 15 July 2024, still firing at the end, about June 2024 to October 2024; broken by East of England, England, London, Midlands, North East and Yorkshire, North West and South West. As supposed: fired on 15 July 2024, resolved on 14 November 2024, about June 2024 to September 2024; broken by East of England, England, London, Midlands, North East and Yorkshire, North West and South West. (health/four-hours)
    exit code 0
    ");
}

#[test]
fn what_cannot_be_supposed_is_said_with_a_way_out() {
    let folder = funded();
    let told = |supposed: &str| remit(&folder, &format!("what-if project --as-of 2024-08-20 {supposed}")).err;
    let told: Vec<String> = [
        "--end roads-fnud --on 2025-03-31",
        "--end roads-fund --on 2023-03-31",
        "--end roads-fund",
        "--close sooth --on 2025-03-31",
        "--close roads-fund --on 2025-03-31",
        "--on 2025-03-31",
        "--miss works/permits/ministry 2024-09",
        "--miss works/permits/ministry 2024-Q1",
        "--miss works/permitz/ministry 2024-Q3",
        "--target repairs many --from 2025-01-01",
        "--end roads-fund --on 2025-03-31 --until 2024-01-01",
        "--all",
    ]
    .iter()
    .map(|supposed| format!("{supposed}\n{}", told(supposed)))
    .collect();
    insta::assert_snapshot!(told.join("\n"), @"
    --end roads-fnud --on 2025-03-31
    remit: there is no relation `roads-fnud`
      help: did you mean `roads-fund`?

    --end roads-fund --on 2023-03-31
    remit: `roads-fund` begins later than 2023-03-31, on 2024-01-01
      help: name a day of its life

    --end roads-fund
    error: `--end RELATION` needs `--on DATE` behind it

    Usage: remit <COMMAND>

    For more information, try '--help'.

    --close sooth --on 2025-03-31
    remit: there is no body `sooth`
      help: did you mean `south`?

    --close roads-fund --on 2025-03-31
    remit: `roads-fund` is a relation and no body
      help: write --end roads-fund

    --on 2025-03-31
    error: `--on DATE` stands behind `--end RELATION` or `--close BODY`

    Usage: remit <COMMAND>

    For more information, try '--help'.

    --miss works/permits/ministry 2024-09
    remit: `2024-09` is no period of works/permits
      help: write it like 2020-Q4

    --miss works/permits/ministry 2024-Q1
    remit: ministry reports nothing for works/permits and 2024-Q1 that is still due by the end of 2025-08-20
      help: `remit due` lists what is due, by body and period; `--until` looks further ahead

    --miss works/permitz/ministry 2024-Q3
    remit: there is no obligation `works/permitz/ministry`
      help: did you mean `works/permits`?

    --target repairs many --from 2025-01-01
    remit: `many` is no figure
      help: write it like 78 or 62.5

    --end roads-fund --on 2025-03-31 --until 2024-01-01
    remit: there is nothing ahead: 1 January 2024 is not after 20 August 2024
      help: name a later day with --until

    --all
    error: nothing is supposed: write --end RELATION --on DATE, --close BODY --on DATE, --miss OBLIGATION/BODY PERIOD or --target MEASURE VALUE --from DATE

    Usage: remit <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn nothing_is_written() {
    let folder = funded();
    let before = folder.listing();
    ask(&folder, "--close south --on 2024-12-30");
    if let Some(answer) =
        as_nobody(&folder, "what-if project --as-of 2024-08-20 --close south --on 2024-12-30")
    {
        assert_eq!(answer.err, "");
    }
    assert_eq!(folder.listing(), before);
}
