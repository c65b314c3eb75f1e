//! `[store]`: where the ledger lies.

use std::path::PathBuf;

use language::diagnostic::Code;
use language::read::Table;

/// Where the ledger lies if the project does not say.
pub const DEFAULT_STORE: &str = ".remit/ledger.sqlite";

pub(super) fn read(root: &Table<'_>) -> PathBuf {
    let store = root.get("store").and_then(|item| item.table());
    let Some(item) = store.and_then(|store| store.get("path")) else { return PathBuf::from(DEFAULT_STORE) };
    let Some(path) = item.verbatim() else { return PathBuf::from(DEFAULT_STORE) };
    if path.get_ref().trim().is_empty() {
        item.document.error(Code::InvalidValue, "the path of the ledger is empty", path.span());
    }
    PathBuf::from(path.into_inner())
}
