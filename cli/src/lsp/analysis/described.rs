//! Keys out of the JSON Schemas: of rule tests, of the manifests of plugins and of their tests.

use std::sync::LazyLock;

use rules::schema::SCHEMAS;
use serde_json::Value;

use super::key::{Holds, Key};

/// `tests/*.toml`.
pub(super) static TESTS: LazyLock<&'static [Key]> = LazyLock::new(|| read("tests.json"));
/// `plugins/*/plugin.toml`.
pub(super) static MANIFEST: LazyLock<&'static [Key]> = LazyLock::new(|| read("plugin.json"));
/// `plugins/*/tests/*.toml`.
pub(super) static PLUGIN_TESTS: LazyLock<&'static [Key]> = LazyLock::new(|| read("plugin-tests.json"));

/// The keys at the root of a schema. They are made once, and stay for as long as the program runs.
fn read(name: &str) -> &'static [Key] {
    let schema = SCHEMAS.iter().find(|schema| schema.name == name).expect("there is such a schema");
    let root: Value = serde_json::from_str(schema.text).expect("a schema that is shipped is sound JSON");
    Reader { root: &root }.keys(&root, "").unwrap_or_default()
}

struct Reader<'v> {
    root: &'v Value,
}

impl<'v> Reader<'v> {
    /// The keys of a table; none for what is no table, or one whose keys are names.
    fn keys(&self, schema: &'v Value, definition: &str) -> Option<&'static [Key]> {
        let keys = schema["properties"].as_object()?.iter().map(|(name, held)| Key {
            name: kept(name),
            doc: kept(doc(held)),
            holds: named(definition, name).unwrap_or_else(|| self.holds(held)),
        });
        Some(Vec::leak(keys.collect()))
    }

    fn holds(&self, schema: &'v Value) -> Holds {
        let (schema, definition) = self.resolved(schema);
        if let Some(words) = words(schema) {
            return Holds::Words(words);
        }
        if let Some(keys) = self.keys(schema, definition) {
            return Holds::Table(keys);
        }
        if schema["items"].is_object() {
            return self.holds(&schema["items"]);
        }
        if schema["additionalProperties"].is_object() {
            let each = &schema["additionalProperties"];
            let doc = kept(doc(schema));
            return Holds::ByName(Box::leak(Box::new(Key { name: "", doc, holds: self.holds(each) })));
        }
        let choices = schema["anyOf"].as_array().map(Vec::as_slice).unwrap_or_default();
        let choices: Vec<Holds> = choices.iter().map(|choice| self.holds(choice)).collect();
        let words = choices
            .iter()
            .find_map(|choice| if let Holds::Words(words) = choice { Some(*words) } else { None });
        let keys = choices
            .iter()
            .find_map(|choice| if let Holds::Table(keys) = choice { Some(*keys) } else { None });
        match (words, keys) {
            (words, Some(keys)) => Holds::WordsOrTable(words.unwrap_or_default(), keys),
            (Some(words), None) => Holds::Words(words),
            (None, None) => Holds::Anything,
        }
    }

    /// What a reference leads to, with its name.
    fn resolved(&self, schema: &'v Value) -> (&'v Value, &'v str) {
        let referring = if schema["allOf"].is_array() { &schema["allOf"][0] } else { schema };
        let name = referring["$ref"].as_str().and_then(|path| path.strip_prefix("#/definitions/"));
        name.map_or((schema, ""), |name| (&self.root["definitions"][name], name))
    }
}

/// Keys that hold an id, which a schema cannot say.
fn named(definition: &str, key: &str) -> Option<Holds> {
    match (definition, key) {
        ("test", "mission") => Some(Holds::Mission),
        ("series", "measure") => Some(Holds::Measure),
        ("series", "body") => Some(Holds::Body),
        ("series", "series") => Some(Holds::Series),
        ("response" | "alert", "alert") => Some(Holds::Alert),
        _ => None,
    }
}

fn doc(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or_default()
}

fn words(schema: &Value) -> Option<&'static [&'static str]> {
    let words = schema["enum"].as_array()?.iter().filter_map(Value::as_str).map(kept);
    Some(Vec::leak(words.collect()))
}

fn kept(text: &str) -> &'static str {
    String::leak(text.to_owned())
}
