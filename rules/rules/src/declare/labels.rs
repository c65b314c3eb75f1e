//! `labels`: values by names, in a table of TOML or in a column of the register.

use engine::model::Labels;
use language::read::{Row, Sheet, Table};

use crate::diagnostic::{Code, Diagnostic};

/// The labels that a table writes.
pub(super) fn read_labels(table: &Table<'_>) -> Labels {
    let Some(item) = table.get("labels") else { return Labels::default() };
    let Some(entries) = item.entries() else {
        item.refuse_kind::<()>("a table such as `{ theme = \"housing\" }`");
        return Labels::default();
    };
    let read = entries.iter().filter_map(|entry| Some((entry.key.to_owned(), entry.text()?.into_inner())));
    read.collect()
}

/// The labels in a row of the register: `region=north;tier=upper`.
pub(super) fn labels_of_row(sheet: &Sheet<'_>, row: &Row, faults: &mut Vec<Diagnostic>) -> Labels {
    let written = sheet.value(row, "labels").split(';').map(str::trim).filter(|label| !label.is_empty());
    let read = |label: &str| {
        let pair = label.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
        match pair {
            Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                Some((name.to_owned(), value.to_owned()))
            }
            _ => {
                let fault = sheet.fault(row, "labels", Code::Register, format!("`{label}` is no label"));
                faults.push(fault.with_help("write each like `region=north`, and put `;` between them"));
                None
            }
        }
    };
    written.filter_map(read).collect()
}
