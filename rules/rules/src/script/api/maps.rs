//! Maps.

use rhai::{Array, Dynamic, Engine, Map};

use super::lists::count;
use super::word::{Example, Style, Topic, Word, forms};

/// The words for maps.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "len",
        style: Style::Method,
        topic: Topic::Maps,
        forms: forms![(map: Map) -> Whole],
        gives: "How many entries the map has.",
        ends: None,
        example: Example::new("#{a: 1}.len()", "1"),
    },
    Word {
        name: "is_empty",
        style: Style::Method,
        topic: Topic::Maps,
        forms: forms![(map: Map) -> Flag],
        gives: "Whether the map has no entries.",
        ends: None,
        example: Example::new("#{}.is_empty()", "true"),
    },
    Word {
        name: "set",
        style: Style::Method,
        topic: Topic::Maps,
        forms: forms![(map: Map, key: Text, entry: Anything) -> Nothing],
        gives: "Puts an entry under a key.",
        ends: Some("where the map would have more than 1,000 entries, with what is in them"),
        example: Example::new("let map = #{}; map.set(\"a\", 1); map", "#{a: 1}"),
    },
    Word {
        name: "contains",
        style: Style::Method,
        topic: Topic::Maps,
        forms: forms![(map: Map, key: Text) -> Flag],
        gives: "Whether the map has an entry under the key.",
        ends: None,
        example: Example::new("my.params.contains(\"ceiling\")", "false"),
    },
    Word {
        name: "keys",
        style: Style::Method,
        topic: Topic::Maps,
        forms: forms![(map: Map) -> Texts],
        gives: "The keys, in the order of the alphabet.",
        ends: None,
        example: Example::new("#{b: 2, a: 1}.keys()", "[\"a\", \"b\"]"),
    },
    Word {
        name: "values",
        style: Style::Method,
        topic: Topic::Maps,
        forms: forms![(map: Map) -> List],
        gives: "The entries, in the order of their keys.",
        ends: None,
        example: Example::new("#{b: 2, a: 1}.values()", "[1, 2]"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("len", |map: &mut Map| count(map.len()))
        .register_fn("is_empty", |map: &mut Map| map.is_empty())
        .register_fn("set", |map: &mut Map, key: &str, entry: Dynamic| {
            map.insert(key.into(), entry);
        })
        .register_fn("contains", |map: &mut Map, key: &str| map.contains_key(key))
        .register_fn("keys", |map: &mut Map| -> Array { map.keys().map(|key| key.as_str().into()).collect() })
        .register_fn("values", |map: &mut Map| -> Array { map.values().cloned().collect() });
}
