//! Pieces of rules that are tried out one after the other.

use super::world::{World, vocabulary};
use crate::diagnostic::{Colour, render};
use crate::script::{SnippetResult, SnippetSession, Vocabulary, compile_library};
use crate::source::{LibrarySources, SourceText};
use language::english;

/// What comes of each piece, with what it read.
#[track_caller]
fn check(pieces: &[&str], expected: &[&str]) {
    let world = World::new("2019-Q4 1500; 2020-Q4 1200");
    let mut trial = SnippetSession::default();
    let told: Vec<String> = pieces.iter().map(|piece| told(&mut trial, piece, &world)).collect();
    assert_eq!(told, expected);
}

fn told(trial: &mut SnippetSession, piece: &str, world: &World) -> String {
    told_with(trial, piece, world, &vocabulary())
}

fn told_with(trial: &mut SnippetSession, piece: &str, world: &World, vocabulary: &Vocabulary) -> String {
    let view = world.view();
    let said = match trial.run(&SourceText::new("input 1", piece), &view, vocabulary) {
        Ok(SnippetResult::Value(value)) => value,
        Ok(SnippetResult::Nothing) => "nothing".to_owned(),
        Ok(SnippetResult::Missing(gap)) => {
            format!("missing: {} ({})", english::cell(&gap.cell), english::why_absent(gap.why))
        }
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
    let mut trial = SnippetSession::default();
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

/// What comes of each piece where there are the libraries `floors` and `broken`.
fn with_libraries(pieces: &[&str]) -> String {
    let floors = "fn asked(my) { least() + my.params.floor }\nprivate fn least() { 89 }\nfn half(x) { x / 2 }\nfn wrong(x) {\n    x / 0\n}\n";
    let library = |name: &str, text: &str| {
        let script = SourceText::new(format!("plugins/{name}/library.rhai"), text);
        let compiled =
            compile_library(name, &LibrarySources { version: "1.2.0".to_owned(), script }, &vocabulary());
        (name.to_owned(), compiled)
    };
    let libraries = [library("floors", floors), library("broken", "fn f(x) { g(x) }")].into_iter().collect();
    let vocabulary = Vocabulary { libraries, ..vocabulary() };
    let world = World::new("2020-Q4 1200");
    let mut trial = SnippetSession::default();
    let told: Vec<String> =
        pieces.iter().map(|piece| told_with(&mut trial, piece, &world, &vocabulary)).collect();
    told.join("\n")
}

#[test]
fn a_library_that_one_piece_imports_is_there_for_the_next() {
    let pieces = [
        "import \"floors@1\" as floors;",
        "floors::asked(my)",
        "import \"floors@1.2\" as newer; newer::half(my.value())",
        "fn quarter(x) { floors::half(floors::half(x)) }",
        "quarter(my.value()) + newer::half(2)",
        "import \"floors@1\" as last",
        "last::half(1)",
    ];
    insta::assert_snapshot!(with_libraries(&pieces), @"
    nothing
    89.8
    600 [1]
    nothing
    301 [1]
    nothing
    0.5
    ");
}

#[test]
fn a_slip_with_a_library_is_told_with_its_place() {
    let pieces = [
        "floors::half(1)",
        "import \"florrs@1\" as floors;",
        "import \"floors@2\" as floors;",
        "import \"broken@1\" as broken;",
        "import \"floors@1\" as floors;\nfloors::halve(3)",
        "floors::half(1, 2)",
        "let x = 3;\nfloors::wrong(x)",
        "fn inner(x) { import \"floors@1\" as within; x }",
    ];
    insta::assert_snapshot!(with_libraries(&pieces), @r#"
    error[rule-syntax]: there is no library `floors` here
     --> input 1:1:1
      |
    1 | floors::half(1)
      | ^^^^^^
      |
      = help: import it at the head of the file, as in `import "dates@1" as dates;`
    error[unknown-library]: there is no library `florrs`
     --> input 1:1:8
      |
    1 | import "florrs@1" as floors;
      |        ^^^^^^^^^^
      |
      = help: did you mean `floors`?
    error[library-version]: `floors` is of version 1.2.0, and the rule asks for 2
     --> input 1:1:8
      |
    1 | import "floors@2" as floors;
      |        ^^^^^^^^^^
      |
      = help: see what changed in the library, and then name its version here
    error[rule-function]: there is no function `g`
     --> plugins/broken/library.rhai:1:11
      |
    1 | fn f(x) { g(x) }
      |           ^
    error[rule-function]: the library `floors` has no function `halve`
     --> input 1:2:9
      |
    2 | floors::halve(3)
      |         ^^^^^
    error[rule-function]: `half` takes one argument, and is given two
     --> input 1:1:9
      |
    1 | floors::half(1, 2)
      |         ^^^^
    error[rule-failed]: the rule divides by zero: 3 / 0 (in plugins/floors/library.rhai, line 5)
     --> input 1:2:1
      |
    2 | floors::wrong(x)
      | ^^^^^^^^^^^^^^^^
    error[rule-shape]: an import stands at the head of the file
     --> input 1:1:15
      |
    1 | fn inner(x) { import "floors@1" as within; x }
      |               ^^^^^^
      |
      = help: move it to the top, outside of any function
    "#);
}
