//! Kinds of values in words that a board member understands.

use engine::model::Period;
use engine::program::Assessment;
use rhai::Engine;

use super::subject::{Gauge, My, Party};

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<My>("my")
        .register_type_with_name::<Party>("body")
        .register_type_with_name::<Gauge>("measure")
        .register_type_with_name::<Period>("period")
        .register_type_with_name::<Assessment>("verdict");
}

/// A value of the type that Rhai calls `name`, with its article.
pub(in crate::script) fn described(name: &str) -> &'static str {
    let last = name.rsplit("::").next().unwrap_or(name);
    match last {
        "decimal" | "Decimal" | "i64" => "a number",
        "string" | "ImmutableString" | "String" | "char" => "a text",
        "bool" => "true or false",
        "array" => "a list",
        "map" => "a map",
        "()" => "nothing",
        "Fn" | "FnPtr" => "a function",
        "my" | "My" => "`my`",
        "body" | "Party" => "a body",
        "measure" | "Gauge" => "a measure",
        "period" | "Period" => "a period",
        "verdict" | "Assessment" => "a verdict",
        "absent" | "Absent" => "an absent value",
        "rows" | "Rows" => "rows",
        _ if name.contains("Range") || name.starts_with("range") => "a range",
        _ if name.contains("string") || name.contains("String") => "a text",
        _ => "a value",
    }
}
