//! Every way in which a rule can fail while it runs, in the words that its owner reads.

use super::check;
use super::world::{World, assessed};

#[track_caller]
fn fails(body: &str, expected: &str) {
    check(body, "2020-Q4 5", &format!("failed at line 1: {expected}"));
}

#[test]
fn a_rule_must_end_with_a_verdict() {
    fails("true", "the rule ended without a verdict: it gave true or false");
    fails("let x = 1;", "the rule ended without a verdict: it gave nothing");
    fails("my.value()", "the rule ended without a verdict: it gave a number");
    fails("\"met\"", "the rule ended without a verdict: it gave a text");
    let rule = "fn assess(my) {\n    if my.value() > 10 {\n        met()\n    }\n}";
    assert_eq!(
        assessed(rule, &World::new("2020-Q4 5")),
        "failed at line 5: the rule ended without a verdict: it gave nothing"
    );
}

#[test]
fn unlike_things_are_not_compared() {
    fails("if my.value() > \"5\" { met() }", "a number cannot be compared with a text");
    fails("if my.value() == \"5\" { met() }", "a number cannot be compared with a text");
    fails("if () < 5 { met() }", "nothing cannot be compared with a number");
    fails("if my.params.label >= my.params.floor { met() }", "a text cannot be compared with a number");
    fails("if my.params.strict == 1 { met() }", "true or false cannot be compared with a number");
    fails("if my.period > 2020 { met() }", "a period cannot be compared with a number");
    fails("if [1] < [2] { met() }", "a list cannot be compared with a list");
    fails("if my.body == \"gateway\" { met() }", "a body cannot be compared with a text");
}

#[test]
fn a_parameter_that_was_not_declared_is_a_failure() {
    fails("my.params.flor", "there is no parameter or entry `flor`; did you mean `floor`?");
    fails("my.params[\"flor\"]", "there is no parameter or entry `flor`; did you mean `floor`?");
    fails("my.params.sideways", "there is no parameter or entry `sideways`");
    fails("let map = #{a: 1}; map.b", "there is no parameter or entry `b`");
}

#[test]
fn functions_say_what_they_do_not_take() {
    fails("met(5)", "`met` does not take a number");
    fails("percent(\"x\")", "`percent` does not take a text");
    fails("my.value(5)", "`value` does not take `my` and a number");
    fails("my.value_or(\"spend\")", "`value_or` does not take `my` and a text");
    fails("\"x\" * 2", "`*` does not work between a text and a number");
    fails("-\"x\"", "`-` does not work on a text");
    fails("sum([1, \"x\"])", "`sum` needs a list of numbers, and this one holds a text");
    fails("min([])", "an empty list has no least number");
    fails("max([])", "an empty list has no greatest number");
    fails("[].first()", "an empty list has neither a first nor a last entry");
    fails("[1, \"x\"].sort()", "`sort` needs a list of numbers or a list of texts");
    fails("[#{}].join(\"\")", "`join` does not take a map");
    fails("[1].filter(|x| x)", "the function in `filter` must give true or false, not a number");
    fails("let x = \"a\"; x /= 2;", "only a number can be divided, and only by a number");
}

#[test]
fn counts_of_periods_and_places_are_whole() {
    fails("my.value_ago(0.5)", "periods are counted back in whole numbers from 0, not by 0.5");
    fails("my.value_ago(-1)", "periods are counted back in whole numbers from 0, not by -1");
    fails(
        "my.period.back(99999999999)",
        "periods are counted back in whole numbers from 0, not by 99999999999",
    );
    fails("my.values(20000)", "`values` gives 1 to 1000 values, not 20000");
    fails("range(0, 2.5)", "2.5 is no whole number");
    fails("0..my.params.floor", "0.8 is no whole number");
    fails("0.5..=3", "0.5 is no whole number");
    fails("range(0, 1000000000000.0)", "1000000000000 is too large to count to");
    fails(
        "[1, 2, 3][my.params.floor]",
        "a number with a fraction stands where a whole number is needed; `round`, `floor` and `ceiling` make one",
    );
    fails("round(1.5, 29)", "a number has 0 to 28 decimal places, not 29");
}

#[test]
fn evidence_that_cannot_exist_is_a_failure_and_no_gap() {
    fails("let m = \"referal\"; my.value(m)", "there is no measure `referal`");
    fails("let b = \"gatway\"; my.value(\"relief\", b)", "there is no body `gatway`");
    fails("my.target(\"spend\")", "no target is in force for spend of gateway in 2020-Q4");
    fails(
        "try { my.target(\"spend\") } catch { met() }",
        "no target is in force for spend of gateway in 2020-Q4",
    );
}

#[test]
fn mishaps_of_the_language_are_said_in_plain_words() {
    fails("let x = 5; if x { met() }", "a number stands where true or false is needed");
    fails("let list = [1]; list.set(1, 2)", "there is no entry 1 among 1, counted from 0");
    fails("[1, 2][5]", "there is no entry 5 among 2, counted from 0");
    fails("my.value()[0]", "a number has no entries that can be picked out like this");
    fails("for x in my.value() { }", "`for` needs a list or a range to go through");
    fails("let body = my.body; body.nme", "a body has no property `nme`");
    fails("let body = my.body; body.name = \"x\"", "`name` of a body cannot be changed");
    fails("throw \"enough\"", "the rule stopped itself: enough");
    fails("throw", "the rule stopped itself with `throw`");
    fails("let f = Fn(\"nowhere\"); f.call(1)", "`nowhere` does not take a number");
    fails(
        "let f = Fn(\"eval\"); f.call(\"1\")",
        "the rule failed: Syntax error: `eval` is a reserved keyword",
    );
    fails(
        "let f = Fn(\"curry\"); f.call(f, 1)",
        "the rule failed: Syntax error: `curry` is a reserved keyword",
    );
    fails("const X = 1; X.push(2)", "`push` does not take a number and a number");
}

#[test]
fn the_line_is_the_inner_one() {
    let rule = "fn kept(my) {\n    1 / my.value()\n}\nfn assess(my) {\n    kept(my)\n}";
    assert_eq!(assessed(rule, &World::new("2020-Q4 0")), "failed at line 2: the rule divides by zero: 1 / 0");
    let rule = "fn kept(my) {\n    my.values(0)\n}\nfn assess(my) {\n    kept(my)\n}";
    assert_eq!(assessed(rule, &World::new("")), "failed at line 2: `values` gives 1 to 1000 values, not 0");
}
