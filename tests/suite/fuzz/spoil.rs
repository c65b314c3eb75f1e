//! Spoiling texts at random.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;

/// So many texts of each kind; few enough for every run of the suite.
pub(super) fn cases() -> Config {
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
pub(super) fn spoilt(sound: &str) -> impl Strategy<Value = String> + use<> {
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
