//! `register` in `remit.toml`: which lists there are, and how they are written.

use language::grammar::REMIT_TOML;
use language::read::{Item, Table, TomlText};
use toml::Spanned;

use crate::diagnostic::Code;

/// A list of organisations that the project names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegisterList {
    /// Its file, within the project.
    pub file: String,
    pub format: ListFormat,
    /// The file that says which codes followed which, where the format has one.
    pub changes: Option<String>,
    /// The kind of all its bodies, where it is said.
    pub(super) kind: Option<String>,
    /// How the codes begin that are taken; where nothing is said, the format decides.
    pub(super) only: Vec<String>,
}

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListFormat {
    /// The files of the NHS' Organisation Data Service: no header, 27 columns.
    Ods,
    /// The Code History Database of the Office for National Statistics: `ChangeHistory.csv` and `Changes.csv`.
    OnsCodes,
}

const FORMATS: [(&str, ListFormat); 2] =
    [("ods-csv", ListFormat::Ods), ("ons-code-history", ListFormat::OnsCodes)];

/// The lists that a project names, as far as they can be read; their faults are told where the project is read.
pub fn register_lists(project: &TomlText<'_>) -> Vec<RegisterList> {
    project.read_further(&REMIT_TOML, read_lists).found
}

/// Reads every list, reporting what is wrong with them.
pub(in crate::declare) fn read_lists(root: &Table<'_>) -> Vec<RegisterList> {
    let Some(item) = root.get("register") else { return Vec::new() };
    match item.elements() {
        Some(elements) => elements.iter().filter_map(read_list).collect(),
        None => read_list(&item).into_iter().collect(),
    }
}

fn read_list(item: &Item<'_>) -> Option<RegisterList> {
    let table = item.table()?;
    let text = |key| table.get(key).and_then(|item| item.text()).map(Spanned::into_inner);
    let file = table.require("file").and_then(|item| path(&item));
    let changes = match table.get("changes") {
        Some(item) => Some(path(&item)?),
        None => None,
    };
    let format = table.require("format").and_then(|item| item.word(&FORMATS)).map(Spanned::into_inner);
    if let (Some(ListFormat::Ods), Some(item)) = (format, table.get("changes")) {
        let help = "leave it out: ODS files say nothing of successors";
        return item.refuse_with_help(Code::InvalidValue, "`changes` belongs to `ons-code-history`", help);
    }
    let only = table.get("only").and_then(|item| item.texts()).unwrap_or_default();
    Some(RegisterList {
        file: file?,
        format: format?,
        changes,
        kind: text("kind"),
        only: only.into_iter().map(Spanned::into_inner).collect(),
    })
}

/// A file of the project's own folder or of one in it.
fn path(item: &Item<'_>) -> Option<String> {
    let path = item.text()?.into_inner();
    let is_inside = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    if is_inside && !path.contains('\\') {
        return Some(path);
    }
    let help = "write it from the project's own folder, such as `etr.csv`";
    item.refuse_with_help(Code::InvalidValue, format!("the file `{path}` is not inside the project"), help)
}
