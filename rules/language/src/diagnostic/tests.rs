//! How diagnostics look.

use std::ops::Range;

use super::*;
use ledger::source::SourceText;

fn source() -> SourceText {
    SourceText::new(
        "missions/housing.toml",
        "[mission]\r\nid = \"housing\"\r\ntitle = \"Häuser für alle\"\r\n",
    )
}

fn at(word: &str) -> Range<usize> {
    let start = source().text.find(word).expect("the word stands in the text");
    start..start + word.len()
}

fn sample() -> Vec<Diagnostic> {
    vec![
        Diagnostic::error(Code::InvalidValue, "the title is not English", &source(), at("für alle"))
            .with_label("this part")
            .and_label(&source(), at("housing"), "of this mission")
            .with_help("write `houses for all`"),
        Diagnostic::error(Code::MalformedId, "the id is dull", &source(), at("\"housing\"")).into_warning(),
        Diagnostic::project_error(Code::EmptyProject, "the project has no missions"),
    ]
}

#[test]
fn a_terminal_shows_place_excerpt_and_help_in_the_order_of_the_file() {
    insta::assert_snapshot!(render(&sample(), Colour::Plain), @r#"
    error[empty-project]: the project has no missions

    warning[malformed-id]: the id is dull
     --> missions/housing.toml:2:6
      |
    2 | id = "housing"
      |      ^^^^^^^^^

    error[invalid-value]: the title is not English
     --> missions/housing.toml:3:17
      |
    3 | title = "Häuser für alle"
      |                 ^^^^^^^^ this part
      |
     ::: missions/housing.toml:2:7
      |
    2 | id = "housing"
      |       ------- of this mission
      |
      = help: write `houses for all`
    "#);
}

#[test]
fn colour_adds_escapes_and_changes_no_word() {
    let plain = render(&sample(), Colour::Plain);
    let ansi = render(&sample(), Colour::Ansi);
    assert!(ansi.contains("\u{1b}["));
    let mut stripped = String::new();
    let mut rest = ansi.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').expect("an escape ends").1;
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}

#[test]
fn programs_get_lines_and_columns_in_characters() {
    insta::assert_snapshot!(json(&sample()));
}

#[test]
fn a_place_outside_its_text_is_moved_inside() {
    let lost = Diagnostic::error(Code::Row, "the file ends too early", &source(), 900..1000);
    insta::assert_snapshot!(render(&[lost], Colour::Plain), @r"
    error[row]: the file ends too early
     --> missions/housing.toml:4:1
      |
    4 |
      | ^
    ");
    let split = at("ü").start + 1;
    let inside_a_letter = Diagnostic::error(Code::Row, "half a letter", &source(), split..split);
    assert!(render(&[inside_a_letter], Colour::Plain).contains("half a letter"));
    let empty = SourceText::new("empty.toml", "");
    let nothing = Diagnostic::error(Code::Toml, "the file is empty", &empty, 0..0);
    insta::assert_snapshot!(render(&[nothing], Colour::Plain), @r"
    error[toml]: the file is empty
     --> empty.toml:1:1
      |
    1 |
      | ^
    ");
}

#[test]
fn a_long_place_is_shown_by_its_first_lines() {
    let long = SourceText::new("rules/long.rhai", "line\n".repeat(40));
    let diagnostic = Diagnostic::error(Code::RuleSyntax, "never closed", &long, 7..190);
    insta::assert_snapshot!(render(&[diagnostic], Colour::Plain), @r"
    error[rule-syntax]: never closed
     --> rules/long.rhai:2:3
      |
    2 |   line
      |  ___^
    3 | | line
    4 | | line
    5 | | line
      | |____^
    ");
}

#[test]
fn a_log_is_told_places_and_no_word_of_the_text() {
    let told = render_places(&sample());
    assert!(told.contains("missions/housing.toml:3:17"), "{told}");
    assert!(told.contains("= help: write `houses for all`"), "{told}");
    assert!(!told.contains("Häuser"), "{told}");
}
