//! Whatever a user may write: every text of a project, spoilt at random. It is compiled, and played where it compiles; what
//! comes of it is diagnostics or verdicts, never a panic, and never more work than a project may ask for.
//!
//! `REMIT_FUZZ_CASES=10000 cargo test -p tests --test suite fuzz` tries so many texts of each kind.

use std::fs;
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use rules::case::Stage;
use rules::declare::read_manifest;
use rules::diagnostic::{Colour, Diagnostic, json, render};
use rules::source::{MissionSources, SourceText, Sources};
use rules::{compile, settle};
use tests::process::joined_up;

const MISSION: &str = "missions/homelessness.toml";
const RULE: &str = "rules/keep-pace.rhai";
const TESTS: &str = "tests/duty-to-refer.toml";

const MANIFEST: &str = r#"
[plugin]
name = "teams"
version = "1.2.0"
kind = "notifier"

[capabilities]
hosts = ["*.webhook.office.com"]

[settings.url]
type = "text"
required = true
secret = true
doc = "The address that Teams shows"

[settings.tries]
type = "number"
default = 3
"#;

/// So many texts of each kind; few enough for every run of the suite.
fn cases() -> Config {
    let cases = std::env::var("REMIT_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(16);
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// One thing done to a text.
#[derive(Clone, Debug)]
enum Spoiling {
    Cut(Index, usize),
    Copy(Index, usize, Index),
    Insert(Index, String),
    Replace(Index, usize, String),
}

/// Words that readers look at closely, and letters that few expect.
const WORDS: &[&str] = &[
    "[[test]]",
    "[[obligation]]",
    "[mission]",
    "= {",
    "}",
    "\"\"\"",
    "'",
    "\n",
    "\r\n",
    "\t",
    "\u{feff}",
    "\0",
    "é",
    "🏠",
    "9999-12-31",
    "0001-01-01",
    "2020-Q1",
    "2020-W53",
    "\"day\"",
    "\"week\"",
    "\"year\"",
    "1x999999999",
    "1+1x9999",
    "99999999999999999999999999999999",
    "-1",
    "0",
    "1e400",
    "0.0000000000000000000000000001",
    "_x9999",
    "[c]",
    "nan",
    "true",
    "..",
    "fn",
    "loop {}",
    "while true {}",
    "let x = [];",
    "x.push(x);",
    "my.value()",
    "/ 0",
    "%",
    "${",
    "`",
    "//",
    "/*",
    "eval(\"1\")",
    "import \"a\" as b;",
    "assess(my)",
    "rolling_months = 1200",
    "timely_working_days = 3660",
    ",",
    "\"",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(WORDS).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 1 => ".{0,12}"]
}

fn spoiling() -> impl Strategy<Value = Spoiling> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 1_usize..40).prop_map(|(at, length)| Spoiling::Cut(at, length)),
        (at(), 1_usize..200, at()).prop_map(|(from, length, to)| Spoiling::Copy(from, length, to)),
        (at(), word()).prop_map(|(at, word)| Spoiling::Insert(at, word)),
        (at(), 1_usize..12, word()).prop_map(|(at, length, word)| Spoiling::Replace(at, length, word)),
    ]
}

/// A sound text with a few things done to it or, now and then, anything at all.
fn spoilt(sound: &str) -> impl Strategy<Value = String> {
    let sound: Vec<char> = sound.chars().collect();
    let changed = prop::collection::vec(spoiling(), 1..6).prop_map(move |spoilings| {
        let text = spoilings.into_iter().fold(sound.clone(), spoil);
        text.into_iter().collect::<String>()
    });
    let anything = prop::collection::vec(any::<u8>(), 0..400)
        .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    prop_oneof![5 => changed, 1 => anything]
}

fn spoil(mut text: Vec<char>, spoiling: Spoiling) -> Vec<char> {
    let place = |at: Index, text: &[char]| at.index(text.len() + 1);
    match spoiling {
        Spoiling::Cut(at, length) => {
            let from = place(at, &text);
            text.drain(from..(from + length).min(text.len()));
        }
        Spoiling::Copy(from, length, to) => {
            let from = place(from, &text);
            let copied = text[from..(from + length).min(text.len())].to_vec();
            let to = place(to, &text);
            text.splice(to..to, copied);
        }
        Spoiling::Insert(at, word) => {
            let at = place(at, &text);
            text.splice(at..at, word.chars());
        }
        Spoiling::Replace(at, length, word) => {
            let from = place(at, &text);
            let to = (from + length).min(text.len());
            text.splice(from..to, word.chars());
        }
    }
    text
}

fn read(path: &str) -> String {
    fs::read_to_string(joined_up().join(path)).expect("the example has this file")
}

/// The example, with another text in the place of one of its own.
fn sources(path: &str, text: &str) -> Sources {
    let at = |own: &str| SourceText::new(own, if own == path { text.to_owned() } else { read(own) });
    let rules = ["keep-pace", "on-trajectory"].map(|id| (id.to_owned(), at(&format!("rules/{id}.rhai"))));
    let rules: Arc<IndexMap<_, _>> = Arc::new(rules.into_iter().collect());
    let mission = |path: &str| {
        let declaration = at(path);
        let (rules, libraries) = (Arc::clone(&rules), Arc::default());
        (Arc::clone(&declaration.path), MissionSources { declaration, rules, libraries })
    };
    Sources {
        project: at("remit.toml"),
        bodies: at("bodies.csv"),
        bank_holidays: None,
        missions: [MISSION, "missions/health.toml"].map(mission).into_iter().collect(),
    }
}

static SOUND: LazyLock<Sources> = LazyLock::new(|| sources("", ""));

/// Compiles and settles these texts and, where anything of them can be used, plays tests on it.
fn run(sources: Sources, tests: &str) {
    let compiled = compile(&sources);
    tell(&compiled.diagnostics);
    let settled = settle(&sources, Some(&SOUND));
    assert!(settled.compiled.program.is_some(), "the last good texts can always be used");
    let Some(program) = compiled.program else { return };
    let file = Stage::new(Arc::new(sources), Arc::new(program)).read(&SourceText::new(TESTS, tests));
    tell(&file.faults);
    for difference in file.cases.iter().flat_map(|case| case.play().differences) {
        assert!(!difference.to_string().is_empty());
    }
}

/// Faults can be told to people and to programs, whatever they are about.
fn tell(faults: &[Diagnostic]) {
    assert_eq!(faults.is_empty(), render(faults, Colour::Plain).is_empty());
    assert!(json(faults).starts_with('['));
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_mission(text in spoilt(&read(MISSION))) {
        run(sources(MISSION, &text), &read(TESTS));
    }

    #[test]
    fn any_rule(text in spoilt(&read(RULE))) {
        run(sources(RULE, &text), &read(TESTS));
    }

    #[test]
    fn any_register(text in spoilt(&read("bodies.csv"))) {
        run(sources("bodies.csv", &text), &read(TESTS));
    }

    #[test]
    fn any_test(text in spoilt(&read(TESTS))) {
        run(SOUND.clone(), &text);
    }

    #[test]
    fn any_settings(text in spoilt(&read("remit.toml"))) {
        tell(&plugins::settings::parse(&SourceText::new("remit.toml", text.as_str())).1);
        tell(&compile(&sources("remit.toml", &text)).diagnostics);
    }

    #[test]
    fn any_manifest(text in spoilt(MANIFEST)) {
        let (manifest, faults) = read_manifest(&SourceText::new("plugins/teams/plugin.toml", text.as_str()));
        tell(&faults);
        assert_eq!(manifest.is_some(), faults.is_empty());
    }
}
