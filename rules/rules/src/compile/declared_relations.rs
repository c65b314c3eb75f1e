//! Relations with whoever declares them: a mission, or `relations.csv`.

use engine::model::Relation;
use toml::Spanned;

use super::findings::Owner;
use super::parsed::ParsedMission;
use crate::declare::{ListedRelations, RelationDeclaration};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// A relation with whoever declares it.
pub(super) struct Declared<'d> {
    pub(super) owner: Owner,
    pub(super) source: &'d SourceText,
    pub(super) declaration: &'d RelationDeclaration,
    pub(super) relation: Relation,
}

/// Those of `relations.csv` first, so that a mission that declares one of them again is told so.
pub(super) fn declared<'d>(
    listed: Option<&'d ListedRelations>,
    drafts: &'d [ParsedMission<'d>],
) -> impl Iterator<Item = Declared<'d>> {
    let declared = |owner, source, declaration: &'d RelationDeclaration| {
        Some(Declared { owner, source, declaration, relation: declaration.as_relation()? })
    };
    let listed = listed.into_iter().flat_map(move |listed| {
        let rows = listed.declarations.iter();
        rows.filter_map(move |row| declared(Owner::Project, &listed.source, row))
    });
    let written = drafts.iter().flat_map(move |draft| {
        let tables = draft.declaration().relations.iter();
        tables.filter_map(move |table| declared(Owner::Mission(draft.ix), draft.source(), table))
    });
    listed.chain(written)
}

impl Declared<'_> {
    /// An error at one of its values.
    pub(super) fn error(&self, code: Code, message: impl Into<String>, at: &Spanned<String>) -> Diagnostic {
        Diagnostic::error(code, message, self.source, at.span())
    }
}
