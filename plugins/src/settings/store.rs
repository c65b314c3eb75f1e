//! `[store]`: where the ledger lies.

use std::path::PathBuf;

use rules::diagnostic::Code;
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use super::document::Document;

/// Where the ledger lies if the project does not say.
pub const DEFAULT_STORE: &str = ".remit/ledger.sqlite";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoreDeclaration {
    path: Option<Spanned<String>>,
}

pub(super) fn read(document: &mut Document<'_>, root: &DeTable<'_>) -> PathBuf {
    let table = document.table(root, "store");
    let declared =
        table.and_then(|table| document.read::<StoreDeclaration>("[store]", table)).map(|read| read.value);
    match declared.and_then(|declared| declared.path) {
        None => PathBuf::from(DEFAULT_STORE),
        Some(path) => {
            if path.get_ref().trim().is_empty() {
                document.error(Code::InvalidValue, "the path of the ledger is empty", path.span());
            }
            PathBuf::from(path.into_inner())
        }
    }
}
