//! Who is named and for what, where a register, a publisher or an official makes that hard: the rules of judgement, tried one by one.

use tests::process::{Answer, Folder, remit};

const FEED: &str = "[project]\ntitle = \"Case\"\n\n[[feed]]\nid = \"f\"\nfolder = \"feeds\"\n\
    vintage = { column = \"published\" }\n\n[feed.columns]\nperiod = \"period\"\nbody = \"body\"\n\
    measure = \"measure\"\nvalue = \"value\"\n";
const REGISTER: &str = "id,name,kind,opened,closed,successors,codes\n";
const MISSION: &str = "[mission]\nid = \"m\"\ntitle = \"Homes are warm\"\nboard = \"the Homes Board\"\n\n[[measure]]\n\
    id = \"warm\"\ntitle = \"Warm homes\"\nunit = \"homes\"\nevery = \"quarter\"\nbetter = \"higher\"\n\
    due = { timely_days = 30 }\nadds_up = \"sum\"\n\n[[obligation]]\nid = \"duty\"\ntitle = \"Councils keep homes warm\"\n\
    lead = \"ministry\"\nfrom = \"2024-Q1\"\nmeasure = \"warm\"\nrule = \"at-least\"\nparams = { level = 10 }\n\n\
    [[obligation.contribution]]\neach = { kind = \"council\" }\n";
const COUNCILS: &str = "ministry,Ministry,ministry,,,,\na,Alpha,council,,,,\nb,Beta,council,,,,\n";

/// A project in which councils owe warm homes, with these bodies and these rows of `period,body,value,published`.
fn councils(bodies: &str, rows: &[&str]) -> Folder {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", FEED);
    folder.drop_in("bodies.csv", format!("{REGISTER}{bodies}"));
    folder.drop_in("missions/m.toml", MISSION);
    report(&folder, "a", rows);
    folder
}

fn report(folder: &Folder, file: &str, rows: &[&str]) {
    let rows = rows.iter().map(|row| {
        let (period, rest) = row.split_once(' ').expect("a period and what is said of it");
        let (body, rest) = rest.split_once(' ').expect("a body and its figure");
        format!("{period},{body},warm,{}\n", rest.replace(' ', ","))
    });
    let text = format!("period,body,measure,value,published\n{}", rows.collect::<String>());
    folder.drop_in(&format!("feeds/{file}.csv"), text);
}

/// How the obligation stood at the end of a day, from its title to where the evidence is.
fn stood(folder: &Folder, day: &str) -> String {
    told(&remit(folder, &format!("run project --as-of {day}")))
}

