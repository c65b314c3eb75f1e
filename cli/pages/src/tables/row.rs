//! One row of a table (RFC 4180).

use language::visible::visible;

/// A row of a table.
pub fn row(fields: &[String]) -> String {
    let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    format!("{}\r\n", fields.join(","))
}

/// A field, in which no spreadsheet finds a formula.
fn quoted(field: &str) -> String {
    let field = visible(field);
    let field =
        if field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field.into_owned() };
    if field.contains([',', '"', '\n', '\r', ';']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: &str, expect: &str) {
        assert_eq!(quoted(field), expect);
    }

    #[test]
    fn a_field_is_one_field_and_no_formula() {
        check("Leeds", "Leeds");
        check("Bournemouth, Christchurch and Poole", "\"Bournemouth, Christchurch and Poole\"");
        check("the \"old\" one", "\"the \"\"old\"\" one\"");
        check("=1+1", "'=1+1");
        check("two\nlines", "two lines");
    }
}
