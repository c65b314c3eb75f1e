//! A key is one entry of the grammar: all that goes by the grammar knows it at once.

use language::grammar::{FileGrammar, Key, OPTIONAL, Others, TableType, ValueType};
use language::read::TomlText;
use rules::source::SourceText;

use crate::analysis::keys;

const TITLE: Key = Key { name: "title", holds: ValueType::Text, meaning: "What it is called.", ..OPTIONAL };
const COLOUR: Key = Key {
    name: "colour",
    holds: ValueType::Words(&["red", "blue"]),
    meaning: "What it looks like.",
    ..OPTIONAL
};

const TRIAL: TableType = TableType {
    id: "",
    name: "the file",
    meaning: "A file to try the grammar with.",
    keys: &[TITLE],
    relations: &[],
    others: Others::Refused,
};

static BEFORE: TableType = TRIAL;
static AFTER: TableType = TableType { keys: &[TITLE, COLOUR], ..TRIAL };

/// Whether reader, schema, completion, hover and reference know of the colour.
fn known(root: &'static TableType) -> [bool; 5] {
    let file = FileGrammar { title: "A trial", schema: "trial.json", describes: "trial.toml", root };
    let text = SourceText::new("trial.toml", "colour = \"red\"");
    let path = ["colour".to_owned()];
    [
        TomlText::parse(&text).read(&file, |_| ()).faults.is_empty(),
        language::schema(&file).contains("\"colour\""),
        keys::keys_at(root, &[]).iter().any(|key| key.name == "colour"),
        keys::key_at(root, &path).is_some_and(|key| key.meaning == COLOUR.meaning),
        language::reference_of(&file).contains("| `colour` |"),
    ]
}

#[test]
fn what_is_entered_once_is_known_everywhere() {
    assert_eq!(known(&BEFORE), [false; 5]);
    assert_eq!(known(&AFTER), [true; 5]);
}

#[test]
#[should_panic(expected = "the grammar knows no key `colour` of the file")]
fn a_reader_cannot_ask_for_what_the_grammar_lacks() {
    let file = FileGrammar { title: "A trial", schema: "trial.json", describes: "trial.toml", root: &BEFORE };
    let text = SourceText::new("trial.toml", "colour = \"red\"");
    TomlText::parse(&text).read(&file, |table| table.get("colour").is_some());
}
