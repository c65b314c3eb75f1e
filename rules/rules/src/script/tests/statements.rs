//! What a rule says with its verdict: a template whose arguments are rendered for whoever reads it, word for word as a text would be.

use engine::model::{Piece, RuleId, Statement};
use engine::program::Assessment;
use engine::view::Stop;

use super::world::{World, assessed, vocabulary};
use crate::script::compile_rule;
use crate::source::SourceText;

/// What a rule finds whose last words are these.
fn judged(words: &str) -> Result<Assessment, Stop> {
    let text = format!("fn assess(my) {{\n    {words}\n}}");
    let rule = compile_rule(&RuleId::new("test"), &SourceText::new("rules/test.rhai", text), &vocabulary());
    rule.unwrap_or_else(|faults| panic!("{faults:?}")).assess(&World::new("2020-Q4 1200").view())
}

/// The pieces of what a rule says, in short.
#[track_caller]
fn check(words: &str, expected: &[&str]) {
    let statement: Statement = judged(words).expect("the rule judges").reason;
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => format!("{text:?}"),
        Piece::Number(value) => format!("number {value}"),
        Piece::Grouped(value) => format!("grouped {value}"),
        Piece::Percent(value) => format!("percent {value}"),
        Piece::Period(period) => format!("period {period}"),
    };
    assert_eq!(statement.pieces().iter().map(piece).collect::<Vec<_>>(), expected, "{words}");
}

#[test]
fn the_argument_of_a_verdict_is_a_template() {
    check("missed(`${percent(0.804)} of its level`)", &["percent 80", "\" of its level\""]);
    check(
        "met(`${number(12345.678)} of ${percent(0.5, 1)}`)",
        &["grouped 12345.68", "\" of \"", "percent 50"],
    );
    check("at_risk(`at ${my.value() / 7 * 7}`)", &["\"at \"", "number 1200"]);
    check("if 1 > 2 { met() } else { missed(`in ${my.period}`) }", &["\"in \"", "period 2020-Q4"]);
    check("return missed(`${my.body}: ${my.measure}`);", &["\"Gateway Council: Referrals made\""]);
    check("switch 1 { 0..5 => met(`${my.value()}`), _ => missed() }", &["number 1200"]);
}

#[test]
fn a_text_that_a_variable_holds_for_a_verdict_is_a_template() {
    let template = &["percent 80", "\" of its level\""];
    check("let said = `${percent(0.8)} of its level`; missed(said)", template);
    check(
        "const SAID = `${percent(0.8)} of its level`; if 1 > 2 { return met(SAID); } missed(SAID)",
        template,
    );
    check("let said = \"\"; if 1 < 2 { said = `${percent(0.8)} of its level`; } missed(said)", template);
    check("let said = if 1 < 2 { `${percent(0.8)} of its level` } else { \"\" }; missed(said)", template);
    check(
        "let said = switch 1 { 0..5 => `${percent(0.8)} of its level`, _ => `${2}` }; missed(said)",
        template,
    );
    check("let said = { let kept = 0.8; `${percent(kept)} of its level` }; missed(said)", template);
    check("let kept = 0.8; let said = `${percent(kept)} of its level`; kept = 0.1; missed(said)", template);
}

#[test]
fn a_variable_that_holds_a_text_for_a_verdict_shows_no_difference() {
    let world = World::new("2020-Q4 1200");
    for (rule, found) in [
        ("let said = if 1 > 2 { `${1}` }; missed(said)", "failed at line 1: `missed` does not take nothing"),
        ("let said = `${1}`; said", "failed at line 1: the rule ended without a verdict: it gave a text"),
        (
            "let said = `${number(1, -1)}`; missed(said)",
            "failed at line 1: a number has 0 to 28 decimal places, not -1",
        ),
    ] {
        assert_eq!(assessed(&format!("fn assess(my) {{ {rule} }}"), &world), found, "{rule}");
    }
}

