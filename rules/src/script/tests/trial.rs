//! Pieces of rules that are tried out one after the other.

use super::world::{World, vocabulary};
use crate::diagnostic::{Colour, render};
use crate::script::{Trial, Tried};
use crate::source::SourceText;

/// What comes of each piece, with what it read.
#[track_caller]
fn check(pieces: &[&str], expected: &[&str]) {
    let world = World::new("2019-Q4 1500; 2020-Q4 1200");
    let mut trial = Trial::default();
    let told: Vec<String> = pieces.iter().map(|piece| told(&mut trial, piece, &world)).collect();
    assert_eq!(told, expected);
}

fn told(trial: &mut Trial, piece: &str, world: &World) -> String {
    let view = world.view();
    let said = match trial.run(&SourceText::new("input 1", piece), &view, &vocabulary()) {
        Ok(Tried::Value(value)) => value,
        Ok(Tried::Nothing) => "nothing".to_owned(),
        Ok(Tried::Missing(gap)) => format!("missing: {} ({})", gap.cell, gap.why),
        Err(faults) => render(&faults, Colour::Plain),
    };
    match view.reads().len() {
        0 => said,
        reads => format!("{said} [{reads}]"),
    }
}

#[test]
fn a_piece_gives_a_value_and_what_it_read() {
    check(&["my.value() / my.value_ago(4)", "[1, \"two\"]", "()"], &["0.8 [2]", "[1, \"two\"]", "nothing"]);
    check(&["met(`${my.body.name}`)", "#{a: my.period}"], &["met: Gateway Council", "#{a: 2020-Q4}"]);
}

#[test]
fn what_one_piece_declares_is_there_for_the_next() {
    check(
        &["let kept = my.value() / 1500;", "kept", "kept += 1;", "kept", "let kept = 3; kept"],
        &["nothing [1]", "0.8", "nothing", "1.8", "3"],
    );
    check(
        &["fn half(x) { x / 2 }", "half(3)", "let f = |x| half(x) + 1;", "f.call(4)"],
        &["nothing", "1.5", "nothing", "3"],
    );
}

#[test]
fn a_missing_figure_ends_the_piece_and_not_the_trial() {
    check(
        &["let x = 5; my.value_ago(1)", "x", "my.value_or(1)"],
        &["missing: referrals of gateway in 2020-Q3 (not reported) [1]", "5", "1200 [1]"],
    );
}

#[test]
fn a_slip_is_told_with_its_place() {
    let mut trial = Trial::default();
    let world = World::new("");
    insta::assert_snapshot!(told(&mut trial, "let x = 1;\nmy.valeu()", &world), @r"
    error[rule-function]: there is no function `valeu`
     --> input 1:2:4
      |
    2 | my.valeu()
      |    ^^^^^
      |
      = help: did you mean `value`?
    ");
    insta::assert_snapshot!(told(&mut trial, "let x = 1;\nx / 0", &world), @r"
    error[rule-failed]: the rule divides by zero: 1 / 0
     --> input 1:2:1
      |
    2 | x / 0
      | ^^^^^
    ");
    insta::assert_snapshot!(told(&mut trial, "my.value(\"referal\")", &world), @r#"
    error[unknown-measure]: there is no measure `referal`
     --> input 1:1:10
      |
    1 | my.value("referal")
      |          ^^^^^^^^^
      |
      = help: did you mean `referrals`?
    "#);
    insta::assert_snapshot!(told(&mut trial, "loop { }", &world), @r"
    error[rule-failed]: the rule ran for too long and was stopped
     --> input 1:1:1
      |
    1 | loop { }
      | ^^^^^^^^
    ");
    insta::assert_snapshot!(told(&mut trial, "import \"floors@1\" as floors;", &world), @r#"
    error[rule-shape]: a library cannot be imported here
     --> input 1:1:1
      |
    1 | import "floors@1" as floors;
      | ^^^^^^
      |
      = help: copy the function that is to be tried out
    "#);
    insta::assert_snapshot!(told(&mut trial, "fn sum(x) { x }", &world), @r"
    error[rule-function]: the function `sum` would hide the one that every rule has
     --> input 1:1:4
      |
    1 | fn sum(x) { x }
      |    ^^^
      |
      = help: give it another name
    ");
    assert_eq!(trial.variables(), ["my", "x"]);
}
