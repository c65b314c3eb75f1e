//! How what came differs from what was expected, in lines for people.

use rules::script::plugin::Value;

/// The same without entries that are absent, since a test cannot write them.
pub(super) fn without_absent(value: Value) -> Value {
    match value {
        Value::Map(map) => Value::Map(
            map.into_iter()
                .filter(|(_, value)| *value != Value::Absent)
                .map(|(key, value)| (key, without_absent(value)))
                .collect(),
        ),
        Value::List(list) => Value::List(list.into_iter().map(without_absent).collect()),
        value => value,
    }
}

/// How a list differs from the one that was expected, entry by entry.
pub(super) fn differing(expected: &Value, given: &Value) -> Option<String> {
    let (Value::List(wanted), Value::List(found)) = (expected, given) else {
        return (expected != given).then(|| apart("", expected, given));
    };
    let mut lines = Vec::new();
    for place in 0..wanted.len().max(found.len()) {
        let number = place + 1;
        match (wanted.get(place), found.get(place)) {
            (Some(wanted), Some(found)) if wanted != found => {
                lines.push(apart(&format!("row {number}: "), wanted, found));
            }
            (Some(wanted), None) => {
                lines.push(format!("row {number}: expected {wanted}\n  but there is none"));
            }
            (None, Some(found)) => lines.push(format!("row {number}: expected none\n  but there is {found}")),
            _ => {}
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The same where only what is expected counts: whatever else was given is left alone.
pub(super) fn differing_part(expected: &Value, given: &Value) -> Option<String> {
    let mut lines = Vec::new();
    compare("", expected, given, &mut lines);
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn compare(path: &str, expected: &Value, given: &Value, lines: &mut Vec<String>) {
    let (Value::Map(wanted), Value::Map(found)) = (expected, given) else {
        if expected != given {
            let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
            lines.push(apart(&place, expected, given));
        }
        return;
    };
    for (key, wanted) in wanted {
        let place = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match found.get(key) {
            Some(found) => compare(&place, wanted, found, lines),
            None => lines.push(format!("{place}: expected {wanted}\n  but there is none")),
        }
    }
}

fn apart(place: &str, expected: &Value, given: &Value) -> String {
    format!("{place}expected {expected}\n  but it is {given}")
}
