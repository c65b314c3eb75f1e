//! Rules that join contributions: what they may read, and what is wrong with some.

use super::check::check;
use super::texts::HOUSING;

/// What is said, line by line and without the texts, of the sound mission with a rule that joins two parts.
#[track_caller]
fn check_join(keys: &str, rule: &str) -> Vec<String> {
    let parts = "\n[[obligation.contribution]]\nby = \"hm-prisons\"\n\n[[obligation.contribution]]\nby = \"probation\"\n";
    let mission = HOUSING.trim_start();
    let said = check(&format!("=== rules/both.rhai\n{rule}\n=== missions/m.toml\n{mission}{keys}\n{parts}"));
    let told = |line: &&str| line.starts_with("error") || line.contains("--> ") || line.contains("::: ");
    said.lines().filter(told).map(|line| line.trim().to_owned()).collect()
}

const COUNTS: &str =
    "fn assess(my) { if my.parts().all(|part| part.is_delivered) { met() } else { missed() } }";

#[test]
fn a_rule_may_join_the_parts() {
    assert_eq!(check_join("join = \"both\"", COUNTS), Vec::<String>::new());
    let takes = "//! Param: homes, number, how many\nfn assess(my) { if my.parts().len() > my.params.homes { met() } else { missed() } }";
    assert_eq!(check_join("join = { rule = \"both\", params = { homes = 1 } }", takes), Vec::<String>::new());
    assert_eq!(
        check_join("join = \"both\"", takes),
        [
            "error[param]: the rule `both` is not handed the parameter `homes`, which it needs",
            "--> missions/m.toml:18:8",
            "::: rules/both.rhai:2:49",
        ]
    );
}

#[test]
fn a_rule_that_joins_reads_neither_figures_nor_other_obligations() {
    assert_eq!(
        check_join("join = \"both\"", "fn assess(my) { my.value(); met() }"),
        [
            "error[invalid-value]: `both` joins contributions, and this reads a figure",
            "--> rules/both.rhai:1:20",
            "::: missions/m.toml:18:8",
        ]
    );
    assert_eq!(
        check_join(
            "join = \"both\"",
            "fn assess(my) { if my.obligations().len() > 1 { met() } else { missed() } }"
        ),
        [
            "error[invalid-value]: `both` joins contributions, and this reads other obligations",
            "--> rules/both.rhai:1:23",
            "::: missions/m.toml:18:8",
        ]
    );
}

#[test]
fn what_joins_and_what_judges_are_told_apart() {
    let mission = HOUSING.trim_start().replace("rule = \"always\"", "rule = \"both\"");
    let said = check(&format!("=== rules/both.rhai\n{COUNTS}\n=== missions/m.toml\n{mission}"));
    assert!(
        said.starts_with(
            "error[invalid-value]: `both` judges one part here, and this asks for all of them\n"
        ),
        "{said}"
    );
    let alone = check(&format!(
        "=== rules/both.rhai\n{COUNTS}\n=== missions/m.toml\n{}join = \"both\"\n",
        HOUSING.trim_start()
    ));
    assert!(
        alone.starts_with("error[invalid-value]: `join` joins contributions, and there are none\n"),
        "{alone}"
    );
    let twice = check_join("needs = \"any\"\njoin = \"both\"", COUNTS);
    assert_eq!(
        twice.first().map(String::as_str),
        Some("error[invalid-value]: `needs` and `join` exclude each other")
    );
}
