//! `remit due`: whom it names and in which order, in words, as JSON, as a table and as a calendar; and that asking changes nothing.

use serde_json::Value;
use tests::process::{Folder, as_nobody, remit};

fn reports(folder: &Folder, options: &str) -> Vec<Value> {
    let answer = remit(folder, &format!("due project --format json {options}"));
    assert_eq!(answer.err, "");
    let mut document: Value = serde_json::from_str(&answer.out).unwrap();
    match document["reports"].take() {
        Value::Array(reports) => reports,
        other => panic!("{other} is no list"),
    }
}

/// `late north repairs 2024-Q2` for each report.
fn told(reports: &[Value]) -> String {
    let said = |report: &Value| {
        let of = |key: &str| report[key].as_str().unwrap_or_default().to_owned();
        [of("standing"), of("body"), of("measure"), of("period")].join(" ")
    };
    reports.iter().map(said).collect::<Vec<_>>().join("\n")
}

#[test]
fn whoever_is_late_and_holds_others_up_stands_first() {
    insta::assert_snapshot!(remit(&Folder::held_up(), "due project --as-of 2024-08-20 --all"), @"
    Two reports are late, from two bodies.
    Held up, as of 20 August 2024
    Reports due so far: 6 of 8 came in (75%), 6 on time (75%); two bodies sent fewer than all.
    Ministry of Works: one report
      Fifteen working days late: Permits granted for Q2 2024, due 30 July 2024; holds up ‘Councils and the region repair what is broken’
      Say: “Please send Permits granted for Q2 2024 to feeds/works: it was due on 30 July 2024. ‘Councils and the region repair what is broken’ waits for it.”
    The Inspectorate: one report
      80 working days late: Repairs done for Q1 2024, due 30 April 2024
      Say: “Please send Repairs done for Q1 2024 to feeds/works: it was due on 30 April 2024.”

    Nobody is asked for these: two held up by others.
      The Inspectorate: Held up by ‘Councils and the region repair what is broken’: Repairs done for Q2 2024
      South Council: Held up by ‘The ministry grants permits’: Repairs done for Q2 2024
    exit code 0
    ");
}

#[test]
fn nobody_is_asked_for_the_figures_of_a_measure_that_a_rule_on_the_register_only_names() {
    let folder = Folder::held_up();
    folder.drop_in(
        "rules/few.rhai",
        "//! What: there are few bodies of a kind.\nfn assess(my) { if my.bodies(\"council\").len() <= 9 { met() } else { missed() } }\n",
    );
    folder.append(
        "missions/works.toml",
        r#"
[[measure]]
id = "order"
title = "Order in the register"
every = "quarter"
due = { timely_days = 30 }

[[obligation]]
id = "order"
title = "The register is kept short"
lead = "ministry"
every = "quarter"
from = "2024-Q1"
measure = "order"
rule = "few"
"#,
    );
    let asked = told(&reports(&folder, "--as-of 2024-08-20 --days 100"));
    assert!(!asked.contains("order"), "{asked}");
    folder.edit("rules/few.rhai", "fn assess(my) { if ", "fn assess(my) { if my.value() > 0 && ");
    let asked = told(&reports(&folder, "--as-of 2024-08-20 --days 100"));
    assert!(asked.contains("late ministry order 2024-Q1"), "{asked}");
}

#[test]
fn nobody_is_late_inside_the_grace() {
    insta::assert_snapshot!(remit(&Folder::held_up(), "due project --as-of 2024-08-05"), @"
    One report is late, from one body. Three reports are past their day and in their grace.
    Held up, as of 5 August 2024
    Reports due so far: 6 of 10 came in (60%), 6 on time (60%); three bodies sent fewer than all.
    The Inspectorate: two reports
      69 working days late: Repairs done for Q1 2024, due 30 April 2024
      Due 30 July 2024, with grace until 9 August 2024: Repairs done for Q2 2024
      Say: “Please send Repairs done for Q1 2024 to feeds/works: it was due on 30 April 2024.”
    Ministry of Works: one report
      Due 30 July 2024, with grace until 9 August 2024: Permits granted for Q2 2024; needed by ‘Councils and the region repair what is broken’
      Say: “Please send Permits granted for Q2 2024 to feeds/works: it was due on 30 July 2024. ‘Councils and the region repair what is broken’ waits for it.”
    South Council: one report
      Due 30 July 2024, with grace until 9 August 2024: Repairs done for Q2 2024; needed by The Region and ‘The inspectorate sees that repairs last’
      Say: “Please send Repairs done for Q2 2024 to feeds/works: it was due on 30 July 2024. The Region and ‘The inspectorate sees that repairs last’ wait for it.”

    exit code 0
    ");
}

#[test]
fn what_is_to_come_is_asked_of_those_who_report_and_not_of_those_who_add_up() {
    let folder = Folder::joined_up();
    let reports = reports(&folder, "--as-of 2024-08-31 --days 20 --mission health");
    assert!(reports.iter().all(|report| report["standing"] == "coming" && report["body"] != "england"));
    insta::assert_snapshot!(told(&reports[..4]), @"
    coming london ae-attendances 2024-08
    coming london ae-within-4-hours 2024-08
    coming south-west ae-attendances 2024-08
    coming south-west ae-within-4-hours 2024-08
    ");
}

#[test]
fn a_row_that_could_not_be_used_is_told_with_its_line_and_not_called_missing() {
    let folder = Folder::held_up();
    folder.append("feeds/works/2024.csv", "Q2 2024,south,repairs,a few,final,2024-07-26\n");
    let reports = reports(&folder, "--as-of 2024-08-05 --body south");
    insta::assert_snapshot!(serde_json::to_string_pretty(&reports).unwrap(), @r#"
    [
      {
        "ask": "Please send Repairs done for Q2 2024 again to feeds/works: what came could not be used: feeds/works/2024.csv, line 9: `a few` is not a figure; if it marks a missing one, name it under `[feed.absence]`. The Region and ‘The inspectorate sees that repairs last’ wait for it.",
        "body": "south",
        "due": "2024-07-30",
        "feeds": [
          {
            "folder": "feeds/works",
            "id": "works"
          }
        ],
        "grace": "2024-08-09",
        "holds_up": [
          "region"
        ],
        "holds_up_obligations": [
          "works/inspection"
        ],
        "measure": "repairs",
        "needed_for": [
          "works/repairs/region",
          "works/repairs/south"
        ],
        "period": "2024-Q2",
        "received": {
          "file": "feeds/works/2024.csv",
          "line": 9,
          "reason": "`a few` is not a figure; if it marks a missing one, name it under `[feed.absence]`"
        },
        "standing": "unusable",
        "working_days_late": 4
      }
    ]
    "#);
}

#[test]
fn a_waiver_ends_the_asking_and_an_extension_moves_the_day() {
    let folder = Folder::two_missions();
    folder.edit("missions/homes.toml", "until = \"2024-02\"", "until = \"2024-03\"");
    assert_eq!(remit(&folder, "run project").code, Some(1));
    insta::assert_snapshot!(told(&reports(&folder, "--days 30")), @"
    late north-council warm-homes 2024-03
    late south-council warm-homes 2024-03
    ");
    let respond = |kind: &str, part: &str| {
        let line = format!(
            "respond project homes/warmth {kind} --contribution {part} --by Ann --reason flooded --approver Bob --until 2098-12-31"
        );
        assert_eq!(remit(&folder, &line).code, Some(0), "{line}");
    };
    respond("waive", "north-council");
    respond("extend", "south-council");
    insta::assert_snapshot!(told(&reports(&folder, "--days 0")), @"waived north-council warm-homes 2024-03");
    let extended = reports(&folder, "--days 3660 --body south-council");
    assert!(extended.is_empty(), "the day lies further ahead: {extended:?}");
}

#[test]
fn a_calendar_has_a_day_for_each_report_and_counts_how_often_it_was_moved() {
    let folder = Folder::two_missions();
    folder.edit("missions/homes.toml", "until = \"2024-02\"", "until = \"2024-03\"");
    let calendar =
        || remit(&folder, "due project --format icalendar --body north-council").out.replace("\r\n", "\n");
    let is_sequence = |line: &&str| line.starts_with("SEQUENCE");
    assert_eq!(calendar().lines().find(is_sequence), Some("SEQUENCE:0"));
    remit(&folder, "run project");
    folder.edit("missions/homes.toml", "timely_days = 20", "timely_days = 40");
    let moved = calendar();
    assert_eq!(moved.lines().find(is_sequence), Some("SEQUENCE:1"));
    let shown = moved.lines().filter(|line| !line.starts_with("DTSTAMP")).collect::<Vec<_>>().join("\n");
    let days =
        shown.split_once("DESCRIPTION:").and_then(|(_, said)| said.split_once(' ')).expect("it says why").0;
    assert!(days.parse::<u32>().is_ok_and(|days| days > 600), "{shown}");
    // It is later each day on which this is tried.
    let shown = shown.replace(&format!("DESCRIPTION:{days} "), "DESCRIPTION:SO-MANY ");
    insta::assert_snapshot!(shown, @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Remit//remit due//EN
    CALSCALE:GREGORIAN
    METHOD:PUBLISH
    X-WR-CALNAME:Two missions
    BEGIN:VEVENT
    UID:warm-homes.north-council.2024-03@due.remit
    SEQUENCE:1
    DTSTART;VALUE=DATE:20240510
    DTEND;VALUE=DATE:20240511
    SUMMARY:Due: Homes that are warm enough for March 2024\, North Council
    DESCRIPTION:SO-MANY working days late: Homes that are warm enough for March 202
     4\, due 10 May 2024\nPlease send Homes that are warm enough for March 2024
      to feeds/warmth: it was due on 10 May 2024.
    CATEGORIES:late
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    ");
}

#[test]
fn a_table_has_a_row_for_each_report() {
    let answer = remit(&Folder::held_up(), "due project --as-of 2024-08-20 --format csv");
    insta::assert_snapshot!(answer.out.replace("\r\n", "\n"), @r#"
    standing,body,body_name,contact,measure,measure_title,period,due,grace,working_days_late,feeds,folders,obligations,holds_up,file,sheet,line,reason,waits_for,ask,told_by,kind
    late,ministry,Ministry of Works,,permits,Permits granted,2024-Q2,2024-07-30,2024-08-09,15,works,feeds/works,works/permits,works/repairs,,,,,,Please send Permits granted for Q2 2024 to feeds/works: it was due on 30 July 2024. ‘Councils and the region repair what is broken’ waits for it.,,report
    late,inspectorate,The Inspectorate,,repairs,Repairs done,2024-Q1,2024-04-30,2024-05-10,80,works,feeds/works,works/inspection,,,,,,,Please send Repairs done for Q1 2024 to feeds/works: it was due on 30 April 2024.,,report
    held-up,inspectorate,The Inspectorate,,repairs,Repairs done,2024-Q2,2024-07-30,2024-08-09,15,works,feeds/works,works/inspection,,,,,,‘Councils and the region repair what is broken’,,,report
    held-up,south,South Council,,repairs,Repairs done,2024-Q2,2024-07-30,2024-08-09,15,works,feeds/works,works/repairs,"region; works/inspection",,,,,‘The ministry grants permits’,,,report
    "#);
}

#[test]
fn what_is_not_there_is_told() {
    let folder = Folder::two_missions();
    let asked = ["--mission nowhere", "--body nobody", "--board none", "--feed none", "--days many"];
    let told = asked.map(|asked| remit(&folder, &format!("due project {asked}")).err);
    insta::assert_snapshot!(told.join(""), @"
    remit: the project declares no such mission, obligation or body; an obligation is named as mission/obligation
    remit: the project declares no such mission, obligation or body; an obligation is named as mission/obligation
    remit: no mission names such a board
    remit: the project has no such feed
    error: invalid value 'many' for '--days <DAYS>': invalid digit found in string

    For more information, try '--help'.
    ");
}

#[test]
fn a_project_that_may_not_be_written_to_is_asked_all_the_same() {
    let folder = Folder::held_up();
    let before = folder.listing();
    let mine = remit(&folder, "due project --as-of 2024-08-20");
    match as_nobody(&folder, "due project --as-of 2024-08-20") {
        Some(theirs) => assert_eq!(mine.out, theirs.out),
        None => println!("skipped: this account cannot run a program as another"),
    }
    assert_eq!(folder.listing(), before);
}

/// Councils that owe what is divided by who referred somebody, and of which one sent all, one some and one nothing.
fn divided() -> Folder {
    let folder = Folder::missing();
    folder.drop_in(
        "remit.toml",
        "[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nmeasure = \"referrals\"\nvintage = \"backfill\"\n\n[feed.columns]\n\
        period = \"period\"\nbody = \"body\"\nvalue = \"value\"\nbreakdown = { referrer = \"referrer\" }\n",
    );
    folder.drop_in(
        "bodies.csv",
        "id,name,kind\nboard,The Board,board\nleeds,Leeds,council\nyork,York,council\nhull,Hull,council\n",
    );
    folder.drop_in(
        "missions/m.toml",
        "[mission]\nid = \"m\"\ntitle = \"Homes\"\n\n[[measure]]\nid = \"referrals\"\ntitle = \"Referrals\"\n\
        every = \"quarter\"\nadds_up = \"sum\"\nreported_by = { kind = \"council\" }\n\
        breakdown = { name = \"referrer\", of = [\"prison\", \"hospital\"] }\ndue = { timely_days = 30 }\n\n[[obligation]]\n\
        id = \"o\"\ntitle = \"People are referred\"\nlead = \"board\"\nfrom = \"2024-Q1\"\nuntil = \"2024-Q1\"\n\
        due = { timely_days = 30 }\nmeasure = \"referrals\"\nrule = \"r\"\n\n[[obligation.contribution]]\n\
        each = { kind = \"council\" }\n",
    );
    folder.drop_in("rules/r.rhai", "fn assess(my) { my.value(); met() }\n");
    folder.drop_in(
        "feeds/f/a.csv",
        "period,body,referrer,value\n2024-Q1,leeds,prison,1\n2024-Q1,leeds,hospital,2\n2024-Q1,york,prison,3\n",
    );
    folder
}

#[test]
fn whoever_sends_nothing_of_a_breakdown_is_asked_for_one_report_and_told_where_to_send_it() {
    insta::assert_snapshot!(remit(&divided(), "due project --as-of 2024-08-20"), @"
    Two reports are late, from two bodies.
    project, as of 20 August 2024
    Reports due so far: 2 of 4 came in (50%), 2 on time (50%); two bodies sent fewer than all.
    York: one report
      80 working days late: Referrals: hospital for Q1 2024, due 30 April 2024
      Say: “Please send Referrals: hospital for Q1 2024 to feeds/f: it was due on 30 April 2024.”
    Hull: one report
      80 working days late: Referrals for Q1 2024, due 30 April 2024
      Say: “Please send Referrals for Q1 2024 to feeds/f: it was due on 30 April 2024.”

    exit code 0
    ");
}

#[test]
fn what_would_have_to_come_of_a_breakdown_of_which_nothing_did_is_its_total() {
    let explained = remit(&divided(), "explain project m/o/hull --as-of 2024-08-20");
    assert!(explained.out.contains("as soon as Referrals, Hull, Q1 2024, is reported"), "{explained}");
}

#[test]
fn how_well_reports_come_is_told_one_by_one() {
    let folder = Folder::held_up();
    insta::assert_snapshot!(remit(&folder, "due project --as-of 2024-08-20 --rates"), @"
    Held up, as of 20 August 2024
    Reports due so far: 6 of 8 came in (75%), 6 on time (75%); two bodies sent fewer than all.

    By feed
      works: 6 of 8 came in (75%), 6 on time (75%)

    By measure
      Permits granted: 1 of 2 came in (50%), 1 on time (50%)
      Repairs done: 3 of 4 came in (75%), 3 on time (75%)
      Money spent: 2 of 2 came in (100%), 2 on time (100%)

    By body
      The Inspectorate: 0 of 1 came in (0%), 0 on time (0%)
      Ministry of Works: 1 of 2 came in (50%), 1 on time (50%)
      North Council: 2 of 2 came in (100%), 2 on time (100%)
      The Region: 2 of 2 came in (100%), 2 on time (100%)
      South Council: 1 of 1 came in (100%), 1 on time (100%)

    By period
      Q2 2024: 2 of 3 came in (66.7%), 2 on time (66.7%)
      Q1 2024: 4 of 5 came in (80%), 4 on time (80%)
    exit code 0
    ");
    let table = remit(&folder, "due project --as-of 2024-08-20 --rates --body inspectorate --format csv").out;
    assert!(table.contains("body,inspectorate,The Inspectorate,1,0,0,0"), "{table}");
    let answer = remit(&folder, "due project --as-of 2024-08-20 --rates --format json");
    let document: Value = serde_json::from_str(&answer.out).expect("JSON");
    let rates = document["rates"].as_object().expect("rates");
    for (by, each) in rates {
        let expected: u64 = each
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["expected"].as_u64().expect("a number"))
            .sum();
        assert_eq!(Some(expected), document["reporting"]["expected"].as_u64(), "{by}");
    }
}
