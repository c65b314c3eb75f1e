//! From a keystroke to its fault on the screen: `remit lsp` over its pipes, on a hundred missions and a thousand rules.
//!
//! `cargo bench -p tests --bench keystroke`. The program is built in the profile of the bench. Each round makes a fault or
//! mends it, so that each changes what is shown. `editor` measures the compiling alone.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::time::{Duration, Instant};

use tests::bulk::{Bulk, LARGE};
use tests::process::{Editor, Folder};

const ROUNDS: usize = 100;
const SMALL: Bulk = Bulk { missions: 8, obligations: 4, bodies: 40 };

/// What is typed: where, and a text of that file with a fault in its place.
const TYPED: [(&str, &str, &str, &str); 4] = [
    ("in a rule", "rules/rule-7-3.rhai", "let kept", "let kept kept"),
    ("in a title", "missions/m7.toml", "title = \"Mission 7\"", "title = \"\""),
    ("in the id of a measure", "missions/m7.toml", "\"measure-7-3\"", "\"measure-7-\""),
    ("in the body that leads everywhere", "bodies.csv", "\nlead,", "\nlea,"),
];

fn main() {
    // `cargo test --benches` asks every bench whether it can be run; that takes one round of a small project.
    let is_measured = std::env::args().any(|argument| argument == "--bench");
    let (size, rounds) = if is_measured { (LARGE, ROUNDS) } else { (SMALL, 1) };
    let folder = Folder::missing();
    for (path, source) in size.texts() {
        folder.drop_in(&path, &*source.text);
    }
    let mut editor = Editor::start(&folder);
    for (place, file, sound, faulty) in TYPED {
        let text = folder.read(file);
        let spoilt = text.replacen(sound, faulty, 1);
        assert_ne!(text, spoilt, "{place}: there is something to spoil");
        editor.open(file, &text);
        // The first one may still wait for the start.
        keystroke(&mut editor, file, &spoilt);
        keystroke(&mut editor, file, &text);
        let mut times: Vec<Duration> = (0..rounds)
            .map(|round| keystroke(&mut editor, file, if round.is_multiple_of(2) { &spoilt } else { &text }))
            .collect();
        editor.close(file);
        times.sort();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        println!(
            "{place}, {rounds} rounds: median {:.1?}, 90th {:.1?}, most {:.1?}",
            at(50),
            at(90),
            at(100)
        );
    }
    editor.leave();
}

/// One round, until the faults of the file are told anew.
fn keystroke(editor: &mut Editor, file: &str, text: &str) -> Duration {
    let start = Instant::now();
    editor.change(file, text);
    editor.wait_for_news(file);
    start.elapsed()
}
