//! A mission's file: what it says, place by place, before anything that it names is looked up.

use engine::model::{Approver, Authority};
use language::grammar::MISSIONS;
use language::read::{Reading, Table, read_document};
use toml::Spanned;

use super::approver::read_approvers;
use super::authority::read_authority;
use super::budget::{Budget, read_budget};
use super::cadence::NamedCadences;
use super::document::as_measures;
use super::ladder::{LadderDeclaration, read_ladder};
use super::measure::{MeasureDeclaration, read_measure};
use super::obligation::{ObligationDeclaration, read_obligation};
use super::relation::{RelationDeclaration, read_relation};
use super::target::{TargetDeclaration, read_target};
use super::values::with_values;
use crate::diagnostic::Code;
use crate::source::SourceText;

/// A mission as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct MissionDeclaration {
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) title: Option<String>,
    pub(crate) board: Option<String>,
    pub(crate) authority: Vec<Authority>,
    pub(crate) budget: Budget,
    pub(crate) approvers: Vec<Approver>,
    pub(crate) measures: Vec<MeasureDeclaration>,
    pub(crate) targets: Vec<TargetDeclaration>,
    pub(crate) obligations: Vec<ObligationDeclaration>,
    pub(crate) ladders: Vec<LadderDeclaration>,
    pub(crate) relations: Vec<RelationDeclaration>,
}

/// Reads a mission's file with every fault that it shows on its own.
pub(crate) fn read_mission(source: &SourceText, cadences: &NamedCadences) -> Reading<MissionDeclaration> {
    read_document(source, &MISSIONS, |root| read_root(root, cadences))
}

fn read_root(root: &Table<'_>, cadences: &NamedCadences) -> MissionDeclaration {
    let head = root.get("mission").and_then(|item| item.table());
    if root.get("mission").is_none() {
        let fault = root.document().at(Code::Toml, "the file has no [mission]", 0..0);
        root.document().fault(fault.with_help("begin it with `[mission]`, an `id` and a `title`"));
    }
    let head = head.as_ref();
    let obligations = root.tables("obligation");
    let obligations: Vec<_> = obligations.iter().map(|table| read_obligation(table, cadences)).collect();
    let measures = root.tables("measure");
    let measures = measures.iter().map(|table| read_measure(table, cadences));
    let measures: Vec<_> = measures.flat_map(with_values).collect();
    let duties = obligations.iter().flat_map(ObligationDeclaration::duties);
    let documents = duties.filter_map(|duty| duty.document.as_ref());
    MissionDeclaration {
        id: head.and_then(|head| head.require("id")).and_then(|item| item.id()),
        title: head
            .and_then(|head| head.require("title"))
            .and_then(|item| item.text())
            .map(Spanned::into_inner),
        board: head.and_then(|head| head.get("board")).and_then(|item| item.text()).map(Spanned::into_inner),
        authority: head.map(read_authority).unwrap_or_default(),
        budget: head.map(read_budget).unwrap_or_default(),
        approvers: head.map(read_approvers).unwrap_or_default(),
        measures: measures.into_iter().chain(as_measures(documents)).collect(),
        targets: root.tables("target").iter().map(read_target).collect(),
        obligations,
        ladders: root.tables("ladder").iter().map(read_ladder).collect(),
        relations: root.tables("relation").iter().map(read_relation).collect(),
    }
}
