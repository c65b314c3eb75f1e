//! Ladders and the people on them: what is wrong with them, and which obligation has which.

use insta::assert_snapshot;

use super::check::check;
use super::texts::{HOUSING, sources};
use crate::compile::compile;

const PEOPLE: &str = r#"
[[person]]
body = "mhclg"
role = "senior-responsible-owner"
name = "Ann Hay"
"#;

/// What is said of the sound mission with a ladder of these steps, in a project with these people.
#[track_caller]
fn check_steps(steps: &str, people: &str) -> String {
    check(&with_ladder(steps, people))
}

fn with_ladder(steps: &str, people: &str) -> String {
    let ladder = format!("\n[[ladder]]\nid = \"usual\"\nsteps = [{steps}]\n");
    format!("=== remit.toml\n{}\n=== missions/m.toml\n{}{ladder}", people.trim_start(), HOUSING.trim_start())
}

#[test]
fn the_only_ladder_is_that_of_every_obligation() {
    let steps = r#"{ to = "owner" }, { to = "senior-responsible-owner", after_working_days = 10 }"#;
    let compiled = compile(&sources(&with_ladder(steps, PEOPLE)));
    assert_eq!(compiled.diagnostics, []);
    let program = compiled.program.expect("a program");
    let owed = &program.missions["housing"].obligations[0];
    assert_eq!(owed.ladder.as_ref().map(|ladder| ladder.steps.len()), Some(2));
    assert_eq!(program.known_people(jiff::civil::date(2024, 1, 1)).count(), 1, "she is known by her post");
}

#[test]
fn steps_do_not_go_back_in_time() {
    let steps = r#"{ to = "owner", after_working_days = 1 }, { to = "senior-responsible-owner", after_working_days = 1 }"#;
    assert_snapshot!(check_steps(steps, PEOPLE), @r#"
    error[ladder]: the first step is told at once
      --> missions/m.toml:21:47
       |
    21 | steps = [{ to = "owner", after_working_days = 1 }, { to = "senior-responsible-owner", after_working_days = 1 }]
       |                                               ^
       |
       = help: leave `after_working_days` out of it

    error[ladder]: a step comes later than the one before it
      --> missions/m.toml:21:108
       |
    21 | steps = [{ to = "owner", after_working_days = 1 }, { to = "senior-responsible-owner", after_working_days = 1 }]
       |                                                                                                            ^
       |
       = help: write `after_working_days` from the first message on, more with every step
    "#);
}

#[test]
fn a_ladder_leads_to_somebody() {
    assert_snapshot!(check_steps(r#"{ to = "owner" }, { to = "board", after_working_days = 9 }"#, PEOPLE), @r#"
    warning[ladder]: the ladder ends at a board, and the mission has none
      --> missions/m.toml:21:35
       |
    21 | steps = [{ to = "owner" }, { to = "board", after_working_days = 9 }]
       |                                   ^^^^^^^
       |
       = help: name it with `board` under [mission], or its members as a [[person]] with the role `board` in remit.toml or people.csv
    "#);
    let nobody = r#"{ to = "owner" }, { to = "senior-responsible-ower", after_working_days = 5 }, { to = "minister", after_working_days = 9 }"#;
    assert_snapshot!(check_steps(nobody, PEOPLE), @r#"
    warning[ladder]: nobody holds the role `senior-responsible-ower`
      --> missions/m.toml:21:35
       |
    21 | steps = [{ to = "owner" }, { to = "senior-responsible-ower", after_working_days = 5 }, { to = "minister", after_working_days = 9 }]
       |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `senior-responsible-owner`?

    warning[ladder]: the ladder ends with `minister`, which nobody holds
      --> missions/m.toml:21:95
       |
    21 | steps = [{ to = "owner" }, { to = "senior-responsible-ower", after_working_days = 5 }, { to = "minister", after_working_days = 9 }]
       |                                                                                               ^^^^^^^^^^
       |
       = help: name a [[person]] with that role in remit.toml or people.csv, or end it with the board
    "#);
}

#[test]
fn a_ladder_that_is_named_exists() {
    let mission = HOUSING.replace("lead = \"mhclg\"", "lead = \"mhclg\"\nladder = \"usul\"");
    let ladder = "\n[[ladder]]\nid = \"usual\"\nsteps = [{ to = \"owner\" }]\n";
    assert_snapshot!(check(&format!("=== missions/m.toml\n{}{ladder}", mission.trim_start())), @r#"
    error[ladder]: the mission has no ladder `usul`
      --> missions/m.toml:15:10
       |
    15 | ladder = "usul"
       |          ^^^^^^
       |
       = help: did you mean `usual`?
    "#);
}

#[test]
fn one_post_has_one_holder_at_a_time_at_a_body_that_exists() {
    let second = PEOPLE.replace("Ann Hay", "Bo Lee");
    let elsewhere = PEOPLE.replace("mhclg", "mhclgg").replace("Ann Hay", "Sam Roe");
    let ended = format!("{}from = 2024-02-01\nuntil = 2024-01-01\n", PEOPLE.replace("Ann Hay", "Kim Fox"));
    let step = r#"{ to = "owner" }"#;
    assert_snapshot!(check_steps(step, &format!("{PEOPLE}{second}{elsewhere}")), @r#"
    warning[person]: `mhclg` has two people as `senior-responsible-owner` at one time; the first is told
     --> remit.toml:8:8
      |
    8 | role = "senior-responsible-owner"
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
     ::: remit.toml:3:8
      |
    3 | role = "senior-responsible-owner"
      |        -------------------------- the first one
      |
      = help: say with `until` and `from` who holds the post when

    warning[unknown-body]: there is no body `mhclgg`
      --> remit.toml:12:8
       |
    12 | body = "mhclgg"
       |        ^^^^^^^^
       |
       = help: did you mean `mhclg`?
    "#);
    assert_snapshot!(check_steps(step, &ended), @"
    error[invalid-value]: `until` is 2024-01-01, before `from`, which is 2024-02-01
     --> remit.toml:6:9
      |
    6 | until = 2024-01-01
      |         ^^^^^^^^^^
    ");
}
