//! What happens inside a library while a rule runs.

use engine::model::RuleId;

use super::world::{World, assert_alike, vocabulary};
use crate::diagnostic::{Colour, render};
use crate::script::{Counting, CoverageLog, Vocabulary, compile_library_counting, compile_rule_counting};
use crate::source::{LibrarySources, SourceText};

const LIBRARY: &str = "//! What: floors that rules share.
fn asked(my) { least() + 1 }
private fn least() { 89 }
fn last_year(my) { my.value_ago(4) }
fn half(x) { x / 2 }
fn verdict(kept) { if kept { met(\"kept\") } else { missed(\"not kept\") } }
fn broken(x) {
    let y = x;
    y / 0
}
fn deep(x) {
    broken(x)
}
fn refused() {
    round(1, 99)
}
fn forever() {
    loop { }
}
";

fn with_library(counting: Counting<'_>) -> Vocabulary {
    let script = SourceText::new("plugins/floors/library.rhai", LIBRARY);
    let sources = LibrarySources { version: "1.2.0".to_owned(), script };
    let library = compile_library_counting("floors", &sources, &vocabulary(), counting);
    let library = library.unwrap_or_else(|faults| panic!("{}", render(&faults, Colour::Plain)));
    Vocabulary { libraries: [("floors".to_owned(), Ok(library))].into_iter().collect(), ..vocabulary() }
}

/// Judges by the body of an `assess(my)` that may call `floors`.
#[track_caller]
fn check(body: &str, figures: &str, expected: &str) {
    let text = format!("import \"floors@1\" as floors;\nfn assess(my) {{\n{body}\n}}\n");
    let source = SourceText::new("rules/test.rhai", text);
    let compiled = |counting| {
        compile_rule_counting(&RuleId::new("test"), &source, &with_library(counting), counting)
            .unwrap_or_else(|faults| panic!("{}", render(&faults, Colour::Plain)))
    };
    let log = CoverageLog::new();
    let (plain, counted) = (compiled(Counting::Off), compiled(Counting::In(&log)));
    assert_eq!(assert_alike(&*plain, &*counted, &World::new(figures)), expected, "{body}");
}

#[test]
fn a_library_gives_values_and_verdicts() {
    check("missed(`${floors::asked(my)} and ${floors::half(7)}`)", "", "missed: 90 and 3.5");
    check("floors::verdict(false)", "", "missed: not kept");
}

#[test]
fn a_library_reads_through_the_rule() {
    check("missed(`${floors::last_year(my)}`)", "2019-Q4 210", "missed: 210");
    check("floors::last_year(my); met()", "", "no-data: referrals of gateway in 2019-Q4 (not reported)");
}

#[test]
fn a_function_of_the_rule_may_call_a_library() {
    let rule = "helped(my)\n}\nfn helped(my) { missed(`${floors::asked(my)}`)";
    check(rule, "", "missed: 90");
}

#[test]
fn a_fault_in_a_library_names_both_places() {
    let place = "(in plugins/floors/library.rhai, line 9)";
    check(
        "let x = 1;\nfloors::broken(x)",
        "",
        &format!("failed at line 4: the rule divides by zero: 1 / 0 {place}"),
    );
    check("floors::deep(1)", "", &format!("failed at line 3: the rule divides by zero: 1 / 0 {place}"));
    let refused =
        "failed: a number has 0 to 28 decimal places, not 99 (in plugins/floors/library.rhai, line 15)";
    check("floors::refused()", "", refused);
}

#[test]
fn a_library_has_the_limits_of_the_rule() {
    check("floors::forever()", "", "failed: the rule ran for too long and was stopped");
}