#[test]
fn any_other_reason_is_a_text() {
    check("let said = `${percent(0.8)} of its level`; said.len(); missed(said)", &["\"80% of its level\""]);
    check("let said = `${percent(0.8)} of its`; said += ` level`; missed(said)", &["\"80% of its level\""]);
    check("let said = `${percent(0.8)} of its level`; missed(said + ``)", &["\"80% of its level\""]);
    check("let said = `${1}`; for said in 0..1 { } missed(said)", &["\"1\""]);
    check("let said = `${1}`; let said = `${2}`; missed(said)", &["\"2\""]);
    check("let said = \"why\"; missed(said)", &["\"why\""]);
    check("missed(percent(0.8) + \" of its level\")", &["\"80% of its level\""]);
    check("missed(\"why\")", &["\"why\""]);
    check("missed()", &[]);
}

#[test]
fn blanks_and_full_stops_at_the_ends_are_left_out() {
    check("missed(` ${my.value()} of ${my.target()}. `)", &["number 1200", "\" of \"", "number 76"]);
    check("missed(`  .. `)", &[]);
    check("missed(`${\" \"}${\"why\"}${\"..\"}${\" \"}`)", &["\"why\""]);
}

/// A reason reads the same whether it is handed over as a template or as a text.
#[track_caller]
fn check_alike(reason: &str) {
    let world = World::new("2020-Q4 1200");
    let template = assessed(&format!("fn assess(my) {{ missed({reason}) }}"), &world);
    let text = assessed(&format!("fn assess(my) {{ let said = {reason}; missed(said + ``) }}"), &world);
    assert_eq!(template, text);
    let held = assessed(&format!("fn assess(my) {{ let said = {reason}; missed(said) }}"), &world);
    assert_eq!(held, text);
}

#[test]
fn a_template_reads_as_the_text_would() {
    for part in [
        "1",
        "-0.0",
        "1.50",
        "12345.678",
        "percent(0.752, 1)",
        "percent(-0.0001)",
        "number(-1234567.891)",
        "number(1234.5, 0)",
        "percent(2)",
        "\"a. \"",
        "' '",
        "true",
        "my.body",
        "my.body.name",
        "my.measure",
        "my.period",
        "my.period.back(1)",
        "[1, \"two\", 3.0]",
        "#{a: 1}",
        "1..3",
        "my.params",
        "if true { \"so\" } else { \"not so\" }",
        "{ let x = 2; x * 2 }",
        "Fn(\"half\")",
        "()",
    ] {
        check_alike(&format!("`${{{part}}}`"));
        check_alike(&format!("` at ${{{part}}} and ${{{part}}}.`"));
    }
}

#[test]
fn a_figure_that_cannot_be_shown_fails_at_its_place_as_before() {
    for (part, fault) in [
        ("percent(\"x\")", "`percent` does not take a text"),
        ("number(1, 1.5)", "a number has 0 to 28 decimal places, not 1.5"),
        ("number(1, -1)", "a number has 0 to 28 decimal places, not -1"),
        (
            "percent(79228162514264337593543950335.0)",
            "79228162514264337593543950335 is too large for a percentage",
        ),
    ] {
        check_alike(&format!("`${{{part}}}`"));
        let failed = assessed(&format!("fn assess(my) {{\n missed(`at ${{{part}}}`)\n}}"), &World::new(""));
        assert_eq!(failed, format!("failed at line 2: {fault}"));
    }
    check_alike("`${my.value(\"relief\")}`");
    check_alike("`${1 / 0}`");
}

#[test]
fn a_reason_cannot_grow_without_bound() {
    let long = "let long = \"x\"; for n in 0..15 { long += long; }";
    let world = World::new("");
    let failed =
        assessed(&format!("fn assess(my) {{ {long} missed(`${{long}}${{long}}${{long}}`) }}"), &world);
    assert_eq!(failed, "failed at line 1: a text in the rule grew too long");
}
