//! Contributions that do not fit what stands beside them, and obligations that wait in a circle.

use insta::assert_snapshot;

use super::check::{check, check_instead, check_mission};
use super::texts::HOUSING;

/// The sound mission with contributions.
#[track_caller]
fn check_contributions(obligation: &str, contributions: &str) -> String {
    let text = HOUSING.replace("lead =", &format!("{obligation}\nlead ="));
    check_mission(format!("{text}{contributions}").trim_start())
}

const TWO: &str = "\
[[obligation.contribution]]
by = \"hm-prisons\"
[[obligation.contribution]]
by = \"probation\"
";

#[test]
fn more_is_needed_than_there_is() {
    assert_snapshot!(check_contributions("needs = { at_least = 3 }", TWO), @r"
    error[invalid-value]: `at_least` is 3, and there are 2 contributions
      --> missions/m.toml:14:9
       |
    14 | needs = { at_least = 3 }
       |         ^^^^^^^^^^^^^^^^
    ");
    assert_snapshot!(check_contributions("needs = { weight = 2.5 }", TWO), @r"
    error[invalid-value]: `weight` is 2.5, and all contributions together weigh 2
      --> missions/m.toml:14:9
       |
    14 | needs = { weight = 2.5 }
       |         ^^^^^^^^^^^^^^^^
    ");
    let one = "[[obligation.contribution]]\nby = \"probation\"\n";
    assert_snapshot!(check_contributions("needs = { at_least = 2 }", one), @r"
    error[invalid-value]: `at_least` is 2, and there is 1 contribution
      --> missions/m.toml:14:9
       |
    14 | needs = { at_least = 2 }
       |         ^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn needs_without_contributions() {
    assert_snapshot!(check_instead("lead =", "needs = \"all\"\nlead ="), @r#"
    error[invalid-value]: `needs` joins contributions, and there are none
      --> missions/m.toml:14:9
       |
    14 | needs = "all"
       |         ^^^^^
       |
       = help: add [[obligation.contribution]], or leave `needs` out
    "#);
}

#[test]
fn a_weight_of_nought() {
    let contributions = "[[obligation.contribution]]\nby = \"probation\"\nweight = 0\n";
    assert_snapshot!(check_contributions("", contributions), @r"
    error[invalid-value]: `weight` must be more than zero
      --> missions/m.toml:21:10
       |
    21 | weight = 0
       |          ^
    ");
}

#[test]
fn contributions_that_share_an_id() {
    let again = "[[obligation.contribution]]\nby = \"hm-prisons\"\n";
    assert_snapshot!(check_contributions("", &format!("{again}{again}")), @r#"
    error[duplicate-id]: two contributions have the id `hm-prisons`
      --> missions/m.toml:22:6
       |
    22 | by = "hm-prisons"
       |      ^^^^^^^^^^^^
       |
      ::: missions/m.toml:20:6
       |
    20 | by = "hm-prisons"
       |      ------------ the first one
       |
       = help: give one of them another `id`
    "#);
    let each = "[[obligation.contribution]]\nby = \"north\"\n[[obligation.contribution]]\neach = { kind = \"nhs-region\" }\n";
    assert_snapshot!(check_contributions("", each), @r#"
    error[duplicate-id]: two contributions have the id `north`
      --> missions/m.toml:22:8
       |
    22 | each = { kind = "nhs-region" }
       |        ^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: missions/m.toml:20:6
       |
    20 | by = "north"
       |      ------- the first one
       |
       = help: give one of them another `id`
    "#);
}

#[test]
fn a_contribution_by_nobody_or_by_too_many() {
    assert_snapshot!(check_contributions("", "[[obligation.contribution]]\nowner = \"Governor\"\n"), @r#"
    error[toml]: [[obligation.contribution]] lacks `by`
      --> missions/m.toml:19:1
       |
    19 | [[obligation.contribution]]
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add a line such as `by = "hm-prison-service"`
    "#);
    let both = "[[obligation.contribution]]\nby = \"north\"\neach = [\"south\"]\n";
    assert_snapshot!(check_contributions("", both), @r#"
    error[invalid-value]: `each` and `by` exclude each other
      --> missions/m.toml:20:6
       |
    20 | by = "north"
       |      ^^^^^^^
       |
       = help: leave one of them out
    "#);
    let named = "[[obligation.contribution]]\nid = \"regions\"\neach = { kind = \"nhs-region\" }\n";
    assert_snapshot!(check_contributions("", named), @r#"
    error[invalid-value]: `id` cannot be shared by the contributions of `each`
      --> missions/m.toml:20:6
       |
    20 | id = "regions"
       |      ^^^^^^^^^
       |
       = help: leave `id` out: each contribution is named after its body
    "#);
    assert_snapshot!(check_contributions("", "[[obligation.contribution]]\neach = []\n"), @r"
    error[invalid-value]: `each` stands for no body that existed while the obligation was owed
      --> missions/m.toml:20:8
       |
    20 | each = []
       |        ^^
    ");
    assert_snapshot!(check_contributions("", "[[obligation.contribution]]\neach = [\"east\"]\n"), @r#"
    error[invalid-value]: `each` stands for no body that existed while the obligation was owed
      --> missions/m.toml:20:8
       |
    20 | each = ["east"]
       |        ^^^^^^^^
    "#);
}

#[test]
fn a_duty_without_its_measure_or_rule() {
    let unfinished = HOUSING.replace("rule = \"always\"\nmeasure = \"referrals\"", "");
    assert_snapshot!(check(&format!("=== missions/m.toml\n{}", unfinished.trim_start())), @r#"
    warning[not-measurable]: `refer` is not yet measurable: it lacks `measure` and `rule`
      --> missions/m.toml:11:1
       |
    11 | [[obligation]]
       | ^^^^^^^^^^^^^^
       |
       = help: say what is missing once it is known; until then nobody owes it, and it is listed as not yet measurable
    "#);
    let text = HOUSING.replace("rule = \"always\"\n", "");
    let other = "[[obligation.contribution]]\nby = \"south\"\nrule = \"always\"\n";
    assert_snapshot!(check_mission(&format!("{text}[[obligation.contribution]]\nby = \"north\"\n{other}")), @r"
    error[toml]: [[obligation.contribution]] lacks `rule`
      --> missions/m.toml:18:1
       |
    18 | [[obligation.contribution]]
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add `rule` here, or in the obligation for all its contributions
    ");
}

const MONTHLY: &str = "[[measure]]\nid = \"beds\"\ntitle = \"Beds\"\nevery = \"month\"\n[[obligation]]";

#[test]
fn cadences_that_do_not_fit() {
    assert_snapshot!(check_instead("lead =", "every = \"month\"\nlead ="), @r#"
    error[invalid-period]: `2019-Q4` is not a month
      --> missions/m.toml:16:8
       |
    16 | from = "2019-Q4"
       |        ^^^^^^^^^
       |
       = help: write it like `2020-11`

    error[invalid-value]: `referrals` is reported every quarter, and `refer` is owed every month
      --> missions/m.toml:18:11
       |
    18 | measure = "referrals"
       |           ^^^^^^^^^^^
       |
       = help: an obligation and its measures go by the same periods; split it where they differ
    "#);
    let text = HOUSING.replace("[[obligation]]", MONTHLY);
    let contributions = "[[obligation.contribution]]\nby = \"north\"\n[[obligation.contribution]]\nby = \"south\"\nmeasure = \"beds\"\n";
    let due = text.replace("lead =", "due = { timely_days = 9 }\nlead =");
    assert_snapshot!(check_mission(&format!("{due}{contributions}")), @r#"
    error[invalid-value]: `beds` is reported every month, and `refer` is owed every quarter
      --> missions/m.toml:28:11
       |
    28 | measure = "beds"
       |           ^^^^^^
       |
       = help: an obligation and its measures go by the same periods; split it where they differ, or say with `roll_up` in its [[measure]] what the figures of each month make of a quarter
    "#);
}

#[test]
fn a_measure_that_is_rolled_up_is_read_for_longer_periods_and_no_others() {
    let text = |roll_up: &str, every: &str| {
        let text = HOUSING.replace("[[obligation]]", &format!("{MONTHLY}\nevery = \"{every}\""));
        let text = text.replace("every = \"month\"", &format!("every = \"month\"\n{roll_up}"));
        let text = text.replace("measure = \"referrals\"", "measure = \"beds\"");
        text.replace("2019-Q4", if every == "week" { "2019-W40" } else { "2019-Q4" })
    };
    let owed = |roll_up: &str, every: &str| check_mission(&text(roll_up, every));
    assert_eq!(check(&format!("=== missions/m.toml\n{}", text("roll_up = \"last\"", "quarter"))), "");
    assert_snapshot!(owed("roll_up = \"last\"", "week"), @r#"
    error[invalid-value]: `beds` is reported every month, and `refer` is owed every week
      --> missions/m.toml:24:11
       |
    24 | measure = "beds"
       |           ^^^^^^
       |
       = help: an obligation and its measures go by the same periods; split it where they differ
    "#);
    assert_snapshot!(owed("", "quarter"), @r#"
    error[invalid-value]: `beds` is reported every month, and `refer` is owed every quarter
      --> missions/m.toml:24:11
       |
    24 | measure = "beds"
       |           ^^^^^^
       |
       = help: an obligation and its measures go by the same periods; split it where they differ, or say with `roll_up` in its [[measure]] what the figures of each month make of a quarter
    "#);
    assert_snapshot!(owed("adds_up = { numerator = \"beds\", denominator = \"beds\" }\nroll_up = \"sum\"", "quarter"), @r#"
    error[invalid-value]: `beds` is a ratio itself
      --> missions/m.toml:16:25
       |
    16 | adds_up = { numerator = "beds", denominator = "beds" }
       |                         ^^^^^^
       |
       = help: take a ratio of measures that are reported

    error[invalid-value]: `beds` is a ratio itself
      --> missions/m.toml:16:47
       |
    16 | adds_up = { numerator = "beds", denominator = "beds" }
       |                                               ^^^^^^
       |
       = help: take a ratio of measures that are reported

    error[invalid-value]: a ratio is rolled up by its two measures
      --> missions/m.toml:17:11
       |
    17 | roll_up = "sum"
       |           ^^^^^
       |
       = help: leave it out, and say `roll_up` of `beds` and `beds`

    error[invalid-value]: `beds` is reported every month, and `refer` is owed every quarter
      --> missions/m.toml:25:11
       |
    25 | measure = "beds"
       |           ^^^^^^
       |
       = help: an obligation and its measures go by the same periods; split it where they differ, or say with `roll_up` in the [[measure]]s `beds` and `beds` what the figures of each month make of a quarter
    "#);
}

#[test]
fn measures_that_are_due_at_different_times() {
    let text = HOUSING.replace("[[obligation]]", &MONTHLY.replace("month", "quarter"));
    let contributions = "[[obligation.contribution]]\nby = \"north\"\n[[obligation.contribution]]\nby = \"south\"\nmeasure = \"beds\"\n";
    assert_snapshot!(check_mission(&format!("{text}{contributions}")), @r"
    error[invalid-value]: `referrals` and `beds` are due at different times
      --> missions/m.toml:16:1
       |
    16 | [[obligation]]
       | ^^^^^^^^^^^^^^
       |
       = help: say with `due` when the obligation as a whole is due
    ");
}

#[test]
fn periods_that_are_none_or_end_before_they_begin() {
    assert_snapshot!(check_instead("\"2019-Q4\"", "\"2019-Q5\""), @r#"
    error[invalid-period]: `2019-Q5` is not a quarter
      --> missions/m.toml:15:8
       |
    15 | from = "2019-Q5"
       |        ^^^^^^^^^
       |
       = help: write it like `2020-Q4`
    "#);
    assert_snapshot!(check_instead("\"2019-Q4\"", "2019-10-01"), @r"
    error[invalid-period]: `2019-10-01` is not a quarter
      --> missions/m.toml:15:8
       |
    15 | from = 2019-10-01
       |        ^^^^^^^^^^
       |
       = help: write it like `2020-Q4`
    ");
    assert_snapshot!(check_instead("\"2019-Q4\"", "\"2019-Q4\"\nuntil = \"2019-Q3\""), @r#"
    error[invalid-value]: `until` is 2019-Q3, before `from`, which is 2019-Q4
      --> missions/m.toml:16:9
       |
    16 | until = "2019-Q3"
       |         ^^^^^^^^^
    "#);
}

#[test]
fn an_obligation_that_waits_for_itself() {
    assert_snapshot!(check_instead("rule =", "depends_on = [\"refer\"]\nrule ="), @r#"
    error[cyclic-dependency]: `housing/refer` waits for itself
      --> missions/m.toml:16:15
       |
    16 | depends_on = ["refer"]
       |               ^^^^^^^
       |
       = help: take one of them out: something has to come first
    "#);
}

#[test]
fn obligations_of_two_missions_that_wait_for_each_other() {
    let waiting = |id: &str, measure: &str, on: &str| {
        let text = HOUSING.replace("housing", id).replace("\"referrals\"", measure);
        text.replace("rule =", &format!("depends_on = [\"{on}\"]\nrule ="))
    };
    let (a, b) = (waiting("a", "\"x\"", "b/refer"), waiting("b", "\"y\"", "a/refer"));
    assert_snapshot!(check(&format!("=== missions/a.toml\n{a}=== missions/b.toml\n{b}")), @r#"
    error[cyclic-dependency]: obligations wait for each other in a circle: `a/refer` waits for `b/refer` waits for `a/refer`
      --> missions/a.toml:17:15
       |
    17 | depends_on = ["b/refer"]
       |               ^^^^^^^^^
       |
      ::: missions/b.toml:17:15
       |
    17 | depends_on = ["a/refer"]
       |               --------- and on from here
       |
       = help: take one of them out: something has to come first
    "#);
}

#[test]
fn a_lead_that_closes_is_told_of_until_somebody_follows_it() {
    let closing = |bodies: &str| {
        let register = format!("id,name,kind,opened,closed,successors\n{bodies}\n");
        check(&format!("=== bodies.csv\n{register}=== missions/m.toml{HOUSING}"))
    };
    assert_snapshot!(closing("mhclg,Ministry of Housing,department,,2024-06-30,"), @r#"
    warning[closed-lead]: `mhclg` (Ministry of Housing) closed on 30 June 2024 and still leads this obligation, and nobody follows it
      --> missions/m.toml:14:8
       |
    14 | lead = "mhclg"
       |        ^^^^^^^
       |
       = help: name another `lead`, or the one body that follows it in `successors` of the register
    "#);
    let followed = "mhclg,Ministry,department,,2024-06-30,board\nboard,Homes Board,department,2024-07-01,,";
    assert_snapshot!(closing(followed), @"");
}

#[test]
fn a_measure_that_nobody_reports_holds_nothing_up() {
    let text = HOUSING.replace("lead =", "depends_on = [\"measure:referrals\"]\nlead =");
    assert_snapshot!(check(&format!("=== missions/m.toml{text}")), @r#"
    warning[nobody-reports]: nobody is declared to report `referrals`, so nothing is ever held up by it
      --> missions/m.toml:14:15
       |
    14 | depends_on = ["measure:referrals"]
       |               ^^^^^^^^^^^^^^^^^^^
       |
       = help: say with `reported_by` in the [[measure]] `referrals` who reports it
    "#);
}
