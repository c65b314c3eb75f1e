//! What a table says in a form that depends on its values alone: not on their order, their spelling, blank lines or comments.
//!
//! It is hashed where something must be done anew once a table says something else. It is not read back.

use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};

const GROWS: &str = "a string takes any text";

/// Everything that a table says, its keys in the order of their letters.
pub(crate) fn canonical(entries: &DeTable<'_>) -> String {
    let mut out = String::new();
    write_table(&mut out, entries);
    out
}

fn write_table(out: &mut String, entries: &DeTable<'_>) {
    let mut sorted: Vec<_> = entries.iter().map(|(key, value)| (key.get_ref(), value.get_ref())).collect();
    sorted.sort_by_key(|(key, _)| *key);
    out.push('{');
    for (key, value) in sorted {
        write_text(out, key);
        write_value(out, value);
    }
    out.push('}');
}

fn write_value(out: &mut String, value: &DeValue<'_>) {
    match value {
        DeValue::String(text) => write_text(out, text),
        DeValue::Integer(number) => write!(out, "i{}:{};", number.radix(), number.as_str()).expect(GROWS),
        DeValue::Float(number) => write!(out, "f{};", number.as_str()).expect(GROWS),
        DeValue::Boolean(flag) => write!(out, "b{flag};").expect(GROWS),
        DeValue::Datetime(moment) => write!(out, "d{moment};").expect(GROWS),
        DeValue::Array(values) => {
            out.push('[');
            values.iter().for_each(|value| write_value(out, value.get_ref()));
            out.push(']');
        }
        DeValue::Table(entries) => write_table(out, entries),
    }
}

/// A text after its length, so that no letter in it can be taken for what stands around it.
fn write_text(out: &mut String, text: &str) {
    write!(out, "s{}:{text}", text.len()).expect(GROWS);
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::canonical;

    fn check(text: &str) -> String {
        canonical(toml::de::DeTable::parse(text).expect("TOML").get_ref())
    }

    #[test]
    fn order_comments_and_spelling_make_no_difference() {
        let one = check("id = 'a' # first\nfiles = [\"x\", 1, 2.5]\n[columns]\nperiod = \"month\"");
        let other = check("columns.period = 'month'\n\nfiles = ['x', 1,  2.5]\nid = \"a\"");
        assert_eq!(one, other);
        assert_snapshot!(one, @"{s7:columns{s6:periods5:month}s5:files[s1:xi10:1;f2.5;]s2:ids1:a}");
    }

    #[test]
    fn no_text_passes_for_another_structure() {
        assert_ne!(check("a = 'bs1:c'"), check("a = 'b'\nc = ''"));
        assert_ne!(check("a = '1'"), check("a = 1"));
    }
}
