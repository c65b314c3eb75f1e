//! `remit explain`: what it says of alerts and of verdicts, in words, as JSON and as a picture.

use serde_json::Value;
use tests::process::{Folder, remit};

const DAY: &str = "--as-of 2024-09-30";

#[track_caller]
fn explain(folder: &Folder, question: &str) -> String {
    let answer = remit(folder, &format!("explain project {question}"));
    assert_eq!((answer.code, &*answer.err), (Some(0), ""), "{answer}");
    answer.out
}

#[track_caller]
fn json(folder: &Folder, question: &str) -> Value {
    serde_json::from_str(&explain(folder, &format!("{question} --format json"))).expect("one document")
}

#[test]
fn a_board_member_reads_why_an_alert_stands() {
    let folder = Folder::joined_up();
    insta::assert_snapshot!(explain(&folder, "homelessness/duty-to-refer --as-of 2024-08-31"));
}

#[test]
fn many_parts_are_told_in_few_lines_each() {
    let folder = Folder::joined_up();
    insta::assert_snapshot!(explain(&folder, "health/four-hours/nhs-england --as-of 2024-08-31"));
}

#[test]
fn silence_and_what_holds_an_obligation_up_are_told() {
    let folder = Folder::held_up();
    insta::assert_snapshot!(explain(&folder, &format!("works/repairs {DAY}")));
}

#[test]
fn what_waits_for_an_obligation_is_told() {
    let folder = Folder::held_up();
    insta::assert_snapshot!(explain(&folder, &format!("works/permits {DAY}")));
}

#[test]
fn a_band_is_told_by_both_of_its_ends() {
    let folder = Folder::held_up();
    insta::assert_snapshot!(explain(&folder, &format!("works/budget {DAY}")));
}

#[test]
fn a_verdict_that_nobody_complains_of_is_explained() {
    let folder = Folder::held_up();
    insta::assert_snapshot!(explain(&folder, &format!("works/repairs/north 2024-Q1 {DAY}")));
}

#[test]
fn an_obligation_of_which_nothing_is_due_is_explained() {
    let folder = Folder::held_up();
    insta::assert_snapshot!(explain(&folder, "works/inspection --as-of 2024-02-01"));
}

#[test]
fn everything_is_told_where_that_is_asked_for() {
    let folder = Folder::held_up();
    let (brief, whole) = ("works/repairs 2024-Q2", "works/repairs 2024-Q2 --all");
    let count = |question: &str| {
        explain(&folder, &format!("{question} {DAY}")).matches("rules/at-least.rhai").count()
    };
    assert_eq!((count(brief), count(whole)), (3, 3));
    let alert = |more: &str| explain(&folder, &format!("works/repairs{more} {DAY}")).matches(".rhai").count();
    assert!(alert(" --all") >= alert(""));
}

#[test]
fn a_rule_that_fails_is_explained_by_the_figures_at_which_it_would_not() {
    let folder = Folder::held_up();
    folder.drop_in(
        "rules/within.rhai",
        "fn assess(my) {\n    let left = 700 - my.value(); my.params.is_empty();\n    met(`${1 / left}`)\n}\n",
    );
    insta::assert_snapshot!(explain(&folder, &format!("works/budget/rule-failed {DAY}")));
}

