//! Several bodies at once: all of one kind, every relation of one kind, or a list.

use language::read::Item;
use toml::Spanned;

use crate::diagnostic::Code;

/// The bodies meant by `{ kind = ".." }`, `{ relation = ".." }` or `["a", "b"]`.
#[derive(Clone, Debug)]
pub(crate) enum Group {
    /// Every body of this kind.
    Kind(Spanned<String>),
    /// Every relation of this kind.
    Relation(Spanned<String>),
    Listed(Vec<Spanned<String>>),
}

/// Reads a group of bodies.
pub(super) fn group(item: &Item<'_>) -> Option<Group> {
    if item.is_table() {
        let table = item.table()?;
        return match table.either("kind", "relation") {
            Some(inner) if inner.key == "relation" => inner.text().map(Group::Relation),
            Some(inner) => inner.text().map(Group::Kind),
            None => item.refuse_with_help(
                Code::Toml,
                "a group of bodies lacks `kind`",
                "add a line such as `kind = \"council\"`, or name a kind of relations with `relation`",
            ),
        };
    }
    match item.elements() {
        Some(_) => item.texts().map(Group::Listed),
        None => item.refuse_kind("a list of bodies or `{ kind = \"..\" }`"),
    }
}
