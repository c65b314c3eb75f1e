//! A mission's file: what it says, place by place, before anything that it names is looked up.

use engine::model::Approver;
use language::read::{Document, Reading, read_document, root_table};
use toml::Spanned;
use toml::de::DeTable;

use super::approver::read_approvers;
use super::measure::{MEASURE_KEYS, MeasureDeclaration, read_measure};
use super::obligation::{OBLIGATION_KEYS, ObligationDeclaration, read_obligation};
use super::target::{TARGET_KEYS, TargetDeclaration, read_target};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

const MISSION_KEYS: &[&str] = &["id", "title", "board", "approvers"];

/// A mission as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct MissionDeclaration {
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) title: Option<String>,
    pub(crate) board: Option<String>,
    pub(crate) approvers: Vec<Approver>,
    pub(crate) measures: Vec<MeasureDeclaration>,
    pub(crate) targets: Vec<TargetDeclaration>,
    pub(crate) obligations: Vec<ObligationDeclaration>,
}

/// Reads a mission's file with every fault that it shows on its own.
pub(crate) fn read_mission(source: &SourceText) -> Reading<MissionDeclaration> {
    read_document(source, read_root)
}

fn read_root(root: &DeTable<'_>, document: &Document<'_>) -> MissionDeclaration {
    let root = root_table(root, document, &["mission", "measure", "target", "obligation"]);
    let head = root.get("mission").and_then(|item| item.table("[mission]", MISSION_KEYS));
    if root.get("mission").is_none() {
        let fault = Diagnostic::error(Code::Toml, "the file has no [mission]", document.source, 0..0);
        document.fault(fault.with_help("begin it with `[mission]`, an `id` and a `title`"));
    }
    let head = head.as_ref();
    let tables = |key, name, keys| root.tables(key, name, keys);
    MissionDeclaration {
        id: head.and_then(|head| head.require("id", "\"homelessness\"")).and_then(|item| item.id()),
        title: head
            .and_then(|head| head.require("title", "\"Prevent homelessness\""))
            .and_then(|item| item.text())
            .map(Spanned::into_inner),
        board: head.and_then(|head| head.get("board")).and_then(|item| item.text()).map(Spanned::into_inner),
        approvers: head.map(read_approvers).unwrap_or_default(),
        measures: tables("measure", "[[measure]]", MEASURE_KEYS).iter().map(read_measure).collect(),
        targets: tables("target", "[[target]]", TARGET_KEYS).iter().map(read_target).collect(),
        obligations: tables("obligation", "[[obligation]]", OBLIGATION_KEYS)
            .iter()
            .map(read_obligation)
            .collect(),
    }
}
