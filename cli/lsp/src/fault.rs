//! Diagnostics as editors show them, file by file.

use std::collections::BTreeMap;
use std::path::Path;

use lsp_types::{
    Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range,
};
use rules::diagnostic::{Diagnostic, Label, Severity};

use super::address::address_of;
use super::place;
use app::project::PROJECT_FILE;

/// What is wrong with each file, by its path within the project. What has no place, such as a missing file, is told of
/// `remit.toml`.
pub(super) fn by_file<'f>(
    dir: &Path,
    faults: impl Iterator<Item = &'f Diagnostic>,
) -> BTreeMap<String, Vec<Shown>> {
    let mut files: BTreeMap<String, Vec<Shown>> = BTreeMap::new();
    for fault in faults {
        let file = fault.labels.first().map_or(PROJECT_FILE, |label| &label.span.source.path);
        files.entry(file.to_owned()).or_default().push(shown(dir, fault));
    }
    files
}

fn shown(dir: &Path, fault: &Diagnostic) -> Shown {
    let first = fault.labels.first();
    let related: Vec<_> = fault.labels.iter().skip(1).filter_map(|label| related(dir, label)).collect();
    Shown {
        range: first.map_or_else(Range::default, range),
        severity: Some(match fault.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(fault.code.as_str().to_owned())),
        source: Some("remit".to_owned()),
        message: message(fault),
        related_information: (!related.is_empty()).then_some(related),
        ..Shown::default()
    }
}

fn message(fault: &Diagnostic) -> String {
    let said = fault.labels.first().map(|label| label.text.as_str()).filter(|text| !text.is_empty());
    let said = said.map_or_else(String::new, |text| format!(": {text}"));
    let help = fault.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!("{}{said}{help}", fault.message)
}

fn related(dir: &Path, label: &Label) -> Option<DiagnosticRelatedInformation> {
    let uri = address_of(&dir.join(&*label.span.source.path))?;
    let location = Location { uri, range: range(label) };
    Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
}

fn range(label: &Label) -> Range {
    place::range(&label.span.source.text, &label.span.range)
}
