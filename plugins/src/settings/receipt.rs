//! `contact` and `receipt` of `[[feed]]`: whom the receipts of its files are for, and where they go.

use language::diagnostic::Code;
use language::read::{Item, Table};
use toml::Spanned;
use toml::de::DeValue;

use crate::feeds::{Beside, ReceiptSettings};

/// Reads both. `notifiers` are the names of those that the project declares.
pub(super) fn read(table: &Table<'_>, notifiers: &[String]) -> ReceiptSettings {
    let contact = table.get("contact").and_then(|item| item.text()).map(Spanned::into_inner);
    let declared = table.get("receipt").map(|item| match item.value {
        DeValue::String(_) => {
            let beside = item.word(&[("beside", Beside::Text)]).map(Spanned::into_inner);
            ReceiptSettings { beside, ..ReceiptSettings::default() }
        }
        _ => item.table().map(|table| read_table(&table, notifiers)).unwrap_or_default(),
    });
    ReceiptSettings { contact, ..declared.unwrap_or_default() }
}

fn read_table(table: &Table<'_>, notifiers: &[String]) -> ReceiptSettings {
    let beside = table
        .get("beside")
        .and_then(|item| item.word(&[("text", Beside::Text), ("json", Beside::Json)]))
        .map(Spanned::into_inner);
    let named = table.get("notifiers").and_then(|item| known(&item, table, notifiers, Code::Feed));
    ReceiptSettings { contact: None, beside, notifiers: named }
}

/// The notifiers that are named, each of which must be one of the project's.
pub(super) fn known(
    item: &Item<'_>,
    table: &Table<'_>,
    notifiers: &[String],
    code: Code,
) -> Option<Vec<String>> {
    let document = table.document();
    let named = item.texts()?;
    for name in &named {
        if !notifiers.contains(name.get_ref()) {
            let message = format!("the project has no notifier `{}`", name.get_ref());
            let fault = document.at(code, message, name.span());
            let fault = fault.with_help("declare it with `[[notifier]]`, or leave it out");
            document.fault(fault.with_nearest(name.get_ref(), notifiers.iter().map(String::as_str)));
        }
    }
    Some(named.into_iter().map(Spanned::into_inner).collect())
}

/// The names of the project's notifiers, whose faults others report.
pub(super) fn notifier_names(root: &Table<'_>) -> Vec<String> {
    let Some(item) = root.get("notifier") else { return Vec::new() };
    let DeValue::Array(tables) = item.value else { return Vec::new() };
    let name = |table: &Spanned<DeValue<'_>>| match table.get_ref() {
        DeValue::Table(entries) => Some(entries.get("id")?.get_ref().as_str()?.to_owned()),
        _ => None,
    };
    tables.iter().filter_map(name).collect()
}
