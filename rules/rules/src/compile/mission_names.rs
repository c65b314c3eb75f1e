//! A mission as it was read, with what other missions can see of it.
//!
//! For as long as no mission shows the others anything new, what was looked up in one of them stays right.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{Cadence, Due, Relation, RollUp};

use crate::declare::{
    AddsUpDeclaration, MeasureDeclaration, MissionDeclaration, NamedCadences, ObligationDeclaration, Reading,
    RelationDeclaration, read_mission,
};
use crate::source::SourceText;

/// What a text declares.
pub(super) struct ReadMission {
    pub(super) reading: Reading<MissionDeclaration>,
    pub(super) names: Arc<MissionNames>,
    /// The rules that it names, each once.
    pub(super) rules: Vec<String>,
}

/// What other missions can see of one.
#[derive(PartialEq, Debug)]
pub(super) struct MissionNames {
    path: Arc<str>,
    id: Option<String>,
    /// Whether a text that is not understood may declare more.
    is_toml: bool,
    names_approvers: bool,
    measures: Vec<MeasureName>,
    obligations: Vec<Option<String>>,
    pub(super) relations: Vec<Relation>,
}

/// What other missions can see of a measure.
#[derive(PartialEq, Debug)]
struct MeasureName {
    id: Option<String>,
    every: Option<Cadence>,
    ratio_of: Option<(String, String)>,
    roll_up: Option<RollUp>,
    due: Due,
}

/// Which names the missions and the register of a project have. Equal numbers mean equal names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct NamesVersion(u64);

/// The names that were seen lately, the newest last.
#[derive(Default)]
pub(super) struct NamesVersions {
    seen: Vec<(SharedNames, Vec<Arc<MissionNames>>, NamesVersion)>,
    last: u64,
}

/// The texts that name bodies: the register, and relations beside it.
type SharedNames = (SourceText, Option<SourceText>);

/// More of them than this are not wanted again.
const MOST: usize = 4;

impl ReadMission {
    pub(super) fn of(source: &SourceText, cadences: &NamedCadences) -> Self {
        let reading = read_mission(source, cadences);
        let names = MissionNames::of(source, &reading);
        let rules = named_rules(&reading.found);
        let rules = rules.into_iter().map(str::to_owned).collect();
        Self { names: Arc::new(names), rules, reading }
    }
}

/// The rules that a declaration names.
pub(super) fn named_rules(declared: &MissionDeclaration) -> BTreeSet<&str> {
    let duties = declared.obligations.iter().flat_map(ObligationDeclaration::duties);
    duties.filter_map(|duty| duty.rule.as_ref()).map(|rule| rule.get_ref().as_str()).collect()
}

impl MissionNames {
    fn of(source: &SourceText, reading: &Reading<MissionDeclaration>) -> Self {
        let declared = &reading.found;
        let obligations = declared.obligations.iter();
        Self {
            path: Arc::clone(&source.path),
            id: declared.id.as_ref().map(|id| id.get_ref().clone()),
            is_toml: reading.is_toml,
            names_approvers: !declared.approvers.is_empty(),
            measures: declared.measures.iter().map(MeasureName::of).collect(),
            obligations: obligations.map(|owed| Some(owed.id.as_ref()?.get_ref().clone())).collect(),
            relations: declared.relations.iter().filter_map(RelationDeclaration::as_relation).collect(),
        }
    }
}

impl MeasureName {
    fn of(measure: &MeasureDeclaration) -> Self {
        Self {
            id: measure.id.as_ref().map(|id| id.get_ref().clone()),
            every: measure.every.as_ref().map(|every| *every.get_ref()),
            ratio_of: match &measure.adds_up {
                AddsUpDeclaration::Ratio { numerator, denominator } => {
                    Some((numerator.get_ref().clone(), denominator.get_ref().clone()))
                }
                AddsUpDeclaration::Sum | AddsUpDeclaration::Alone => None,
            },
            roll_up: measure.roll_up,
            due: measure.due,
        }
    }
}

impl NamesVersions {
    /// The number of the names of these missions, in their order, over this register and these relations.
    pub(super) fn number(
        &mut self,
        (register, relations): (&SourceText, Option<&SourceText>),
        missions: Vec<Arc<MissionNames>>,
    ) -> NamesVersion {
        let shared = (register.clone(), relations.cloned());
        let is_same = |seen: &[Arc<MissionNames>]| {
            let mut pairs = seen.iter().zip(&missions);
            seen.len() == missions.len() && pairs.all(|(one, other)| Arc::ptr_eq(one, other) || one == other)
        };
        let known = self.seen.iter().position(|(known, seen, _)| *known == shared && is_same(seen));
        let found = known.map(|place| self.seen.remove(place));
        let (_, _, version) = found.unwrap_or_else(|| {
            self.last += 1;
            (shared.clone(), Vec::new(), NamesVersion(self.last))
        });
        self.seen.push((shared, missions, version));
        self.seen.drain(..self.seen.len().saturating_sub(MOST));
        version
    }
}
