//! The pieces of TOML of which a test is written.

use std::fmt::Write as _;

pub(crate) fn put(text: &mut String, part: &str) {
    text.push_str(part);
    text.push('\n');
}

pub(crate) fn put_key(text: &mut String, key: &str, value: &str) {
    writeln!(text, "{key} = {value}").expect("a string takes any text");
}

/// A text as TOML has it: JSON's escapes are among TOML's.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}
