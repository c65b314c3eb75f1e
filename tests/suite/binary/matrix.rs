//! `remit matrix`: what each body owes for each outcome, where a relation leads and nothing is owed, and all of one body; in words, as JSON
//! and as a table.

use serde_json::Value;
use tests::process::{Folder, as_nobody, remit};

/// The project in which obligations wait for others, with a pot of money for the budget, an outcome that nobody owes, and an obligation that
/// is owed to somebody.
fn tied() -> Folder {
    let folder = Folder::held_up();
    folder.append(
        "missions/works.toml",
        r#"
[[measure]]
id = "safe-roads"
title = "People hurt on roads"
every = "quarter"
better = "lower"
class = "outcome"

[[measure]]
id = "repairs-again"
title = "Repairs  done"
unit = "repairs"
every = "quarter"
due = { timely_days = 30 }

[[obligation]]
id = "repairs-again"
title = "North tells its repairs once more"
lead = "north"
every = "quarter"
from = "2024-Q1"
measure = "repairs-again"
rule = "in-time"

[[relation]]
id = "roads-fund"
kind = "funds"
title = "Roads Fund"
from = "ministry"
to = "works/budget"
at = "north"
opened = "2024-01-01"

[[relation]]
id = "roads"
kind = "drives"
from = "measure:repairs"
to = "measure:safe-roads"

[[relation]]
id = "inspected"
kind = "owed-to"
from = "works/inspection"
to = "ministry"
"#,
    );
    folder
}

