//! Names of what does not exist, or exists twice.

use insta::assert_snapshot;

use super::check::{check, check_instead, check_mission};
use super::texts::HOUSING;

#[test]
fn an_unknown_body_suggests_the_near_one() {
    assert_snapshot!(check_instead("\"mhclg\"", "\"mhlcg\""), @r#"
    error[unknown-body]: there is no body `mhlcg`
      --> missions/m.toml:14:8
       |
    14 | lead = "mhlcg"
       |        ^^^^^^^
       |
       = help: did you mean `mhclg`?
    "#);
    assert_snapshot!(check_instead("\"mhclg\"", "\"treasury\""), @r#"
    error[unknown-body]: there is no body `treasury`
      --> missions/m.toml:14:8
       |
    14 | lead = "treasury"
       |        ^^^^^^^^^^
       |
       = help: add it to the register of bodies
    "#);
}

#[test]
fn an_unknown_measure() {
    assert_snapshot!(check_instead("measure = \"referrals\"", "measure = \"referals\""), @r#"
    error[unknown-measure]: there is no measure `referals`
      --> missions/m.toml:17:11
       |
    17 | measure = "referals"
       |           ^^^^^^^^^^
       |
       = help: did you mean `referrals`?
    "#);
}

#[test]
fn an_unknown_rule() {
    assert_snapshot!(check_instead("rule = \"always\"", "rule = \"allways\""), @r#"
    error[unknown-rule]: there is no rule `allways`
      --> missions/m.toml:16:8
       |
    16 | rule = "allways"
       |        ^^^^^^^^^
       |
       = help: did you mean `always`?
    "#);
    assert_snapshot!(check_instead("rule = \"always\"", "rule = \"keep-pace\""), @r#"
    error[unknown-rule]: there is no rule `keep-pace`
      --> missions/m.toml:16:8
       |
    16 | rule = "keep-pace"
       |        ^^^^^^^^^^^
       |
       = help: write it in a file `rules/keep-pace.rhai`
    "#);
}

#[test]
fn an_unknown_publisher() {
    assert_snapshot!(check_instead("every =", "told_by = \"nroth\"\nevery ="), @r#"
    error[unknown-body]: there is no body `nroth`
     --> missions/m.toml:8:11
      |
    8 | told_by = "nroth"
      |           ^^^^^^^
      |
      = help: did you mean `north`?
    "#);
}

#[test]
fn an_unknown_kind_of_body() {
    let reporters = |group: &str| check_instead("every =", &format!("reported_by = {group}\nevery ="));
    assert_snapshot!(reporters("{ kind = \"nhs-regions\" }"), @r#"
    error[unknown-body]: no body is of the kind `nhs-regions`
     --> missions/m.toml:8:24
      |
    8 | reported_by = { kind = "nhs-regions" }
      |                        ^^^^^^^^^^^^^
      |
      = help: did you mean `nhs-region`?
    "#);
    assert_snapshot!(reporters("[\"north\", \"nroth\"]"), @r#"
    error[unknown-body]: there is no body `nroth`
     --> missions/m.toml:8:25
      |
    8 | reported_by = ["north", "nroth"]
      |                         ^^^^^^^
      |
      = help: did you mean `north`?
    "#);
    assert_snapshot!(reporters("\"north\""), @r#"
    error[toml]: `reported_by` must be a list of bodies or `{ kind = ".." }`, not a text
     --> missions/m.toml:8:15
      |
    8 | reported_by = "north"
      |               ^^^^^^^
    "#);
}

#[test]
fn an_unknown_obligation() {
    let waits = |name: &str| check_instead("rule =", &format!("depends_on = [\"{name}\"]\nrule ="));
    assert_snapshot!(waits("reefer"), @r#"
    error[unknown-obligation]: there is no obligation `reefer`
      --> missions/m.toml:16:15
       |
    16 | depends_on = ["reefer"]
       |               ^^^^^^^^
       |
       = help: did you mean `refer`?
    "#);
    assert_snapshot!(waits("house/refer"), @r#"
    error[unknown-obligation]: there is no obligation `house/refer`
      --> missions/m.toml:16:15
       |
    16 | depends_on = ["house/refer"]
       |               ^^^^^^^^^^^^^
       |
       = help: did you mean `housing/refer`?
    "#);
    assert_snapshot!(waits("measure:referal"), @r#"
    error[unknown-measure]: there is no measure `referal`
      --> missions/m.toml:16:15
       |
    16 | depends_on = ["measure:referal"]
       |               ^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `referrals`?
    "#);
    assert_snapshot!(waits("build"), @r#"
    error[unknown-obligation]: there is no obligation `build`
      --> missions/m.toml:16:15
       |
    16 | depends_on = ["build"]
       |               ^^^^^^^
       |
       = help: name it `obligation`, `mission/obligation` or `measure:measure`
    "#);
}

#[test]
fn an_obligation_of_another_mission_is_named_with_it() {
    let other =
        HOUSING.replace("housing", "homes").replace("referrals", "visits").replace("refer\"", "visit\"");
    let waiting = HOUSING.replace("rule =", "depends_on = [\"visit\"]\nrule =");
    assert_snapshot!(check(&format!("=== missions/a.toml\n{waiting}=== missions/b.toml\n{other}")), @r#"
    error[unknown-obligation]: there is no obligation `visit`
      --> missions/a.toml:17:15
       |
    17 | depends_on = ["visit"]
       |               ^^^^^^^
       |
       = help: did you mean `homes/visit`?
    "#);
}

#[test]
fn two_things_of_one_id_in_a_mission() {
    assert_snapshot!(check_instead("[[obligation]]", MEASURE_AGAIN), @r#"
    error[duplicate-id]: two measures have the id `referrals`
      --> missions/m.toml:12:6
       |
    12 | id = "referrals"
       |      ^^^^^^^^^^^
       |
      ::: missions/m.toml:6:6
       |
     6 | id = "referrals"
       |      ----------- the first one
       |
       = help: give one of them another id
    "#);
    let obligation = HOUSING.split_once("[[obligation]]").unwrap().1;
    assert_snapshot!(check_mission(&format!("{HOUSING}\n[[obligation]]{obligation}")), @r#"
    error[duplicate-id]: two obligations have the id `refer`
      --> missions/m.toml:21:6
       |
    21 | id = "refer"
       |      ^^^^^^^
       |
      ::: missions/m.toml:13:6
       |
    13 | id = "refer"
       |      ------- the first one
       |
       = help: give one of them another id
    "#);
}

const MEASURE_AGAIN: &str =
    "[[measure]]\nid = \"referrals\"\ntitle = \"Again\"\nevery = \"quarter\"\n\n[[obligation]]";

#[test]
fn two_missions_of_one_id() {
    let other = HOUSING.replace("referrals", "visits");
    assert_snapshot!(check(&format!("=== missions/b.toml\n{HOUSING}=== missions/a.toml\n{other}")), @r#"
    error[duplicate-id]: two missions have the id `housing`
     --> missions/b.toml:3:6
      |
    3 | id = "housing"
      |      ^^^^^^^^^
      |
     ::: missions/a.toml:3:6
      |
    3 | id = "housing"
      |      --------- the first one
      |
      = help: give one of them another id
    "#);
}

#[test]
fn a_measure_that_two_missions_declare() {
    let other = HOUSING.replace("housing", "homes");
    assert_snapshot!(check(&format!("=== missions/a.toml\n{HOUSING}=== missions/b.toml\n{other}")), @r#"
    error[duplicate-id]: two measures have the id `referrals`
     --> missions/b.toml:7:6
      |
    7 | id = "referrals"
      |      ^^^^^^^^^^^
      |
     ::: missions/a.toml:7:6
      |
    7 | id = "referrals"
      |      ----------- the first one
      |
      = help: give one of them another id
    "#);
}

#[test]
fn a_name_may_stand_in_a_file_that_is_not_understood() {
    let user = HOUSING.replace("measure = \"referrals\"", "measure = \"beds\"");
    assert_snapshot!(check(&format!("=== missions/a.toml\n{user}=== missions/b.toml\n[mission\n")), @r#"
    error[unknown-measure]: there is no measure `beds`
      --> missions/a.toml:18:11
       |
    18 | measure = "beds"
       |           ^^^^^^
       |
       = help: it may stand in `missions/b.toml`, which is not understood yet

    error[toml]: this is not TOML: unclosed table, expected `]`
     --> missions/b.toml:1:9
      |
    1 | [mission
      |         ^
    "#);
}
