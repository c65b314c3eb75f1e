//! Diagnostics for editors and continuous integration.

use serde::Serialize;

use super::excerpt::{position, within};
use super::{Diagnostic, Severity, sort};

/// A diagnostic as programs read it; lines and columns are counted from 1, columns in characters.
#[derive(Serialize)]
struct Wire<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

/// Diagnostics as a JSON array, in the order of their places.
///
/// What has no place, such as an empty project, has `null` for it.
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let mut ordered = diagnostics.to_vec();
    sort(&mut ordered);
    let wires: Vec<Wire<'_>> = ordered.iter().map(wire).collect();
    serde_json::to_string_pretty(&wires).unwrap_or_else(|_| unreachable!("texts and numbers are always JSON"))
}

fn wire(diagnostic: &Diagnostic) -> Wire<'_> {
    let span = diagnostic.labels.first().map(|label| &label.span);
    let range = span.map(|span| within(&span.source.text, &span.range));
    let start = span.zip(range.as_ref()).map(|(span, range)| position(&span.source, range.start));
    let end = span.zip(range.as_ref()).map(|(span, range)| position(&span.source, range.end));
    Wire {
        code: diagnostic.code.as_str(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        file: span.map(|span| &*span.source.path),
        line: start.map(|(line, _)| line),
        column: start.map(|(_, column)| column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
    }
}
