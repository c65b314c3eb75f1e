//! From the grammar of a file to its schema: draft 7, which all editors of TOML know.

use super::json::{Json, Object, object, texts};
use crate::grammar::{FileGrammar, Key, Named, Others, Relation, TableType, ValueType};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";
const ID: &str = "^[a-z][a-z0-9_-]*$";
/// A measure, one value of its breakdown, or all of them.
const MEASURE: &str = "^[a-z][a-z0-9_-]*(/([a-z][a-z0-9_-]*|\\*))?$";
const SETTING: &str = "^[a-z][a-z0-9_]*$";
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const PARAM: &str = "param";

/// The schema of one kind of file.
pub fn schema(file: &FileGrammar) -> String {
    let mut definitions = Definitions::default();
    let mut root = object([("$schema", DRAFT.into()), ("title", file.title.into())]);
    root.extend(definitions.table(file.root));
    root.insert("definitions", Json::Object(definitions.known));
    let text = serde_json::to_string_pretty(&root);
    text.unwrap_or_else(|_| unreachable!("texts and numbers are always JSON")) + "\n"
}

/// Tables by their names, each described once.
#[derive(Default)]
struct Definitions {
    known: Object,
}

impl Definitions {
    fn table(&mut self, table: &'static TableType) -> Object {
        let properties = table.keys.iter().map(|key| (key.name, Json::Object(self.property(key)))).collect();
        let mut node = object([
            ("description", table.meaning.into()),
            ("type", "object".into()),
            ("properties", Json::Object(properties)),
            ("additionalProperties", Json::Flag(table.others == Others::Allowed)),
        ]);
        let required: Vec<&str> =
            table.keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
        if !required.is_empty() {
            node.insert("required", texts(&required));
        }
        relate(&mut node, table.relations);
        node
    }

    fn property(&mut self, key: &'static Key) -> Object {
        let mut node = object([("description", key.meaning.into())]);
        let held = self.value(&key.holds);
        if held.contains_key("$ref") {
            // What stands beside `$ref` counts for nothing in this draft.
            node.insert("allOf", Json::List(vec![Json::Object(held)]));
        } else {
            node.extend(held);
        }
        node
    }

    fn value(&mut self, value: &'static ValueType) -> Object {
        match value {
            ValueType::Table(table) => self.refer(table),
            ValueType::List { of, least } => {
                let mut node = object([("type", "array".into()), ("items", Json::Object(self.value(of)))]);
                if *least > 0 {
                    node.insert("minItems", whole(*least));
                }
                node
            }
            ValueType::ByName(each) => {
                object([("type", "object".into()), ("additionalProperties", Json::Object(self.value(each)))])
            }
            ValueType::BySetting { each, reserved } => {
                let but = Json::Object(object([("enum", texts(reserved))]));
                let names = Json::Object(object([("pattern", SETTING.into()), ("not", but)]));
                let each = Json::Object(self.value(each));
                object([("type", "object".into()), ("propertyNames", names), ("additionalProperties", each)])
            }
            ValueType::Either(choices) => {
                let choices = choices.iter().map(|choice| Json::Object(self.value(choice))).collect();
                object([("anyOf", Json::List(choices))])
            }
            ValueType::Param => self.param(),
            plain => plain_value(plain),
        }
    }

    fn refer(&mut self, table: &'static TableType) -> Object {
        if !self.known.contains_key(table.id) {
            // A name that is taken at once keeps a table that holds itself from being described without end.
            self.known.insert(table.id, Json::Flag(true));
            let node = self.table(table);
            self.known.insert(table.id, Json::Object(node));
        }
        object([("$ref", Json::Text(format!("#/definitions/{}", table.id)))])
    }

