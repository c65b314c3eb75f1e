//! The keys of a project's files, out of their JSON Schemas: one text says what they mean, for every editor.

use std::sync::LazyLock;

use indexmap::IndexMap;
use language::grammar::FILES;
use serde::Deserialize;

use super::key::{Holds, Key};

/// `remit.toml`.
pub(super) static PROJECT: LazyLock<&'static [Key]> = LazyLock::new(|| read("remit.json"));
/// `missions/*.toml`.
pub(super) static MISSION: LazyLock<&'static [Key]> = LazyLock::new(|| read("mission.json"));
/// `tests/*.toml`.
pub(super) static TESTS: LazyLock<&'static [Key]> = LazyLock::new(|| read("tests.json"));
/// `plugins/*/plugin.toml`.
pub(super) static MANIFEST: LazyLock<&'static [Key]> = LazyLock::new(|| read("plugin.json"));
/// `plugins/*/tests/*.toml`.
pub(super) static PLUGIN_TESTS: LazyLock<&'static [Key]> = LazyLock::new(|| read("plugin-tests.json"));

/// The keys at the root of a schema. They are made once, and stay for as long as the program runs.
fn read(name: &str) -> &'static [Key] {
    let file = FILES.iter().find(|file| file.schema == name).expect("there is such a schema");
    let root: &'static Node = Box::leak(Box::new(
        serde_json::from_str(&language::schema(file)).expect("a schema that is shipped is sound JSON"),
    ));
    Reader { definitions: &root.definitions, within: Vec::new() }.keys(root, "")
}

/// What a schema says of one place, as far as it is told here. Keys stay in the order in which they are written.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Node {
    description: String,
    #[serde(rename = "$ref")]
    refers_to: Option<String>,
    properties: IndexMap<String, Node>,
    items: Option<Box<Node>>,
    additional_properties: Option<Others>,
    any_of: Vec<Node>,
    all_of: Vec<Node>,
    #[serde(rename = "enum")]
    words: Vec<String>,
    #[serde(rename = "const")]
    word: Option<String>,
    definitions: IndexMap<String, Node>,
}

/// What keys that are not listed hold.
#[derive(Deserialize)]
#[serde(untagged)]
enum Others {
    Allowed(
        #[expect(dead_code, reason = "whether they may stand there is for the reader of the file to say")]
        bool,
    ),
    Each(Box<Node>),
}

struct Reader<'n> {
    definitions: &'n IndexMap<String, Node>,
    /// The definitions that are being read, since one may hold itself.
    within: Vec<&'n str>,
}

impl<'n> Reader<'n> {
    /// The keys of a table; none for what is no table, or one whose keys are names.
    fn keys(&self, node: &'n Node, definition: &str) -> &'static [Key] {
        leaked(node.properties.iter().map(|(name, held)| Key {
            name: kept(name),
            doc: kept(&held.description),
            holds: named(definition, name).unwrap_or_else(|| self.holds(held)),
        }))
    }

    fn holds(&self, node: &'n Node) -> Holds {
        let referring = node.all_of.first().unwrap_or(node);
        let path = referring.refers_to.as_deref();
        let Some(name) = path.and_then(|path| path.strip_prefix("#/definitions/")) else {
            return self.holds_in(node, "");
        };
        if self.within.contains(&name) {
            return Holds::Anything;
        }
        let within = self.within.iter().copied().chain([name]).collect();
        Self { definitions: self.definitions, within }.holds_in(&self.definitions[name], name)
    }

    fn holds_in(&self, node: &'n Node, definition: &str) -> Holds {
        if node.word.is_some() || !node.words.is_empty() {
            return Holds::Words(leaked(node.words.iter().chain(&node.word).map(|word| kept(word))));
        }
        if !node.properties.is_empty() {
            return Holds::Table(self.keys(node, definition));
        }
        if let Some(items) = &node.items {
            return self.holds(items);
        }
        if let Some(Others::Each(each)) = &node.additional_properties {
            let each = Key { name: "", doc: kept(&node.description), holds: self.holds(each) };
            return Holds::ByName(Box::leak(Box::new(each)));
        }
        node.any_of.iter().map(|choice| self.holds(choice)).reduce(either).unwrap_or(Holds::Anything)
    }
}

/// What may stand where either of two may. Whatever else may stand there, known words and keys are worth telling.
fn either(one: Holds, other: Holds) -> Holds {
    let parts = |holds| match holds {
        Holds::Words(words) => (Some(words), None),
        Holds::Table(keys) => (None, Some(keys)),
        Holds::WordsOrTable(words, keys) => (Some(words), Some(keys)),
        _ => (None, None),
    };
    let ((words, keys), (more_words, more_keys)) = (parts(one), parts(other));
    let words = joined(words, more_words, |words, more| leaked(words.iter().chain(more).copied()));
    let keys = joined(keys, more_keys, with_keys);
    match (words, keys) {
        (words, Some(keys)) => Holds::WordsOrTable(words.unwrap_or_default(), keys),
        (Some(words), None) => Holds::Words(words),
        (None, None) => Holds::Anything,
    }
}

fn joined<T>(one: Option<T>, other: Option<T>, join: fn(T, T) -> T) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(join(one, other)),
        (one, other) => one.or(other),
    }
}

/// The keys of two tables of which one stands there; a key of both holds what it holds in either.
fn with_keys(keys: &'static [Key], more: &'static [Key]) -> &'static [Key] {
    let same = |key: &Key| more.iter().find(|other| other.name == key.name);
    let all = keys.iter().map(|key| Key {
        holds: same(key).map_or(key.holds, |other| either(key.holds, other.holds)),
        ..*key
    });
    leaked(all.chain(more.iter().filter(|key| keys.iter().all(|other| other.name != key.name)).copied()))
}

/// Keys that hold an id, which a schema cannot say.
fn named(definition: &str, key: &str) -> Option<Holds> {
    match (definition, key) {
        ("test", "mission") => Some(Holds::Mission),
        ("series" | "target" | "obligation" | "contribution" | "feed", "measure")
        | ("ratio", "numerator" | "denominator") => Some(Holds::Measure),
        ("series" | "target", "body") | ("obligation", "lead") | ("contribution", "by") => Some(Holds::Body),
        ("obligation" | "contribution", "rule") => Some(Holds::Rule),
        ("obligation", "depends_on") => Some(Holds::Dependency),
        ("kind_group", "kind") => Some(Holds::Kind),
        ("series", "series") => Some(Holds::Series),
        ("response" | "alert", "alert") => Some(Holds::Alert),
        _ => None,
    }
}

fn kept(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn leaked<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Vec::leak(items.into_iter().collect())
}
