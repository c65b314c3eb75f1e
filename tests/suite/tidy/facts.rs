//! Words alone makes sentences. The engine deals in facts, the application in values, and what is laid out is told in the words of
//! words; what they say in English themselves is for programmers, or is the text of an error or a diagnostic.

use super::tree::{Fault, File, files, listed, none_of};

/// What may hold a sentence: assertions, and the texts of errors and of expected lints.
const SPOKEN: [&str; 7] =
    ["assert!(", "assert_eq!(", "expect(", "unreachable!(", "panic!(", "#[error(", "reason ="];
/// Over how many lines such a thing may reach before its text.
const REACH: usize = 4;

/// Where values are worked out and laid out: a text there may hold blanks between what it is given.
const LAID_OUT: [&str; 3] = ["cli/app/src/", "cli/lsp/src/figures/", "cli/remit/src/render/"];
/// There, the log and what is shown in tests may hold a sentence as well.
const LOGGED: [&str; 2] = ["tracing::", "write!(out"];
/// Where they raise faults that users make, whose texts stand where the fault is found.
const DIAGNOSED: [&str; 4] = [
    "cli/app/src/cases/files.rs",
    "cli/app/src/intake/fault.rs",
    "cli/app/src/profile/trials.rs",
    "cli/app/src/project/",
];

/// The sentences of an engine's file: a text with a blank in it is one.
fn check(file: &File) -> Vec<Fault> {
    sentences(file, &SPOKEN, |text| text.contains(' '))
}

/// Those of a file that lays out: a text with two words in a row.
fn check_layout(file: &File) -> Vec<Fault> {
    let spoken: Vec<&str> = SPOKEN.iter().chain(&LOGGED).copied().collect();
    sentences(file, &spoken, has_words_in_a_row)
}

fn sentences(file: &File, spoken: &[&str], is_sentence: fn(&str) -> bool) -> Vec<Fault> {
    let production = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines: Vec<&str> = production.lines().collect();
    let is_spoken = |number: usize| {
        let before = &lines[number.saturating_sub(REACH)..number];
        before.iter().any(|line| spoken.iter().any(|spoken| line.contains(spoken)))
    };
    let code = (1..).zip(&lines).filter(|(_, line)| !line.trim_start().starts_with("//"));
    let says = |line: &str| line.split('"').skip(1).step_by(2).any(is_sentence);
    let sentences = code.filter(|(number, line)| says(line) && !is_spoken(*number));
    sentences.map(|(number, _)| file.fault(number, "says something in English")).collect()
}

/// Whether two words follow each other, with nothing between them that is filled in.
fn has_words_in_a_row(text: &str) -> bool {
    let fixed = text.split(['{', '}']).step_by(2);
    let is_word = |word: &&str| {
        let letters = word.trim_end_matches([',', ';', ':', '.']);
        !letters.is_empty() && letters.chars().all(char::is_alphabetic)
    };
    fixed
        .map(|part| part.split(' ').collect::<Vec<_>>())
        .any(|words| words.windows(2).any(|pair| pair.iter().all(is_word)))
}

#[test]
fn the_engine_says_nothing_in_english() {
    let sources = files("engine/engine/src/", ".rs");
    assert!(!sources.is_empty(), "the engine has sources");
    none_of(&sources.iter().flat_map(check).collect::<Vec<_>>());
}

#[test]
fn what_is_worked_out_and_laid_out_is_told_in_the_words_of_words() {
    let is_diagnosed = |file: &File| DIAGNOSED.iter().any(|diagnosed| file.path.starts_with(diagnosed));
    let is_test = |file: &File| file.path.ends_with("/tests.rs") || file.path.contains("/tests/");
    let sources = LAID_OUT.iter().flat_map(|folder| files(folder, ".rs"));
    let sources: Vec<File> = sources.filter(|file| !is_test(file)).collect();
    assert!(sources.len() > 50, "there are files that lay out");
    let faults = sources.iter().filter(|file| !is_diagnosed(file)).flat_map(check_layout);
    none_of(&faults.collect::<Vec<_>>());
}

#[test]
fn a_sentence_is_found_where_things_are_laid_out_and_what_is_filled_in_is_left_alone() {
    let file = File::new(
        "cli/remit/src/render/a.rs",
        "fn a() -> String {\n    let line = format!(\"{label}  {title}, {state}: {}\", 1);\n    tracing::info!(\"all is well\");\n\n\n\n    format!(\"{line} is not met\")\n}\n",
    );
    insta::assert_snapshot!(listed(&check_layout(&file)), @"cli/remit/src/render/a.rs:7: says something in English");
}

#[test]
fn a_sentence_is_found_and_an_assertion_is_left_alone() {
    let file = File::new(
        "engine/engine/src/a.rs",
        "//! \"In a comment.\"\nfn a() -> String {\n    assert!(true, \"all is well\");\n\n\n\n    \"met-late\".to_owned() + \"not met\"\n}\n",
    );
    insta::assert_snapshot!(listed(&check(&file)), @"engine/engine/src/a.rs:7: says something in English");
}
