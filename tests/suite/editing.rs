//! Whatever is typed, and in whatever order: compiling again with what was kept is compiling afresh.

use indexmap::IndexMap;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use rules::source::SourceText;
use rules::{Compiled, CompilerCache, compile};
use tests::bulk::{Bulk, sources};

const SMALL: Bulk = Bulk { missions: 3, obligations: 2, bodies: 6 };

/// What is typed into texts: words that mean something, and marks that do.
const WORDS: &[&str] = &[
    "measure-0-0",
    "measure-2-1",
    "rule-1-1",
    "owed-0-1",
    "m1/owed-1-0",
    "council-3",
    "nobody",
    "[",
    "]",
    "\"",
    "{",
    "}",
    "\n",
    "\n[[measure]]\n",
    "depends_on = [\"m0/owed-0-0\"]\n",
    "depends_on = [\"m2/owed-2-0\"]\n",
    "my.value(\"measure-2-0\")",
    "my.has(\"measure-1-0\", \"council-5\")",
    "# ",
    "// ",
    "fn ",
    "🏠",
    "\r",
    "due = { timely_days = 3 }\n",
    ",",
];

/// One change of one file.
#[derive(Clone, Debug)]
enum Edit {
    /// A part of it is replaced with a word.
    Type { file: Index, at: Index, length: usize, word: &'static str },
    /// Every mention of one word is replaced with another.
    Rename { file: Index, old: &'static str, new: &'static str },
    /// It is as it was in the beginning.
    Restore { file: Index },
    /// A mission or a rule goes away.
    Remove { file: Index },
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let word = || select(WORDS);
    let file = any::<Index>;
    let one = prop_oneof![
        4 => (file(), any::<Index>(), 0..12_usize, word())
            .prop_map(|(file, at, length, word)| Edit::Type { file, at, length, word }),
        3 => (file(), word(), word()).prop_map(|(file, old, new)| Edit::Rename { file, old, new }),
        2 => file().prop_map(|file| Edit::Restore { file }),
        1 => file().prop_map(|file| Edit::Remove { file }),
    ];
    vec(one, 1..8)
}

/// Makes the change to `texts`, which were `sound` in the beginning.
fn make(edit: &Edit, texts: &mut IndexMap<String, SourceText>, sound: &IndexMap<String, SourceText>) {
    let (Edit::Type { file, .. }
    | Edit::Rename { file, .. }
    | Edit::Restore { file }
    | Edit::Remove { file }) = edit;
    let path: String = sound.keys().nth(file.index(sound.len())).cloned().unwrap_or_default();
    let text = texts.get(&path).map_or("", |source| &*source.text);
    let text = match edit {
        Edit::Restore { .. } => sound[&path].text.to_string(),
        Edit::Rename { old, new, .. } => text.replace(old, new),
        Edit::Remove { .. } if path.contains('/') => {
            texts.shift_remove(&path);
            return;
        }
        Edit::Remove { .. } => String::new(),
        Edit::Type { at, length, word, .. } => {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
            let mut text = text.to_owned();
            text.replace_range(start..end, word);
            text
        }
    };
    texts.insert(path.clone(), SourceText::new(path, text));
}

/// What can be told apart of what came of a compilation. Revisions are hashes of all that a program does.
fn told(compiled: &Compiled) -> String {
    let program = compiled.program.as_ref();
    let revisions = program.map(|program| {
        let missions =
            program.missions.iter().map(|(id, mission)| (id, &mission.revision, mission.obligations.len()));
        (&program.revision, missions.collect::<Vec<_>>())
    });
    format!("{revisions:?}\n{:?}\n{:?}", compiled.refused, compiled.diagnostics)
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn compiling_again_is_compiling_afresh(edits in edits()) {
        let sound = SMALL.texts();
        let mut texts = sound.clone();
        let mut cache = CompilerCache::new();
        prop_assert!(cache.compile(&sources(&texts)).diagnostics.is_empty());
        for edit in edits {
            make(&edit, &mut texts, &sound);
            let sources = sources(&texts);
            prop_assert_eq!(told(&cache.compile(&sources)), told(&compile(&sources)));
        }
    }
}
