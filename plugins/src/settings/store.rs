//! `[store]`: where the ledger lies.

use std::path::PathBuf;

use language::diagnostic::Code;
use language::grammar::REMIT_TOML;
use language::read::Table;

pub(super) fn read(root: &Table<'_>) -> PathBuf {
    let store = root.get("store").and_then(|item| item.table());
    let default = || PathBuf::from(REMIT_TOML.default_text("store", "path"));
    let Some(item) = store.and_then(|store| store.get("path")) else { return default() };
    let Some(path) = item.verbatim() else { return default() };
    if path.get_ref().trim().is_empty() {
        item.document.error(Code::InvalidValue, "the path of the ledger is empty", path.span());
    }
    PathBuf::from(path.into_inner())
}
