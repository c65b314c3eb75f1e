//! How a feed says that its files name bodies.

use super::declaration::{FeedDeclaration, Text};
use crate::readers::{BodyNaming, NamedBy};

/// How the files of a feed name bodies, with the column of names where there is one.
pub(super) fn read_naming(name: Option<Text>, declared: &FeedDeclaration<'_>) -> BodyNaming {
    let words = [("by-code", NamedBy::Code), ("by-name", NamedBy::Name)];
    let by = declared.table.get("bodies").and_then(|item| item.word(&words));
    let by = by.map_or(NamedBy::Code, toml::Spanned::into_inner);
    let name = name.map(|name| name.into_inner().trim().to_owned()).filter(|name| !name.is_empty());
    BodyNaming { by, name }
}