fn told(answer: &Answer) -> String {
    let lines = answer.out.lines().skip_while(|line| !line.contains("Councils keep homes warm"));
    let lines = lines.take_while(|line| !line.contains("Evidence:") && !line.starts_with("No alerts"));
    lines.map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// J1: nobody who has closed answers for anything.
#[test]
fn a_lead_that_closed_answers_for_nothing_and_its_successor_does() {
    let rows = ["2024-Q1 a 2 2024-04-10", "2024-Q2 a 2 2024-07-10"];
    let one = "a,Alpha,council,,,,\n";
    let folder = councils(&format!("ministry,Ministry,ministry,,2024-06-29,,\n{one}"), &rows);
    insta::assert_snapshot!(stood(&folder, "2024-08-31"), @"
    FIRING  Councils keep homes warm
           Not met for two quarters in a row, Q1 2024 and Q2 2024; open since 10 April 2024.
           Ministry closed on 29 June 2024 and nobody follows it: the Homes Board is to say who answers for the whole.
           Broken by
             Alpha: missed two quarters in a row, Q1 2024 and Q2 2024.
               Q2 2024: 2 homes against at least 10 homes asked.
    ");
    let next = "next,Next Ministry,ministry,2024-06-30,,,\n";
    let folder = councils(&format!("ministry,Ministry,ministry,,2024-06-29,next,\n{next}{one}"), &rows);
    insta::assert_snapshot!(stood(&folder, "2024-08-31"), @"
    FIRING  Councils keep homes warm
           Not met for two quarters in a row, Q1 2024 and Q2 2024; open since 10 April 2024.
           Next Ministry answers for the whole.
           Broken by
             Alpha: missed two quarters in a row, Q1 2024 and Q2 2024.
               Q2 2024: 2 homes against at least 10 homes asked.
    ");
}

/// J2, J4: what a merged council says of a time before it is no silence of those who merged.
#[test]
fn a_figure_under_the_code_of_a_later_merger_is_told_to_those_who_merged() {
    let merged = "ministry,Ministry,ministry,,,,\na,Alpha,council,,2024-03-31,c,E1\nb,Beta,council,,2024-03-31,c,E2\n\
        c,Gamma,council,2024-04-01,,,E3\n";
    let folder = councils(merged, &["2024-Q1 E3 30 2024-04-20"]);
    insta::assert_snapshot!(stood(&folder, "2024-06-30"), @"
    FIRING  Councils keep homes warm
           Not met in Q1 2024; open since 1 May 2024.
           Ministry answers for the whole.
           Broken by
             Two of two councils gave no usable figure for Q1 2024.
             Alpha and Beta: gave no usable figure in Q1 2024.
               Q1 2024: came in and could not be used: feeds/a.csv, line 2: the figure is given for Gamma, which took over from Alpha and Beta on 1 April 2024, and does not say what was whose.
    ");
    // Whoever reported itself lacks nothing.
    let rows = ["2024-Q1 E3 30 2024-04-20", "2024-Q1 E1 12 2024-04-20", "2024-Q1 E2 18 2024-04-20"];
    insta::assert_snapshot!(stood(&councils(merged, &rows), "2024-06-30"), @"
    MET  Councils keep homes warm
           Ministry leads. Met for Q1 2024.
    ");
}

/// J3: which figure is missing is said where it is not the one of the period.
#[test]
fn a_figure_that_others_are_made_of_is_named_where_it_is_missing() {
    let folder =
        councils(COUNCILS, &["2024-01 a 4 2024-02-10", "2024-02 a [x] 2024-03-10", "2024-01 b 5 2024-02-10"]);
    folder.edit(
        "missions/m.toml",
        "every = \"quarter\"\nbetter",
        "every = \"month\"\nroll_up = \"sum\"\nbetter",
    );
    folder.edit("missions/m.toml", "lead = ", "every = \"quarter\"\nlead = ");
    insta::assert_snapshot!(stood(&folder, "2024-06-30"), @"
    FIRING  Councils keep homes warm
           Not met in Q1 2024; open since 1 May 2024.
           Ministry answers for the whole.
           Broken by
             Two of two councils gave no usable figure for Q1 2024.
             Alpha: gave no usable figure in Q1 2024.
               Q1 2024: Warm homes for February 2024 is missing: reported as not available.
             Beta: gave no usable figure in Q1 2024.
               Q1 2024: Warm homes for February 2024 is missing: not reported.
    ");
}

/// J5: of two publications that say the same, the earlier one is the first, whichever is read first.
#[test]
fn a_figure_is_known_since_its_earliest_publication_whenever_that_is_read() {
    let folder =
        councils("ministry,Ministry,ministry,,,,\na,Alpha,council,,,,\n", &["2023-Q4 a 12 2024-01-10"]);
    remit(&folder, "run project");
    report(&folder, "late", &["2024-Q1 a 12 2024-06-10"]);
    let verdict = |folder: &Folder| {
        let document: serde_json::Value =
            serde_json::from_str(&remit(folder, "run project --format json").out).expect("JSON");
        let verdicts = document["verdicts"].as_array().expect("verdicts").clone();
        let of = |verdict: &&serde_json::Value| verdict["period"] == "2024-Q1";
        verdicts.iter().find(of).expect("a verdict")["verdict"].clone()
    };
    assert_eq!(verdict(&folder), "met-late");
    report(&folder, "timely", &["2024-Q1 a 12 2024-04-10"]);
    assert_eq!(verdict(&folder), "met");
}

/// J18: history without a date is held against nobody before its report was due.
#[test]
fn undated_history_opens_a_matter_no_earlier_than_the_deadline() {
    let folder =
        councils("ministry,Ministry,ministry,,,,\na,Alpha,council,,,,\n", &["2024-Q1 a 2 2024-04-10"]);
    folder.edit("remit.toml", "{ column = \"published\" }", "\"backfill\"");
    insta::assert_snapshot!(stood(&folder, "2024-04-15"), @"
    NOT DUE  Councils keep homes warm
           Ministry leads. No report is due yet.
    ");
    insta::assert_snapshot!(stood(&folder, "2024-06-30"), @"
    FIRING  Councils keep homes warm
           Not met in Q1 2024; open since 1 May 2024.
           Ministry answers for the whole.
           Broken by
             Alpha: missed Q1 2024.
               Q1 2024: 2 homes against at least 10 homes asked.
    ");
    let since_the_same = |answer: &Answer| answer.out.contains("open since 1 May 2024");
    assert!(since_the_same(&remit(&folder, "run project")));
    assert!(since_the_same(&remit(&folder, "run project --as-of 2025-06-30")));
}

/// J18: what was published before its deadline and is read long after shows a breach since it was published, whoever asks and whatever was revised.
#[test]
fn a_matter_is_open_since_figures_showed_it_however_late_they_are_read() {
    let rows = ["2024-Q1 a 2 2024-04-10", "2024-Q1 a 3 2024-04-20", "2024-Q1 b 12 2024-04-12"];
    let folder = councils(COUNCILS, &rows);
    folder.edit("missions/m.toml", "from = \"2024-Q1\"", "from = \"2024-Q1\"\nuntil = \"2024-Q1\"");
    let lines = [
        "run project --as-of 2024-04-25",
        "run project --as-of 2025-06-30",
        "run project",
        "explain project m/duty",
    ];
    for line in lines {
        let answer = remit(&folder, line);
        assert!(answer.out.contains("open since 10 April 2024"), "{line}: {answer}");
    }
    let document = remit(&folder, "run project --format json");
    assert!(document.out.contains("\"since\": \"2024-04-10"), "{document}");
}

/// J18: of several parts it is open since so many were shown to be broken that the others could not save the whole.
#[test]
fn a_matter_of_many_is_open_since_enough_of_them_were_shown_to_be_broken() {
    let rows = ["2024-Q1 a 2 2024-04-10", "2024-Q1 b 3 2024-04-20", "2024-Q1 c 12 2024-04-12"];
    let folder = councils(&format!("{COUNCILS}c,Gamma,council,,,,\n"), &rows);
    folder.edit(
        "missions/m.toml",
        "from = \"2024-Q1\"",
        "from = \"2024-Q1\"\nuntil = \"2024-Q1\"\nneeds = { at_least = 2 }",
    );
    for line in [
        "run project --as-of 2024-04-25",
        "run project --as-of 2025-06-30",
        "run project",
        "explain project m/duty",
    ] {
        let answer = remit(&folder, line);
        assert!(answer.out.contains("open since 20 April 2024"), "{line}: {answer}");
    }
}

/// J20: what officials replied is no delivery, and is called what it is by every command.
#[test]
fn a_disputed_matter_is_called_disputed_and_a_worse_figure_opens_a_waived_one() {
    let folder =
        councils("ministry,Ministry,ministry,,,,\na,Alpha,council,,,,\n", &["2024-Q1 a 8 2024-04-10"]);
    folder.edit("missions/m.toml", "from = \"2024-Q1\"", "from = \"2024-Q1\"\nuntil = \"2024-Q1\"");
    remit(&folder, "run project");
    let waived = "respond project m/duty waive --by Ann --approver Bo --until 2999-12-31 --reason flood";
    assert_eq!(remit(&folder, waived).code, Some(0));
    report(&folder, "worse", &["2024-Q1 a 7 2024-08-10"]);
    assert!(told(&remit(&folder, "run project")).contains("FIRING"));
    // It was published before the waiver, and nobody knew it when the waiver was given.
    let why = remit(&folder, "explain project m/duty");
    assert!(why.out.contains("m/duty: firing, open since 1 May 2024"), "{why}");
    assert_eq!(remit(&folder, "respond project m/duty dispute --by Ann --reason miscounted").code, Some(0));
    let disputed = remit(&folder, "run project");
    let summary = disputed.out.lines().next().unwrap_or_default();
    insta::assert_snapshot!(summary, @"One obligation: none met, none broken, none held up and one disputed.");
    let matter: Vec<String> = told(&disputed).lines().take(6).map(str::to_owned).collect();
    insta::assert_snapshot!(matter.join("\n"), @"
    DISPUTED  Councils keep homes warm
           Disputed in Q1 2024; open since 1 May 2024.
           Ministry answers for the whole.
           What is disputed
             Alpha: missed Q1 2024.
               Q1 2024: 7 homes against at least 10 homes asked.
    ");
}