    /// A parameter may be a list of parameters.
    fn param(&mut self) -> Object {
        let itself = object([("$ref", Json::Text(format!("#/definitions/{PARAM}")))]);
        let plain = object([("type", texts(&["string", "number", "boolean"]))]);
        let list = object([("type", "array".into()), ("items", Json::Object(itself.clone()))]);
        let choices = vec![Json::Object(plain), Json::Object(list)];
        self.known.insert(PARAM, Json::Object(object([("anyOf", Json::List(choices))])));
        itself
    }
}

fn plain_value(value: &ValueType) -> Object {
    let text = || object([("type", "string".into())]);
    let shaped = |pattern: &str| object([("type", "string".into()), ("pattern", pattern.into())]);
    let dated = |format: &str| object([("type", "string".into()), ("format", format.into())]);
    let long = |least: u32| object([("type", "string".into()), ("minLength", Json::Whole(least))]);
    let any_of = |choices: &[Object]| {
        object([("anyOf", Json::List(choices.iter().cloned().map(Json::Object).collect()))])
    };
    let bounded = |least: u32, most: u32| {
        object([("type", "integer".into()), ("minimum", Json::Whole(least)), ("maximum", Json::Whole(most))])
    };
    match value {
        ValueType::Text
        | ValueType::Name(
            Named::BodyKind
            | Named::RelationKind
            | Named::Ladder
            | Named::Party
            | Named::Dependency
            | Named::Alert,
        ) => long(1),
        ValueType::Verbatim => text(),
        ValueType::Shaped(pattern) => shaped(pattern),
        ValueType::Name(Named::Series) => shaped("\\{"),
        ValueType::Name(Named::PluginBeside(words)) => {
            let mut node = shaped(ID);
            node.insert("not", Json::Object(object([("enum", texts(words))])));
            node
        }
        ValueType::Name(Named::Measure) => shaped(MEASURE),
        ValueType::NewId | ValueType::Name(_) => shaped(ID),
        ValueType::Number => object([("type", "number".into())]),
        ValueType::Positive => object([("type", "number".into()), ("exclusiveMinimum", Json::Whole(0))]),
        ValueType::Whole { least, most } => bounded(*least, *most),
        ValueType::Flag => object([("type", "boolean".into())]),
        ValueType::Day => any_of(&[shaped(DAY), dated("date")]),
        ValueType::Moment => any_of(&[long(2), dated("date"), dated("date-time")]),
        ValueType::Period => any_of(&[long(4), bounded(1, 9999), dated("date")]),
        ValueType::Words(words) => object([("type", "string".into()), ("enum", texts(words))]),
        ValueType::Code => object([("type", texts(&["string", "integer"]))]),
        _ => Object::new(),
    }
}

fn relate(node: &mut Object, relations: &[Relation]) {
    let required = |keys: &[&str]| Json::Object(object([("required", texts(keys))]));
    let mut excluded = Vec::new();
    for relation in relations {
        match relation {
            Relation::OneOf(groups) => {
                node.insert("oneOf", Json::List(groups.iter().map(|group| required(group)).collect()));
            }
            Relation::AnyOf(keys) => {
                node.insert("anyOf", Json::List(keys.iter().map(|key| required(&[key])).collect()));
            }
            Relation::Unless { key, each, any_of } => {
                let holds = Json::List(any_of.iter().map(|key| required(&[key])).collect());
                let items = object([("items", Json::Object(object([("anyOf", holds)])))]);
                let lists = object([("properties", Json::Object(object([(*each, Json::Object(items))])))]);
                node.insert("anyOf", Json::List(vec![required(&[key]), Json::Object(lists)]));
            }
            Relation::NotBoth(one, other) => excluded.push(required(&[one, other])),
            Relation::AtLeast(count) => drop(node.insert("minProperties", whole(*count))),
            Relation::AtMost(count) => drop(node.insert("maxProperties", whole(*count))),
        }
    }
    if !excluded.is_empty() {
        node.insert("not", Json::Object(object([("anyOf", Json::List(excluded))])));
    }
}

fn whole(count: usize) -> Json {
    Json::Whole(u32::try_from(count).unwrap_or(u32::MAX))
}
