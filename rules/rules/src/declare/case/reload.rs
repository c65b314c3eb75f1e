//! `[[test.reload]]`: the project's texts change in the middle of a test.

use std::ops::Range;

use language::read::{Item, Table};
use toml::Spanned;

use super::moment::{Moment, moment};
use crate::diagnostic::{Code, Diagnostic};

/// A reload as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct ReloadDeclaration {
    pub(crate) header: Range<usize>,
    pub(crate) at: Option<Spanned<Moment>>,
    pub(crate) edits: Vec<EditDeclaration>,
    /// New texts by their paths.
    pub(crate) writes: Vec<(Spanned<String>, String)>,
    pub(crate) removes: Vec<Spanned<String>>,
    /// The declarations that it breaks.
    pub(crate) refused: Vec<Spanned<String>>,
}

/// One text exchanged for another.
#[derive(Clone, Debug)]
pub(crate) struct EditDeclaration {
    pub(crate) file: Spanned<String>,
    /// What stands there once.
    pub(crate) from: Spanned<String>,
    pub(crate) to: String,
}

pub(super) fn read_reload(table: &Table<'_>) -> ReloadDeclaration {
    let list = |key| table.get(key).and_then(|item| item.texts()).unwrap_or_default();
    let edits = table.tables("edit");
    let declaration = ReloadDeclaration {
        header: table.header(),
        at: table.require("at").and_then(|item| moment(&item)),
        edits: edits.iter().filter_map(read_edit).collect(),
        writes: table.get("write").map(|item| read_writes(&item)).unwrap_or_default(),
        removes: list("remove"),
        refused: list("refused"),
    };
    if ["edit", "write", "remove"].iter().all(|key| table.get(key).is_none()) {
        let source = table.document().source;
        let fault = Diagnostic::error(Code::Test, "[[test.reload]] changes nothing", source, table.header());
        let help = "add a [[test.reload.edit]] with `file`, `from` and `to`, or a [test.reload.write]";
        table.document().fault(fault.with_help(help));
    }
    declaration
}

fn read_edit(table: &Table<'_>) -> Option<EditDeclaration> {
    let file = table.require("file").and_then(|item| item.text());
    let from = table.require("from").and_then(|item| item.verbatim());
    let to = table.require("to").and_then(|item| item.verbatim());
    Some(EditDeclaration { file: file?, from: from?, to: to?.into_inner() })
}

fn read_writes(item: &Item<'_>) -> Vec<(Spanned<String>, String)> {
    let Some(entries) = item.entries() else {
        item.refuse_kind::<()>("a table of texts by their paths");
        return Vec::new();
    };
    let write = |entry: &Item<'_>| {
        let text = entry.verbatim()?.into_inner();
        Some((entry.at(entry.key.to_owned()), text))
    };
    entries.iter().filter_map(write).collect()
}