#[test]
fn what_does_not_exist_suggests_what_does() {
    let folder = Folder::held_up();
    let ask = |question: &str| remit(&folder, &format!("explain project {question} {DAY}"));
    insta::assert_snapshot!(ask("works/repairs/nort"), @"
    remit: there is no alert, obligation or contribution `works/repairs/nort`
      help: did you mean `works/repairs/north`?
    exit code 2
    ");
    insta::assert_snapshot!(ask("works/repair"), @"
    remit: there is no alert, obligation or contribution `works/repair`
      help: did you mean `works/repairs`?
    exit code 2
    ");
    insta::assert_snapshot!(ask("works/repairs/north 2024-Q5"), @"
    remit: `2024-Q5` is not a quarter; write it like `2020-Q4`
      help: `works/repairs/north` is owed for every quarter
    exit code 2
    ");
    insta::assert_snapshot!(ask("works/repairs/north 2031-Q1"), @"
    remit: nothing is known of `works/repairs/north` for that period
      help: it is owed from 2024-Q1 until 2024-Q2, and judged once a period has begun
    exit code 2
    ");
}

#[test]
fn an_obligation_without_an_alert_is_explained_under_the_name_of_its_alert() {
    let folder = Folder::two_missions();
    let answer = explain(&folder, "homes/warmth");
    insta::assert_snapshot!(answer.lines().take(12).collect::<Vec<_>>().join("\n"), @"
    Councils keep homes warm
    homes/warmth: February 2024, met

    How it stands
      February 2024, North Council: met.
      February 2024, South Council: met.
      February 2024, the whole: met (delivered by two of two contributions).
      Ministry of Homes answers for the whole.

    Why
      February 2024, North Council: 96 against a floor of 90.
      February 2024, South Council: 94 against a floor of 90.
    ");
}

#[test]
fn the_json_holds_every_part_with_its_figures_and_the_same_words() {
    let folder = Folder::held_up();
    let document = json(&folder, &format!("works/repairs {DAY}"));
    insta::assert_snapshot!(serde_json::to_string_pretty(&document["parts"][1]).unwrap());
    insta::assert_snapshot!(keys(&document), @"alert as_of earlier judged_by lead mission obligation open_alert parts period reason remedy reporting revised revision tree verdict verdict_before_revision waited_for_by waits_for words");
    insta::assert_snapshot!(serde_json::to_string(&document["remedy"]).unwrap(), @r#"{"any":true,"broken":3,"choices":[["region","north"],["region","south"],["north","south"]],"fewest":2}"#);
    let words = explain(&folder, &format!("works/repairs {DAY}"));
    for kind in ["wrong", "why", "different", "changed"] {
        for said in document["words"][kind].as_array().unwrap() {
            assert!(words.contains(said.as_str().unwrap()), "{said} is in the words");
        }
    }
}

fn keys(object: &Value) -> String {
    object.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_figure_keeps_every_digit_in_the_json() {
    let folder = Folder::held_up();
    folder.append("feeds/works/2024.csv", "Q2 2024,south,repairs,99.1234567890123456,final,2024-07-12\n");
    let document = json(&folder, &format!("works/repairs/south 2024-Q2 {DAY}"));
    assert_eq!(document["parts"][2]["evidence"][0]["value"], "99.1234567890123456");
}

#[test]
fn the_picture_is_one_well_formed_svg_with_every_part_in_it() {
    let folder = Folder::held_up();
    let svg = explain(&folder, &format!("works/repairs --format svg {DAY}"));
    insta::assert_snapshot!(svg);
    assert!(!svg.contains("<script") && !svg.contains('\u{1b}'));
}

#[test]
fn an_answer_is_written_to_a_file_without_colours() {
    let folder = Folder::held_up();
    assert_eq!(explain(&folder, &format!("works/budget {DAY} --out why.txt")), "");
    let written = std::fs::read_to_string(folder.root().join("why.txt")).unwrap();
    assert_eq!(written, explain(&folder, &format!("works/budget {DAY}")));
    let answer = remit(&folder, &format!("explain project works/budget {DAY} --out nowhere/why.txt"));
    assert_eq!(answer.code, Some(2), "{answer}");
}

/// An obligation with so many contributions that nobody could read of each.
fn crowd(bodies: usize) -> Folder {
    let folder = Folder::held_up();
    let crowd = (1..=bodies)
        .map(|body| format!("team-{body},Team {body} of the Ministry of Works and Public Buildings,team,\n"));
    folder.append("bodies.csv", &crowd.collect::<String>());
    folder.edit(
        "missions/works.toml",
        "[[obligation.contribution]]\nby = \"south\"",
        "[[obligation.contribution]]\neach = { kind = \"team\" }",
    );
    folder.edit("missions/works.toml", "needs = { at_least = 2 }", "needs = { at_least = 30 }");
    let reports =
        (1..=bodies).map(|body| format!("Q2 2024,team-{body},repairs,{},final,2024-07-12\n", body * 4));
    folder.append("feeds/works/2024.csv", &reports.collect::<String>());
    folder
}

#[test]
fn forty_contributions_do_not_drown_the_answer() {
    let folder = crowd(40);
    insta::assert_snapshot!(explain(&folder, &format!("works/repairs {DAY}")));
    let all = explain(&folder, &format!("works/repairs {DAY} --all"));
    assert!(!all.contains("--all") && all.contains("Team 24 of"), "{all}");
}

/// What is said of changes of texts, without the day on which the test runs.
fn revisions(answer: &str) -> String {
    let meant = answer
        .lines()
        .filter(|line| line.contains("(missions/") || line.contains("(rules/") || line.contains("newest"));
    let undated = meant.map(|line| match *line.trim().splitn(5, ' ').collect::<Vec<_>>() {
        ["On", _, _, year, rest] => format!("On DAY{} {rest}", year.trim_start_matches(char::is_numeric)),
        _ => line.trim().to_owned(),
    });
    undated.collect::<Vec<_>>().join("\n")
}

#[test]
fn changes_of_rules_and_declarations_are_told_with_the_lines_that_differ() {
    let folder = Folder::two_missions();
    let question = "trains/punctuality";
    let run = || assert!(remit(&folder, "run project").code.is_some_and(|code| code < 2));
    run();
    assert_eq!(revisions(&explain(&folder, question)), "");
    folder.edit("missions/trains.toml", "floor = 80", "floor = 95");
    insta::assert_snapshot!(revisions(&explain(&folder, question)), @"
    The declaration of the mission (missions/trains.toml) was changed: line 24, under `[[obligation]]`, was `params = { floor = 80 }` and is now `params = { floor = 95 }`. It is written, and not in force yet.
    February 2024, the whole would be met by the texts before the newest change, and is restated as missed.
    All of this answer goes by the newest texts, as if they had always been in force.
    ");
    run();
    let rule = folder.read("rules/on-time.rhai");
    folder.drop_in(
        "rules/on-time.rhai",
        rule.replace("fn assess(my) {", "fn assess(my) {\n    // Trains.\n    let limit = 1;"),
    );
    run();
    insta::assert_snapshot!(revisions(&explain(&folder, question)), @"
    On DAY the rule `on-time` (rules/on-time.rhai) was changed: line 6 is new: `// Trains.`; line 7 is new: `let limit = 1;`.
    On DAY the declaration of the mission (missions/trains.toml) was changed: line 24, under `[[obligation]]`, was `params = { floor = 80 }` and is now `params = { floor = 95 }`.
    February 2024, the whole would be missed by the texts before the newest change as well.
    All of this answer goes by the newest texts, as if they had always been in force.
    ");
    let then = explain(&folder, &format!("{question} --as-of 2024-12-31"));
    assert!(then.contains("the days before are judged by its first texts"), "{then}");
    insta::assert_snapshot!(revisions(&then), @"
    On DAY, after the day that is asked about, the rule `on-time` (rules/on-time.rhai) was changed: line 6 is new: `// Trains.`; line 7 is new: `let limit = 1;`.
    On DAY, after the day that is asked about, the declaration of the mission (missions/trains.toml) was changed: line 24, under `[[obligation]]`, was `params = { floor = 80 }` and is now `params = { floor = 95 }`.
    ");
    let document = json(&folder, question);
    let revised = document["revised"].as_array().unwrap();
    assert_eq!(revised.len(), 2);
    assert!(revised.iter().all(|revised| revised["in_force_since"].is_string()), "{revised:?}");
    insta::assert_snapshot!(revised[0]["texts"], @r#"[{"change":"changed","file":"missions/trains.toml","lines":[{"after":"params = { floor = 95 }","before":"params = { floor = 80 }","line":24,"under":"[[obligation]]"}],"text":"declaration","version":null,"version_before":null}]"#);
    assert_eq!(revisions(&explain(&folder, "homes/warmth")), "", "the other mission has not changed");
}
