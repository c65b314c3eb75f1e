//! Kinds of values in words that a board member understands.

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
        "body" | "JudgedBody" => "a body",
        "measure" | "JudgedMeasure" => "a measure",
        "period" | "Period" => "a period",
        "obligation" | "OtherObligation" => "an obligation",
        "part" | "PartOfOther" => "a part of an obligation",
        "relation" | "ListedRelation" => "a relation",
        "day" | "Date" => "a day",
        "verdict" | "Assessment" => "a verdict",
        "absent" | "Absent" => "an absent value",
        "rows" | "Rows" => "rows",
        _ if name.contains("Range") || name.starts_with("range") => "a range",
        _ if name.contains("string") || name.contains("String") => "a text",
        _ => "a value",
    }
}
