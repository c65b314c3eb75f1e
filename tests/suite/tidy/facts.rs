//! The engine deals in facts: what it says in English is for programmers, or is the text of an error.

use super::tree::{Fault, File, files, listed, none_of};

/// What may hold a sentence: assertions, and the texts of errors and of expected lints.
const SPOKEN: [&str; 7] =
    ["assert!(", "assert_eq!(", "expect(", "unreachable!(", "panic!(", "#[error(", "reason ="];
/// Over how many lines such a thing may reach before its text.
const REACH: usize = 4;

fn check(file: &File) -> Vec<Fault> {
    let production = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines: Vec<&str> = production.lines().collect();
    let is_spoken = |number: usize| {
        let before = &lines[number.saturating_sub(REACH)..number];
        before.iter().any(|line| SPOKEN.iter().any(|spoken| line.contains(spoken)))
    };
    let code = (1..).zip(&lines).filter(|(_, line)| !line.trim_start().starts_with("//"));
    let sentences = code.filter(|(number, line)| has_sentence(line) && !is_spoken(*number));
    sentences.map(|(number, _)| file.fault(number, "says something in English")).collect()
}

/// Whether a text in quotation marks has a blank in it.
fn has_sentence(line: &str) -> bool {
    line.split('"').skip(1).step_by(2).any(|text| text.contains(' '))
}

#[test]
fn the_engine_says_nothing_in_english() {
    let sources = files("engine/engine/src/", ".rs");
    assert!(!sources.is_empty(), "the engine has sources");
    none_of(&sources.iter().flat_map(check).collect::<Vec<_>>());
}

#[test]
fn a_sentence_is_found_and_an_assertion_is_left_alone() {
    let file = File::new(
        "engine/engine/src/a.rs",
        "//! \"In a comment.\"\nfn a() -> String {\n    assert!(true, \"all is well\");\n\n\n\n    \"met-late\".to_owned() + \"not met\"\n}\n",
    );
    insta::assert_snapshot!(listed(&check(&file)), @"engine/engine/src/a.rs:7: says something in English");
}
