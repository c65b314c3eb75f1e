//! Tables of which each row of a CSV file is one: read by whoever reads such a table in TOML.

use language::grammar::TableType;
use language::read::{Document, Sheet, Table};

use crate::diagnostic::Diagnostic;
use crate::source::SourceText;

/// People in posts, beside those of `remit.toml`.
pub const PEOPLE_FILE: &str = "people.csv";
/// Relations, beside those of missions.
pub const RELATIONS_FILE: &str = "relations.csv";

/// Reads every row through `read`, with every fault in them. Of a row whose fields cannot be told apart that alone is told.
pub(super) fn read_rows<T>(
    source: &SourceText,
    columns: &'static TableType,
    read: impl Fn(&Table<'_>) -> T,
) -> (Vec<T>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let Some(sheet) = Sheet::read(source, columns, &mut faults) else { return (Vec::new(), faults) };
    let mut found = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let document = Document::of_sheet(source);
        let entries = sheet.entries(row, columns);
        found.push(read(&Table::open(&document, columns, row.range.clone(), &entries)));
        if row.is_whole {
            faults.extend(document.into_faults());
        }
    }
    (found, faults)
}
