//! Several bodies at once: all of one kind, or a list.

use language::read::Item;
use toml::Spanned;

/// The bodies meant by `{ kind = ".." }` or `["a", "b"]`.
#[derive(Clone, Debug)]
pub(crate) enum Group {
    /// Every body of this kind.
    Kind(Spanned<String>),
    Listed(Vec<Spanned<String>>),
}

/// Reads a group of bodies.
pub(super) fn group(item: &Item<'_>) -> Option<Group> {
    if item.is_table() {
        let table = item.table()?;
        return table.require("kind")?.text().map(Group::Kind);
    }
    match item.elements() {
        Some(_) => item.texts().map(Group::Listed),
        None => item.refuse_kind("a list of bodies or `{ kind = \"..\" }`"),
    }
}
