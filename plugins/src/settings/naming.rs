//! How a feed says that its files name bodies.

use super::declaration::{DeclarationOf, FeedDeclaration, Text};
use crate::readers::{BodyNaming, NamedBy};

/// How the files of a feed name bodies, with the column of names where there is one.
pub(super) fn read_naming(name: Option<Text>, declared: &FeedDeclaration<'_>) -> BodyNaming {
    let words = [("by-code", NamedBy::Code), ("by-name", NamedBy::Name)];
    let said = match declared.of {
        DeclarationOf::Feed => declared.table.get("bodies"),
        DeclarationOf::Sheet => None,
    };
    let by = said.and_then(|item| item.word(&words));
    let by = by.map_or(NamedBy::Code, toml::Spanned::into_inner);
    let name = name.map(|name| name.into_inner().trim().to_owned()).filter(|name| !name.is_empty());
    BodyNaming { by, name }
}
