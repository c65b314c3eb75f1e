//! What is said of a rule before it runs.

use insta::assert_snapshot;

use super::world::diagnosed;

#[test]
fn every_fault_is_named_in_one_go() {
    assert_snapshot!(diagnosed("fn assess(my) {
    let kept = my.value(\"referal\") / my.valeu_ago(4);
    let other = my.value(\"relief\", \"harbor\");
    if kept > my.parms.floor { mett(`${my.body.nme}`) } else { missed(\"why\", kept) }
}
"), @r#"
    error[unknown-measure]: there is no measure `referal`
     --> rules/test.rhai:2:25
      |
    2 |     let kept = my.value("referal") / my.valeu_ago(4);
      |                         ^^^^^^^^^
      |
      = help: did you mean `referrals`?

    error[rule-function]: there is no function `valeu_ago`
     --> rules/test.rhai:2:41
      |
    2 |     let kept = my.value("referal") / my.valeu_ago(4);
      |                                         ^^^^^^^^^
      |
      = help: did you mean `value_ago`?

    error[unknown-body]: there is no body `harbor`
     --> rules/test.rhai:3:36
      |
    3 |     let other = my.value("relief", "harbor");
      |                                    ^^^^^^^^
      |
      = help: did you mean `harbour`?

    error[rule-function]: `my` has no property `parms`
     --> rules/test.rhai:4:18
      |
    4 |     if kept > my.parms.floor { mett(`${my.body.nme}`) } else { missed("why", kept) }
      |                  ^^^^^
      |
      = help: did you mean `params`?

    error[rule-function]: there is no function `mett`
     --> rules/test.rhai:4:32
      |
    4 |     if kept > my.parms.floor { mett(`${my.body.nme}`) } else { missed("why", kept) }
      |                                ^^^^
      |
      = help: did you mean `met`?

    error[rule-function]: `body` has no property `nme`
     --> rules/test.rhai:4:48
      |
    4 |     if kept > my.parms.floor { mett(`${my.body.nme}`) } else { missed("why", kept) }
      |                                                ^^^
      |
      = help: did you mean `name`?

    error[rule-function]: `missed` takes at most one argument, and is given two
     --> rules/test.rhai:4:64
      |
    4 |     if kept > my.parms.floor { mett(`${my.body.nme}`) } else { missed("why", kept) }
      |                                                                ^^^^^^
    "#);
}

#[test]
fn a_rule_needs_its_entry() {
    assert_snapshot!(diagnosed("fn asses(my) { met() }"), @r#"
    error[rule-shape]: the rule has no function `assess`
     --> rules/test.rhai:1:4
      |
    1 | fn asses(my) { met() }
      |    ^^^^^
      |
      = help: write `fn assess(my) { .. }`; it is called for one body and one period at a time
    "#);
    assert_snapshot!(diagnosed("// nothing yet\n"), @r#"
    error[rule-shape]: the rule has no function `assess`
     --> rules/test.rhai:1:1
      |
    1 | // nothing yet
      | ^
      |
      = help: write `fn assess(my) { .. }`; it is called for one body and one period at a time
    "#);
    assert_snapshot!(diagnosed("fn assess() { met() }"), @r#"
    error[rule-shape]: `assess` must have one parameter, and this one has no parameters
     --> rules/test.rhai:1:4
      |
    1 | fn assess() { met() }
      |    ^^^^^^
      |
      = help: write `fn assess(my) { .. }`; it is called for one body and one period at a time
    "#);
    assert_snapshot!(diagnosed("fn assess(my, period) { met() }"), @r#"
    error[rule-shape]: `assess` must have one parameter, and this one has two parameters
     --> rules/test.rhai:1:4
      |
    1 | fn assess(my, period) { met() }
      |    ^^^^^^
      |
      = help: write `fn assess(my) { .. }`; it is called for one body and one period at a time
    "#);
}

#[test]
fn only_functions_stand_outside_functions() {
    assert_snapshot!(diagnosed("let floor = 0.8;\nfn assess(my) { met() }"), @r#"
    error[rule-shape]: this stands outside of any function and would never run
     --> rules/test.rhai:1:1
      |
    1 | let floor = 0.8;
      | ^^^
      |
      = help: move it into `assess`, or make it a parameter in the declaration
    "#);
}

#[test]
fn a_function_must_not_hide_one_of_the_host() {
    assert_snapshot!(diagnosed("fn assess(my) { percent(1) }\nfn percent(x) { `${x} per cent` }"), @r#"
    error[rule-function]: the function `percent` would hide the one that every rule has
     --> rules/test.rhai:2:4
      |
    2 | fn percent(x) { `${x} per cent` }
      |    ^^^^^^^
      |
      = help: give it another name
    "#);
}

#[test]
fn printing_is_refused() {
    assert_snapshot!(diagnosed("fn assess(my) { print(my.value()); met() }"), @r#"
    error[rule-function]: a rule cannot `print`: nobody would see it
     --> rules/test.rhai:1:17
      |
    1 | fn assess(my) { print(my.value()); met() }
      |                 ^^^^^
      |
      = help: say it in the verdict, as in `missed("why")`
    "#);
}

#[test]
fn what_would_reach_out_of_the_sandbox_does_not_exist() {
    for call in ["sleep(1)", "exit()", "timestamp()", "parse_json(\"1\")", "sin(1)"] {
        let said = diagnosed(&format!("fn assess(my) {{ {call}; met() }}"));
        let name = call.split('(').next().unwrap();
        assert!(said.contains(&format!("there is no function `{name}`")), "{call}: {said}");
    }
    for statement in ["eval(\"1\")", "curry(1, 2)", "export my"] {
        let said = diagnosed(&format!("fn assess(my) {{ {statement}; met() }}"));
        assert!(said.contains("cannot be used in a rule"), "{said}");
    }
}

#[test]
fn arguments_are_counted() {
    assert_snapshot!(diagnosed("fn assess(my) { my.overdue(1); round(); my.next(); half(); met() }\nfn half(x) { x / 2 }"), @r#"
    error[rule-function]: `overdue` takes no arguments, and is given one
     --> rules/test.rhai:1:20
      |
    1 | fn assess(my) { my.overdue(1); round(); my.next(); half(); met() }
      |                    ^^^^^^^

    error[rule-function]: `round` takes one or two arguments, and is given none
     --> rules/test.rhai:1:32
      |
    1 | fn assess(my) { my.overdue(1); round(); my.next(); half(); met() }
      |                                ^^^^^

    error[rule-function]: `half` takes one argument, and is given none
     --> rules/test.rhai:1:52
      |
    1 | fn assess(my) { my.overdue(1); round(); my.next(); half(); met() }
      |                                                    ^^^^
    "#);
}

#[test]
fn entries_are_set_and_not_assigned() {
    assert_snapshot!(diagnosed("fn assess(my) { let list = [1]; list[0] = 2; met() }"), @r#"
    error[rule-syntax]: an entry cannot be changed with `=`
     --> rules/test.rhai:1:33
      |
    1 | fn assess(my) { let list = [1]; list[0] = 2; met() }
      |                                 ^^^^
      |
      = help: write `list.set(0, x)` or `map.set("key", x)`
    "#);
}

#[test]
fn a_switch_must_not_pick_numbers() {
    assert_snapshot!(diagnosed("fn assess(my) { switch my.value() { 0 => met(), _ => missed() } }"), @r#"
    error[rule-syntax]: a `switch` cannot pick a single number
     --> rules/test.rhai:1:39
      |
    1 | fn assess(my) { switch my.value() { 0 => met(), _ => missed() } }
      |                                       ^
      |
      = help: write `if x == 5 { .. } else { .. }`, or a range such as `0..10`
    "#);
}

#[test]
fn a_number_is_no_case_in_whatever_company() {
    let check = |cases: &str, is_refused: bool| {
        let told = diagnosed(&format!(
            "fn assess(my) {{ let now = my.value(); switch now {{ {cases} _ => missed() }} }}"
        ));
        assert_eq!(told.contains("cannot pick a single number"), is_refused, "{cases}: {told}");
        assert!(is_refused || told == "no fault", "{cases}: {told}");
    };
    check("86 if now > 1 => met(),", true);
    check("5 | 86 | \"x\" => met(),", true);
    check("\"x\" | 5 => met(),", true);
    check("-5 => met(),", true);
    check("\"x\" => if now > 1 { met() } else { missed() }, 5 => met(),", true);
    check("\"x\" if now > 80 => met(),", false);
    check("\"x\" if max(now, 80) > 3 => met(),", false);
    check("0..10 => met(), 10..=20 if now == 5 => met(),", false);
    check("\"x\" => met(`${5}`), \"y\" | \"z\" => missed(),", false);
}

#[test]
fn functions_kept_in_maps_may_be_called() {
    assert_eq!(diagnosed("fn assess(my) { let kit = #{half: |x| x / 2}; kit.half(1); met() }"), "no fault");
}

#[test]
fn words_in_texts_and_comments_are_no_faults() {
    assert_eq!(diagnosed("//! a() b()\nfn assess(my) { /* c(1) */ missed(\"d(1) => 5 => 0\") }"), "no fault");
}

#[test]
fn a_text_that_is_not_rhai_is_said_with_its_place() {
    assert_snapshot!(diagnosed("fn assess(my) {\n    if my.value() > 1 { met() }\n"), @r#"
    error[rule-syntax]: `}` is missing here
     --> rules/test.rhai:3:1
      |
    3 |
      | ^
      |
      = help: look at the line above as well
    "#);
    assert_snapshot!(diagnosed("fn assess(my) {\n    let x = 1\n    met()\n}"), @r#"
    error[rule-syntax]: `;` is missing here
     --> rules/test.rhai:3:5
      |
    3 |     met()
      |     ^^^
      |
      = help: look at the line above as well
    "#);
    assert_snapshot!(diagnosed("fn assess(my) { if my.value() > flor { met() } }"), @"
    error[rule-syntax]: there is no variable `flor` here
     --> rules/test.rhai:1:33
      |
    1 | fn assess(my) { if my.value() > flor { met() } }
      |                                 ^^^^
      |
      = help: declare it with `let` in the same function; a function, and a `|x| ..` as well, sees only what it is handed
    ");
    assert_snapshot!(diagnosed("fn assess(my) { met(\"why) }"), @r#"
    error[rule-syntax]: a text is not closed
     --> rules/test.rhai:1:21
      |
    1 | fn assess(my) { met("why) }
      |                     ^
      |
      = help: end it with the same quotation mark on the same line
    "#);
}

#[test]
fn a_slip_in_the_language_is_said_with_its_place() {
    assert_snapshot!(diagnosed("fn assess(my) { let fn = 1; met() }"), @r#"
    error[rule-syntax]: the rule cannot be read: expecting name of a variable
     --> rules/test.rhai:1:21
      |
    1 | fn assess(my) { let fn = 1; met() }
      |                     ^^
    "#);
    assert_snapshot!(diagnosed("fn assess(my) { let x = ; met() }"), @r#"
    error[rule-syntax]: the rule cannot be read: unexpected `;`
     --> rules/test.rhai:1:25
      |
    1 | fn assess(my) { let x = ; met() }
      |                         ^
    "#);
    assert_snapshot!(diagnosed("fn assess(my) { if 5 { met() } }"), @r#"
    error[rule-syntax]: a number stands where true or false is needed
     --> rules/test.rhai:1:20
      |
    1 | fn assess(my) { if 5 { met() } }
      |                    ^
    "#);
    assert_snapshot!(diagnosed("fn assess(my) { met() }\nfn assess(it) { met() }"), @r#"
    error[rule-syntax]: the function `assess` is written twice
     --> rules/test.rhai:2:1
      |
    2 | fn assess(it) { met() }
      | ^^
      |
      = help: remove one of them or give it another name
    "#);
    assert_snapshot!(diagnosed("fn assess(my) { fn half(x) { x } met() }"), @r#"
    error[rule-syntax]: a function stands inside another
     --> rules/test.rhai:1:17
      |
    1 | fn assess(my) { fn half(x) { x } met() }
      |                 ^^
      |
      = help: move it out, to the left margin of the file
    "#);
}

#[test]
fn a_word_that_is_not_there_is_said_with_its_place() {
    assert_snapshot!(diagnosed("fn assess(my) { const X = 1; X = 2; met() }"), @r#"
    error[rule-syntax]: `X` is a constant
     --> rules/test.rhai:1:30
      |
    1 | fn assess(my) { const X = 1; X = 2; met() }
      |                              ^
      |
      = help: declare it with `let` to change it
    "#);
    assert_snapshot!(diagnosed("fn assess(my) { if my.value() === 1 { met() } }"), @r#"
    error[rule-syntax]: `===` means nothing here
     --> rules/test.rhai:1:31
      |
    1 | fn assess(my) { if my.value() === 1 { met() } }
      |                               ^
      |
      = help: compare with `==`, `!=`, `<`, `<=`, `>` or `>=`
    "#);
    assert_snapshot!(diagnosed("fn assess(my) { let floor = 1; my.values(4).filter(|x| x > floor); met() }"), @"
    error[rule-syntax]: there is no variable `floor` here
     --> rules/test.rhai:1:60
      |
    1 | fn assess(my) { let floor = 1; my.values(4).filter(|x| x > floor); met() }
      |                                                            ^^^^^
      |
      = help: declare it with `let` in the same function; a function, and a `|x| ..` as well, sees only what it is handed
    ");
}

#[test]
fn nesting_has_its_limit() {
    let deep = format!("fn assess(my) {{ {}1{} }}", "(".repeat(200), ")".repeat(200));
    assert!(diagnosed(&deep).contains("this is nested too deeply"), "{}", diagnosed(&deep));
}
