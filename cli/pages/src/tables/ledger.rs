//! Entries of the ledger.

use app::ledger_page::LedgerPage;

use super::row::row;

/// A heading, and a row for each entry.
pub fn ledger_table(page: &LedgerPage) -> String {
    let mut table = row(&["position", "at", "kind", "told"].map(str::to_owned));
    for line in &page.entries {
        let (position, at) = (line.position.to_string(), line.at.to_string());
        table.push_str(&row(&[position, at, line.kind.to_owned(), line.told.clone()]));
    }
    table
}
