//! Who does not owe what many owe: exceptions, and what is wrong with some.

use insta::assert_snapshot;

use super::check::check;
use super::texts::HOUSING;

/// What is said of the sound mission where each of two bodies has a part, with these exceptions.
#[track_caller]
fn check_with(exceptions: &str) -> String {
    let part = format!(
        "\n[[obligation.contribution]]\neach = [\"hm-prisons\", \"probation\"]\nexcept = [{exceptions}]\n"
    );
    check(&format!("=== missions/m.toml\n{}{part}", HOUSING.trim_start()))
}

#[test]
fn an_exception_names_bodies_and_a_reason() {
    assert_eq!(check_with("{ bodies = [\"probation\"], reason = \"It has no cells\" }"), "");
    assert_snapshot!(check_with("{ bodies = [\"probaton\"] }"), @r#"
    error[toml]: `except` lacks `reason`
      --> missions/m.toml:21:11
       |
    21 | except = [{ bodies = ["probaton"] }]
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add a line such as `reason = "It has no hospital"`

    error[unknown-body]: there is no body `probaton`
      --> missions/m.toml:21:23
       |
    21 | except = [{ bodies = ["probaton"] }]
       |                       ^^^^^^^^^^
       |
       = help: did you mean `probation`?
    "#);
}

#[test]
fn two_exceptions_of_one_rank_do_not_hold_at_once() {
    let both = |one: &str, other: &str| {
        let exception = |more: &str| format!("{{ bodies = [\"probation\"], reason = \"r\"{more} }}");
        check_with(&[exception(one), exception(other)].join(", "))
    };
    assert_eq!(both(", until = \"2020-Q4\"", ", from = \"2021-Q1\""), "");
    assert_snapshot!(both(", until = \"2020-Q4\"", ", from = \"2020-Q4\""), @r#"
    error[invalid-value]: two exceptions mean `probation` at once
      --> missions/m.toml:21:72
       |
    21 | except = [{ bodies = ["probation"], reason = "r", until = "2020-Q4" }, { bodies = ["probation"], reason = "r", from = "2020-Q4" }]
       |                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: missions/m.toml:21:11
       |
    21 | except = [{ bodies = ["probation"], reason = "r", until = "2020-Q4" }, { bodies = ["probation"], reason = "r", from = "2020-Q4" }]
       |           ----------------------------------------------------------- the first one
       |
       = help: leave one of them out, or let one end before the other begins
    "#);
}

#[test]
fn nobody_is_excepted_from_what_they_do_not_owe() {
    assert_snapshot!(check_with("{ bodies = [\"dhsc\"], reason = \"r\" }"), @r#"
    warning[invalid-value]: `dhsc` is excepted from what it does not owe anyway
      --> missions/m.toml:21:23
       |
    21 | except = [{ bodies = ["dhsc"], reason = "r" }]
       |                       ^^^^^^
       |
       = help: leave it out, or name the body that is meant
    "#);
}

#[test]
fn what_one_body_owes_has_no_exceptions() {
    let mission = |lines: &str| check(&format!("=== missions/m.toml\n{}{lines}", HOUSING.trim_start()));
    let except = "except = [{ bodies = [\"probation\"], reason = \"r\" }]\n";
    assert_snapshot!(mission(&format!("\n[[obligation.contribution]]\nby = \"probation\"\n{except}")), @r#"
    error[invalid-value]: `except` is about what many owe, and one body owes this contribution
      --> missions/m.toml:21:11
       |
    21 | except = [{ bodies = ["probation"], reason = "r" }]
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: say `each` in the place of `by`, or end it with `until`
    "#);
    assert_snapshot!(mission(except), @r#"
    error[invalid-value]: `except` is about what many owe, and the lead owes this alone
      --> missions/m.toml:18:11
       |
    18 | except = [{ bodies = ["probation"], reason = "r" }]
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add `about` or [[obligation.contribution]], or say with `not_pursued` that it is not owed any more
    "#);
}

#[test]
fn what_an_outcome_is_judged_by_is_of_its_class_or_says_why() {
    let mission = |class: &str, more: &str| {
        let text = HOUSING.trim_start().replacen("[[measure]]", "[[measure]]\nclass = \"activity\"", 1);
        check(&format!("=== missions/m.toml\n{text}class = \"{class}\"\n{more}"))
    };
    assert_eq!(mission("activity", ""), "");
    let proxy = "\n[[relation]]\nid = \"p\"\nkind = \"proxy-for\"\nfrom = \"measure:referrals\"\nto = \"housing/refer\"\n";
    assert_eq!(mission("outcome", proxy), "");
    assert_snapshot!(mission("outcome", ""), @r#"
    warning[other-class]: it is for `outcome`, and judged by `referrals`, a measure of the class `activity`
      --> missions/m.toml:19:9
       |
    19 | class = "outcome"
       |         ^^^^^^^^^
       |
       = help: judge it by a measure of its own class, or say with a [[relation]] of the kind `proxy-for`, from that measure to this obligation, why it may stand for it
    "#);
}

#[test]
fn whom_a_target_does_not_bind() {
    let target = |body: &str, except: &str| {
        let target = format!(
            "\n[[target]]\nmeasure = \"referrals\"\n{body}from = \"2024-01-01\"\nby = \"2024-12-31\"\nvalue = 1\nexcept = [{except}]\n"
        );
        check(&format!("=== missions/m.toml\n{}{target}", HOUSING.trim_start()))
    };
    let twice = "{ bodies = [\"north\"], reason = \"A\", until = \"2024-Q2\" }, { bodies = { kind = \"nhs-region\" }, reason = \"B\" }, { bodies = [\"north\"], reason = \"C\", from = \"2024-Q2\" }";
    assert_snapshot!(target("", twice), @r#"
    error[invalid-value]: two exceptions mean `north` at once
      --> missions/m.toml:24:120
       |
    24 | ...nd = "nhs-region" }, reason = "B" }, { bodies = ["north"], reason = "C", from = "2024-Q2" }]
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: missions/m.toml:24:11
       |
    24 | except = [{ bodies = ["north"], reason = "A", until = "2024-Q2" }, { bodies = { kind = "nhs-region" }, reason = "B" }, { bodies = ["...
       |           ------------------------------------------------------- the first one
       |
       = help: leave one of them out, or let one end before the other begins
    "#);
    let good = twice.replace("from = \"2024-Q2\"", "from = \"2024-Q3\"");
    assert_eq!(target("", &good), "");
    assert_snapshot!(target("body = \"north\"\n", "{ bodies = [\"north\"], reason = \"A\" }"), @r#"
    error[invalid-value]: `except` is about a target for everyone, and this one is set for one body
      --> missions/m.toml:25:11
       |
    25 | except = [{ bodies = ["north"], reason = "A" }]
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: leave out `body`, or end the target with `until`
    "#);
    assert_snapshot!(target("", "{ bodies = [\"north\"], from = \"2024\" }"), @r#"
    error[toml]: `except` lacks `reason`
      --> missions/m.toml:24:11
       |
    24 | except = [{ bodies = ["north"], from = "2024" }]
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add a line such as `reason = "It has no hospital"`

    error[invalid-period]: `2024` is not a quarter
      --> missions/m.toml:24:40
       |
    24 | except = [{ bodies = ["north"], from = "2024" }]
       |                                        ^^^^^^
       |
       = help: write it like `2020-Q4`
    "#);
}
