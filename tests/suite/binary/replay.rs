//! `remit replay` on the example and on a project that takes long enough to be stopped.

use std::fmt::Write as _;
use std::fs;

use tests::process::{Folder, Service, remit};

/// Puts a copy of the project, with a lower floor under its duty, beside it.
fn propose(folder: &Folder) {
    let copied =
        std::process::Command::new("cp").args(["-r", "project", "draft"]).current_dir(folder.root()).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let mission = folder.root().join("draft/missions/homelessness.toml");
    let text = fs::read_to_string(&mission).unwrap();
    assert!(text.contains("floor = 0.8"));
    fs::write(&mission, text.replace("floor = 0.8", "floor = 0.7")).unwrap();
}

#[test]
fn the_example_is_told_in_the_order_of_time() {
    let folder = Folder::joined_up();
    insta::assert_snapshot!(remit(&folder, "replay project --from 2020-01-01 --to 2020-12-31"));
    insta::assert_snapshot!(remit(
        &folder,
        "replay project --from 2024-07-01 --to 2024-07-31 --mission health"
    ));
}

#[test]
fn a_lower_floor_says_who_would_no_longer_be_told_of() {
    let folder = Folder::joined_up();
    propose(&folder);
    insta::assert_snapshot!(remit(&folder, "replay project --to 2024-08-31 --against draft"));
}

#[test]
fn a_change_is_compared_with_what_was_in_force() {
    let folder = Folder::joined_up();
    let answer = remit(&folder, "run project --format json");
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let revision = answer["revision"].as_str().unwrap().get(..8).unwrap();
    folder.edit("missions/homelessness.toml", "floor = 0.8", "floor = 0.7");
    let said = remit(&folder, &format!("replay project --to 2024-08-31 --against {revision}")).to_string();
    assert!(said.contains("Before: in force since "), "{said}");
    assert!(said.contains("3 alerts appear and 2 move; 1 stays as it is."), "{said}");
    let unknown = remit(&folder, "replay project --against 0000").to_string();
    assert!(
        unknown.contains("there is no folder `0000`, and nothing whose revision begins so was ever in force"),
        "{unknown}"
    );
    assert!(unknown.contains(&format!("name a folder, or one of these\n    {revision}")), "{unknown}");
}

#[test]
fn what_was_not_known_is_left_out() {
    let folder = Folder::two_missions();
    folder.edit("remit.toml", "format = \"csv\"", "format = \"csv\"\nvintage = { column = \"published\" }");
    let published = |day: &str| {
        format!("month,body,percent,published\n2024-01,railway,85,{day}\n2024-02,railway,86,{day}\n")
    };
    // The feed began before: with what it begins is history, and never late.
    folder.drop_in("feeds/trains/2023.csv", "month,body,percent,published\n2023-12,railway,85,2024-01-10\n");
    folder.drop_in("feeds/trains/2024.csv", published("2024-03-05"));
    folder.drop_in("feeds/warmth/2024.csv", "month,body,percent,published\n");
    let known = |options: &str| remit(&folder, &format!("replay project --mission trains {options}")).out;
    let told =
        |day: &str| format!("Two missions, replayed up to 31 December 2024, with what was known on {day}\n");
    let in_time = known("--to 2024-12-31 --known-at 2024-03-05");
    assert!(in_time.starts_with(&told("5 March 2024")), "{in_time}");
    assert!(in_time.contains("Verdicts at the end: one met and one met late."), "{in_time}");
    let never = known("--to 2024-12-31 --known-at 2024-03-04");
    assert!(never.contains("Verdicts at the end: two no data."), "{never}");
    assert_eq!(
        known("--known-at 2024-03-04").lines().next(),
        Some("Two missions, replayed up to 4 March 2024, with what was known on 4 March 2024")
    );
}

#[test]
fn one_core_and_several_say_the_same_word_for_word() {
    let folder = Folder::joined_up();
    propose(&folder);
    for line in
        ["replay project --to 2024-08-31", "replay project --to 2024-08-31 --against draft --format json"]
    {
        let answers =
            ["--jobs 1", "--jobs 2", "--jobs 7"].map(|jobs| remit(&folder, &format!("{line} {jobs}")));
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
    }
}

#[test]
fn a_question_that_makes_no_sense_is_told_so() {
    let folder = Folder::two_missions();
    insta::assert_snapshot!(remit(&folder, "replay project --mission home"));
    insta::assert_snapshot!(remit(&folder, "replay project --from 2024-02-01 --to 2024-01-31"));
    insta::assert_snapshot!(remit(&folder, "replay project --against draft"));
    insta::assert_snapshot!(remit(&folder, "replay project --jobs 0"));
}

#[test]
fn replaying_leaves_nothing_behind() {
    let folder = Folder::joined_up();
    let before = folder.listing();
    remit(&folder, "replay project --to 2024-08-31");
    assert_eq!(folder.listing(), before);
}

/// Adds a mission whose walk takes seconds, so that there is time to stop it.
fn make_heavy(folder: &Folder) {
    let mut mission = String::from(
        "[mission]\nid = \"heavy\"\ntitle = \"A great many days\"\n\n[[measure]]\nid = \"daily\"\ntitle = \"Daily figures\"\nunit = \"percent\"\nevery = \"day\"\nbetter = \"higher\"\ndue = { timely_days = 1 }\n",
    );
    for number in 0..8 {
        write!(
            mission,
            "\n[[obligation]]\nid = \"daily-{number}\"\ntitle = \"Every day\"\nlead = \"ministry\"\nevery = \"day\"\nfrom = \"2010-01-01\"\nmeasure = \"daily\"\nrule = \"at-least\"\nparams = {{ floor = 90 }}\n"
        )
        .unwrap();
        if number > 0 {
            writeln!(mission, "depends_on = [\"daily-0\"]").unwrap();
        }
    }
    folder.drop_in("missions/heavy.toml", mission);
}

#[test]
fn a_replay_that_was_killed_goes_on_where_it_was() {
    let folder = Folder::two_missions();
    make_heavy(&folder);
    let line = "replay project --to 2010-09-30 --mission homes --jobs 2";
    assert_eq!(remit(&folder, line).code, Some(0));
    let line = "replay project --to 2010-09-30 --jobs 2";
    let mut replay = Service::begin(&folder, line);
    replay.wait_for("done and kept");
    let killed = replay.kill();
    assert_eq!((killed.code, &*killed.out), (None, ""), "it was killed before it was done");

    let resumed = tests::process::remit_with(&folder, line, &[("REMIT_LOG", "info")]);
    assert!(resumed.err.contains("taken up where an earlier replay was stopped"), "{}", resumed.err);
    assert!(!folder.listing().contains("replay"), "nothing is left of it");
    assert_eq!(remit(&folder, line).out, resumed.out);
}
