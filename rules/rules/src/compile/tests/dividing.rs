//! Measures that are divided, and what names their values.

use insta::assert_snapshot;

use super::check::check_instead;
use super::texts::HOUSING;
use crate::compile::compile;
use engine::program::Program;

const DIVIDED: &str =
    "every = \"quarter\"\nbreakdown = { name = \"referrer\", of = [\"prison\", \"hospital\"] }";

const ALL: &str = "measure = \"referrals/*\"\n\n[[obligation.contribution]]\nby = \"hm-prisons\"\n\n\
    [[obligation.contribution]]\neach = [\"north\", \"south\"]\n";

/// The program of the sound mission with texts in it replaced.
#[track_caller]
fn program(changes: &[(&str, &str)]) -> Program {
    let mut text = HOUSING.replacen("every = \"quarter\"", DIVIDED, 1);
    for (sound, changed) in changes {
        assert!(text.contains(sound), "`{sound}` stands in the mission");
        text = text.replacen(sound, changed, 1);
    }
    let compiled = compile(&super::texts::sources(&format!("=== missions/m.toml\n{}", text.trim_start())));
    compiled.program.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
}

fn measures(program: &Program) -> String {
    let measures = program.catalogue.measures.values();
    measures.map(|measure| format!("{}: {}", measure.id, measure.title)).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_value_is_a_measure_of_its_own() {
    assert_snapshot!(measures(&program(&[])), @"
    referrals: Households referred
    referrals/prison: Households referred: prison
    referrals/hospital: Households referred: hospital
    ");
}

#[test]
fn one_value_can_be_named_and_all_of_them_are_a_contribution_each() {
    let one = program(&[("measure = \"referrals\"", "measure = \"referrals/prison\"")]);
    let parts = |program: &Program| {
        let obligations = program.missions.values().flat_map(|mission| &mission.obligations);
        let parts = obligations.flat_map(|owed| &owed.terms.parts);
        parts.map(|part| format!("{:?} {}", part.id, part.duty.measure)).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(parts(&one), @"Lead referrals/prison");
    assert_snapshot!(parts(&program(&[("measure = \"referrals\"", ALL)])), @r#"
    Contribution("prison") referrals/prison
    Contribution("hospital") referrals/hospital
    Contribution("north-prison") referrals/prison
    Contribution("north-hospital") referrals/hospital
    Contribution("south-prison") referrals/prison
    Contribution("south-hospital") referrals/hospital
    "#);
}

#[test]
fn a_breakdown_that_makes_no_sense_is_refused() {
    let breakdown =
        |text: &str| check_instead("every = \"quarter\"", &format!("every = \"quarter\"\n{text}"));
    assert_snapshot!(breakdown("breakdown = { name = \"referrer\", of = [] }"), @r#"
    error[invalid-value]: `of` is empty: name each value
     --> missions/m.toml:9:39
      |
    9 | breakdown = { name = "referrer", of = [] }
      |                                       ^^
    "#);
    assert_snapshot!(breakdown("breakdown = { name = \"referrer\", of = [\"a\", \"total\"] }"), @r#"
    error[invalid-value]: `total` is what all values come to
     --> missions/m.toml:9:45
      |
    9 | breakdown = { name = "referrer", of = ["a", "total"] }
      |                                             ^^^^^^^
      |
      = help: give the value another name
    "#);
    assert_snapshot!(breakdown("breakdown = { name = \"referrer\", of = [\"a\", \"a\"] }"), @r#"
    error[duplicate-id]: `a` stands there twice
     --> missions/m.toml:9:45
      |
    9 | breakdown = { name = "referrer", of = ["a", "a"] }
      |                                             ^^^
    "#);
    assert_snapshot!(breakdown("breakdown = { of = [\"Not an id\"] }"), @r#"
    error[toml]: `breakdown` lacks `name`
     --> missions/m.toml:9:13
      |
    9 | breakdown = { of = ["Not an id"] }
      |             ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add a line such as `name = "referrer"`

    error[malformed-id]: `Not an id` is not a well-formed id
     --> missions/m.toml:9:21
      |
    9 | breakdown = { of = ["Not an id"] }
      |                     ^^^^^^^^^^^
      |
      = help: an id begins with a lower-case letter and goes on with lower-case letters, digits, `-` and `_`
    "#);
    assert_snapshot!(
        breakdown("adds_up = { numerator = \"referrals\", denominator = \"referrals\" }\nbreakdown = { name = \"r\", of = [\"a\"] }"),
        @r#"
    error[invalid-value]: `referrals` is a ratio itself
     --> missions/m.toml:9:25
      |
    9 | adds_up = { numerator = "referrals", denominator = "referrals" }
      |                         ^^^^^^^^^^^
      |
      = help: take a ratio of measures that are reported

    error[invalid-value]: `referrals` is a ratio itself
     --> missions/m.toml:9:52
      |
    9 | adds_up = { numerator = "referrals", denominator = "referrals" }
      |                                                    ^^^^^^^^^^^
      |
      = help: take a ratio of measures that are reported

    error[invalid-value]: percentages do not add up to a total
      --> missions/m.toml:10:13
       |
    10 | breakdown = { name = "r", of = ["a"] }
       |             ^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: leave it out, and divide `referrals` and `referrals`
    "#
    );
}

#[test]
fn all_values_are_no_duty_of_a_lead_alone() {
    let divided = HOUSING.replacen("every = \"quarter\"", DIVIDED, 1);
    let divided = divided.replacen("measure = \"referrals\"", "measure = \"referrals/*\"", 1);
    assert_snapshot!(super::check::check_mission(divided.trim_start()), @r#"
    error[invalid-value]: `referrals/*` makes a contribution of each value, and there are none
      --> missions/m.toml:18:11
       |
    18 | measure = "referrals/*"
       |           ^^^^^^^^^^^^^
       |
       = help: add [[obligation.contribution]], or name one measure
    "#);
}

#[test]
fn a_value_that_is_not_there_is_told_with_the_nearest() {
    assert_snapshot!(check_instead("measure = \"referrals\"", "measure = \"referrals/prison\""), @r#"
    error[unknown-measure]: there is no measure `referrals/prison`
      --> missions/m.toml:17:11
       |
    17 | measure = "referrals/prison"
       |           ^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `referrals`?
    "#);
    assert_snapshot!(check_instead("measure = \"referrals\"", "measure = \"referrals/*\""), @r#"
    error[unknown-measure]: `referrals` is not divided, so `referrals/*` names nothing
      --> missions/m.toml:17:11
       |
    17 | measure = "referrals/*"
       |           ^^^^^^^^^^^^^
       |
       = help: leave `/*` out, or give the measure a `breakdown`
    "#);
}
