//! Rules that would not end, or would take all there is.

use super::check;
use super::world::{World, assessed, diagnosed};

const TOO_LONG: &str = "the rule ran for too long and was stopped";

#[track_caller]
fn stops(body: &str, expected: &str) {
    check(body, "", &format!("failed at line 1: {expected}"));
}

#[test]
fn a_rule_that_loops_for_ever_is_stopped() {
    stops("loop { }", TOO_LONG);
    stops("while true { let x = 1; }", TOO_LONG);
    stops("let n = 0; for x in 0..1000000000 { n += x; }", TOO_LONG);
    stops("try { loop { } } catch { met() }", TOO_LONG);
    stops("loop { try { loop { } } catch { } }", TOO_LONG);
}

#[test]
fn work_inside_callbacks_counts_too() {
    let nested = "let list = []; for x in 0..1000 { list.push(x); } \
        list.map(|a| { let n = 0; for x in 0..10000 { n += 1; } n }); met()";
    stops(nested, TOO_LONG);
    let natively = "let list = []; for x in 0..900 { list.push(x); } loop { list.contains(-1); }";
    stops(natively, TOO_LONG);
    stops("let list = []; for x in 0..900 { list.push(x); } loop { sum(list); }", TOO_LONG);
}

#[test]
fn the_line_is_the_one_that_was_running() {
    let rule = "fn assess(my) {\n    let n = 0;\n    loop {\n        n += 1;\n    }\n}";
    let said = assessed(rule, &World::new(""));
    assert!(["failed at line 3: ", "failed at line 4: "].iter().any(|line| said.starts_with(line)), "{said}");
}

#[test]
fn every_run_has_the_whole_allowance() {
    let body = "let n = 0; for x in 0..100000 { n += 1; } missed(`${n}`)";
    for _ in 0..5 {
        check(body, "", "missed: 100000");
    }
}

#[test]
fn deep_recursion_is_stopped() {
    let rule = "fn down(n) {\n    down(n + 1)\n}\nfn assess(my) {\n    down(0)\n}";
    let said = assessed(rule, &World::new(""));
    assert!(said.ends_with(": functions of the rule call each other too deeply"), "{said}");
}

/// Recurses through as many nested layers of one kind as the parser takes, at each of as many calls as may be open.
#[track_caller]
fn deepest(open: &str, close: &str) {
    let nested = |depth: usize| {
        let (open, close) = (open.repeat(depth), close.repeat(depth));
        format!("fn f(n) {{ {open}f(n + 1){close} }}\nfn assess(my) {{ f(0) }}")
    };
    let deepest = (1..64).map(nested).take_while(|rule| diagnosed(rule) == "no fault").last();
    let deepest = deepest.unwrap_or_else(|| panic!("{}", diagnosed(&nested(1))));
    let said = assessed(&deepest, &World::new(""));
    assert!(said.ends_with(": functions of the rule call each other too deeply"), "{said}");
}

#[test]
fn the_deepest_rules_that_are_allowed_fit_the_stack_of_a_thread() {
    deepest("(1 + ", ")");
    deepest("if n >= 0 { ", " }");
    deepest("if n < 0 { } else { ", " }");
    deepest("[", "]");
    deepest("#{a: ", "}");
    deepest("-(", ")");
    deepest("abs(", ")");
    deepest("`${", "}`");
    deepest("switch true { _ => ", " }");
    deepest("for x in [1] { ", " }");
    deepest("try { ", " } catch { }");
    deepest("[n].map(|n| ", ")");
    deepest("let x = { ", " };");
    deepest("true && ", "");
    deepest("[1].filter(|n| n > 0 && ", ")");
}

#[test]
fn texts_lists_and_maps_do_not_grow_without_bound() {
    stops("let text = \"x\"; loop { text += text; }", "a text in the rule grew too long");
    stops("let text = \"x\"; loop { text = `${text}${text}`; }", "a text in the rule grew too long");
    stops("let list = []; loop { list.push(1); }", "a list in the rule grew too long");
    stops("let list = [1]; loop { list.push(list); }", "a list in the rule grew too long");
    stops(
        "let map = #{}; let n = 0; loop { map.set(`k${n}`, n); n += 1; }",
        "a map in the rule grew too large",
    );
    stops(
        "let text = \"x\"; for n in 0..15 { text += text; } [text, text, text].join(text)",
        "a text in the rule grew too long",
    );
    stops(
        "let text = \"x\"; for n in 0..15 { text += text; } let list = []; loop { list.push(met(text)); }",
        TOO_LONG,
    );
    let many = "let text = \"x\"; for n in 0..15 { text += text; } let list = []; for n in 0..900 { list.push(n); } \
        list.map(|n| n.to_string())";
    check(&format!("{many}; met()"), "", "met");
}

#[test]
fn what_is_held_in_what_fits_the_stack_of_a_thread() {
    let nested = |layer: &str, times: usize| {
        let (open, close) = layer.split_once('_').expect("a layer with a place for the next");
        format!("let a = []; for i in 0..2000 {{ a = {}a{}; }}", open.repeat(times), close.repeat(times))
    };
    stops(&nested("#{x: _}", 8), "a map in the rule grew too large");
    stops(&nested("[_]", 8), "a list in the rule grew too long");
    stops(&nested("[#{x: _}]", 4), "a map in the rule grew too large");
    stops("let a = []; let b = [[]]; loop { b[0].push(a); a = b; }", "a list in the rule grew too long");
    stops(
        "let a = #{}; loop { a = #{x: [a]}; let b = a; b.x[0].set(\"y\", a); a = b; }",
        "a list in the rule grew too long",
    );
    stops("let a = [0]; loop { let b = [[0]]; b[0].set(0, a); a = b; }", "a list in the rule grew too long");
}

#[test]
fn arithmetic_that_has_no_answer_is_said() {
    stops("1 / 0", "the rule divides by zero: 1 / 0");
    stops("1.5 / 0", "the rule divides by zero: 1.5 / 0");
    stops("let x = 1; x /= 0.0;", "the rule divides by zero: 1 / 0.0");
    stops("1.5 % 0", "the rule divides by zero: 1.5 % 0");
    stops("5 % 0", "the rule divides by zero: 5 % 0");
    stops("0 ** -1", "the rule divides by zero: 1 / 0");
    stops(
        "let x = 1.5; loop { x *= x; }",
        "a number became too large: 34648238415709404475119.891974 * 34648238415709404475119.891974",
    );
    stops("9223372036854775807 + 1", "a number became too large: 9223372036854775807 + 1");
    stops("10.0 ** 30", "a number became too large: 10.0 ** 30");
    stops("2 ** 0.5", "a power must be a whole number up to 1000, not 0.5");
    stops(
        "percent(79228162514264337593543950335.0)",
        "79228162514264337593543950335 is too large for a percentage",
    );
    stops("sum([79228162514264337593543950335.0, 1])", "a number became too large: the sum of a list");
}