#[test]
fn a_board_sees_who_owes_what_for_each_outcome_and_that_the_worst_come_first() {
    insta::assert_snapshot!(remit(&Folder::joined_up(), "matrix project --as-of 2024-08-31 --mission health"), @"
    Joined up: two missions on real figures, as of 31 August 2024

    An NHS fit for the future (health)
    One outcome and nine bodies: eight fields with duties, six of them broken; one of bodies that only lead; none empty.
    Outcomes
       1  A&E departments see, treat, admit or discharge people inside four hours (health/four-hours): owed by eight, six broken.
    Bodies, the worst first
       A  England
       B  South West
       C  Midlands
       D  East of England
       E  North West
       F  North East and Yorkshire
       G  NHS England
       H  London
       I  South East
          A          B          C          D          E          F          G          H          I
       1  missed     missed     missed     missed     missed     missed     leads      met        met

    leads: answers for the whole and owes no part. excepted: does not owe it, for a reason that is given. –: the mission names the body, and it owes nothing here. NOTHING: it owes nothing here although a relation leads to it.
    exit code 0
    ");
}

#[test]
fn nothing_is_held_against_whoever_waits_and_an_empty_field_to_which_a_relation_leads_is_named() {
    insta::assert_snapshot!(remit(&tied(), "matrix project --as-of 2024-08-20"), @"
    Held up, as of 20 August 2024

    Works done on time (works)
    Six outcomes and five bodies: seven fields with duties, two of them broken; one of bodies that only lead; 22 empty.
    Outcomes
       1  The ministry grants permits (works/permits): owed by one, one broken, four empty.
       2  Councils and the region repair what is broken (works/repairs): owed by three, none broken, one empty.
       3  The region keeps to its budget (works/budget): owed by one, one broken, four empty.
       4  The inspectorate sees that repairs last (works/inspection): owed by one, none broken, four empty.
       5  North tells its repairs once more (works/repairs-again): owed by one, none broken, four empty.
       6  People hurt on roads (safe-roads): owed by nobody, five empty.
    Bodies, the worst first
       A  The Region
       B  Ministry of Works
       C  North Council
       D  South Council
       E  The Inspectorate
          A          B          C          D          E
       1  –          missed     –          –          –
       2  held up    leads      held up    held up    –
       3  missed     –          NOTHING    –          –
       4  –          –          –          –          held up
       5  –          –          at risk    –          –
       6  NOTHING    –          NOTHING    NOTHING    NOTHING
    A relation leads there, and nothing is owed
      North Council owes nothing for ‘The region keeps to its budget’: Roads Fund (funds, roads-fund) leads there.
      The Inspectorate owes nothing for ‘People hurt on roads’: roads (drives) leads there.
      North Council owes nothing for ‘People hurt on roads’: roads (drives) leads there.
      The Region owes nothing for ‘People hurt on roads’: roads (drives) leads there.
      South Council owes nothing for ‘People hurt on roads’: roads (drives) leads there.

    leads: answers for the whole and owes no part. excepted: does not owe it, for a reason that is given. –: the mission names the body, and it owes nothing here. NOTHING: it owes nothing here although a relation leads to it.

    One outcome is measured, and no obligation is judged by it: People hurt on roads (safe-roads).
    exit code 0
    ");
}

#[test]
fn of_many_bodies_the_ten_worst_are_shown_and_nobody_who_was_abolished() {
    let folder = Folder::each_council();
    insta::assert_snapshot!(remit(&folder, "matrix project --as-of 2024-12-31"), @"
    Homes, as of 31 December 2024

    Homes are built (homes)
    One outcome and fourteen bodies: thirteen fields with duties, seven of them broken; one of bodies that only lead; none empty.
    Outcomes
       1  Councils have plans (homes/plans): owed by thirteen, seven broken.
    Bodies, the worst first
       A  Council 1
       B  Council 2
       C  Council 4
       D  Council 5
       E  Council 6
       F  Council 7
       G  Council 12
       H  Ministry of Homes
       I  Council 8
       J  Council 9
          And four more bodies. --all shows them.
          A          B          C          D          E          F          G          H          I          J
       1  missed     missed     missed     missed     no data    missed     no data    leads      met        met

    leads: answers for the whole and owes no part. excepted: does not owe it, for a reason that is given. –: the mission names the body, and it owes nothing here. NOTHING: it owes nothing here although a relation leads to it.
    exit code 0
    ");
    let all = remit(&folder, "matrix project --as-of 2024-12-31 --all").out;
    assert!(all.contains("Council 14") && !all.contains("Council 3\n"));
}

#[test]
fn all_of_one_body_is_what_it_owes_is_owed_is_waited_for_and_is_asked_for_twice() {
    let folder = tied();
    insta::assert_snapshot!(remit(&folder, "matrix project --as-of 2024-08-20 --body ministry"), @"
    Held up, as of 20 August 2024
    Ministry of Works

    What it owes
      The ministry grants permits (works/permits), by Permits granted: missed for Q2 2024.

    What it answers for, without owing a part
      Councils and the region repair what is broken (works/repairs): held up for Q2 2024.

    What it is owed
      The inspectorate sees that repairs last (works/inspection): owed to it by inspected; owed by The Inspectorate.

    What others wait for
      Permits granted, Ministry of Works, Q2 2024, due 30 July 2024: ‘Councils and the region repair what is broken (works/repairs)’ waits for it.

    What it is asked for more than once
      Nothing.
    exit code 0
    ");
    insta::assert_snapshot!(remit(&folder, "matrix project --as-of 2024-08-20 --body north"), @"
    Held up, as of 20 August 2024
    North Council

    What it owes
      Councils and the region repair what is broken (works/repairs), by Repairs done: held up for Q2 2024.
      North tells its repairs once more (works/repairs-again), by Repairs  done: at risk for Q3 2024.

    What it is owed
      Nothing.

    What others wait for
      Nothing.

    What it is asked for more than once
      ‘Repairs done’ is asked for under several names: repairs and repairs-again.
    exit code 0
    ");
}

#[test]
fn programs_read_every_field() {
    let answer = remit(&tied(), "matrix project --as-of 2024-08-20 --format json");
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(document["outcomes_without_obligation"], serde_json::json!(["safe-roads"]));
    let budget = &document["missions"][0]["outcomes"][2];
    let field = |body: &str| {
        let cells = budget["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["body"] == body).unwrap().clone()
    };
    insta::assert_snapshot!(format!("{:#}\n{:#}", field("north"), field("region")), @r#"
    {
      "body": "north",
      "relations": [
        "roads-fund"
      ],
      "what": "empty"
    }
    {
      "body": "region",
      "duties": [
        {
          "about": "region",
          "measure": "spent",
          "obligation": "works/budget",
          "period": "2024-Q2",
          "verdict": "missed"
        }
      ],
      "verdict": "missed",
      "what": "owes"
    }
    "#);
    let table = remit(&tied(), "matrix project --as-of 2024-08-20 --format csv").out;
    let rows: Vec<&str> = table.lines().filter(|row| row.contains("works/budget")).collect();
    insta::assert_snapshot!(rows.join("\n"), @"
    works,works/budget,The region keeps to its budget,region,The Region,owes,missed,2024-Q2,1,,
    works,works/budget,The region keeps to its budget,ministry,Ministry of Works,empty,,,0,,
    works,works/budget,The region keeps to its budget,north,North Council,empty,,,0,roads-fund,
    works,works/budget,The region keeps to its budget,south,South Council,empty,,,0,,
    works,works/budget,The region keeps to its budget,inspectorate,The Inspectorate,empty,,,0,,
    ");
}

#[test]
fn what_is_not_declared_is_said_and_nothing_is_written() {
    let folder = Folder::held_up();
    let before = folder.listing();
    insta::assert_snapshot!(remit(&folder, "matrix project --body nobody"), @"
    remit: the project declares no such mission, obligation or body; an obligation is named as mission/obligation
    exit code 2
    ");
    insta::assert_snapshot!(remit(&folder, "matrix project --mission no-mission"), @"
    remit: the project declares no such mission, obligation or body; an obligation is named as mission/obligation
    exit code 2
    ");
    if let Some(answer) = as_nobody(&folder, "matrix project --as-of 2024-08-20") {
        assert_eq!(answer.err, "");
    }
    assert_eq!(folder.listing(), before);
}

#[test]
fn a_body_that_is_excepted_is_told_as_that_with_the_reason() {
    let folder = tied();
    folder.edit(
        "missions/works.toml",
        "title = \"North tells its repairs once more\"\nlead = \"north\"",
        "title = \"Councils tell their repairs once more\"\nabout = { kind = \"council\" }\nexcept = [{ bodies = [\"south\"], reason = \"The flood\" }]\nlead = \"ministry\"",
    );
    let answer = remit(&folder, "matrix project --as-of 2024-08-20");
    let (_, fields) = answer.out.split_once("Bodies, the worst first").expect("there are bodies");
    let (fields, _) = fields.split_once("A relation leads there").expect("relations are told");
    insta::assert_snapshot!(fields, @"

       A  The Region
       B  Ministry of Works
       C  North Council
       D  South Council
       E  The Inspectorate
          A          B          C          D          E
       1  –          missed     –          –          –
       2  held up    leads      held up    held up    –
       3  missed     –          NOTHING    –          –
       4  –          –          –          –          held up
       5  –          leads      at risk    excepted   –
       6  NOTHING    –          NOTHING    NOTHING    NOTHING
    Who is excepted, and why
      Councils tell their repairs once more: South Council is excepted: The flood.
    ");
    let answer = remit(&folder, "matrix project --as-of 2024-08-20 --format csv");
    let rows: Vec<&str> = answer.out.lines().filter(|row| row.contains(",excepted,")).collect();
    insta::assert_snapshot!(rows.join("\n"), @"works,works/repairs-again,Councils tell their repairs once more,south,South Council,excepted,,,0,,The flood");
    let answer = remit(&folder, "matrix project --as-of 2024-08-20 --format json");
    let document: Value = serde_json::from_str(&answer.out).expect("a document");
    let cells = document["missions"][0]["outcomes"].as_array().expect("outcomes").iter();
    let mut cells = cells.flat_map(|outcome| outcome["cells"].as_array().expect("cells"));
    let cell = cells.find(|cell| cell["what"] == "excepted").expect("one is excepted");
    insta::assert_snapshot!(cell, @r#"{"body":"south","exceptions":[{"body":"south","from":null,"name":"South Council","reason":"The flood","until":null}],"what":"excepted"}"#);
}

#[test]
fn check_counts_relations_beside_bodies() {
    insta::assert_snapshot!(remit(&tied(), "check project"), @"
    No errors. Ready: one mission, five obligations, three contributions, five measures, five bodies and three relations.
    exit code 0
    ");
}
