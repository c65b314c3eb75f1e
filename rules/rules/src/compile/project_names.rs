//! Every name that the missions declare, over the whole project. Two things of one name are found out here.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use engine::model::{BodyId, MeasureId};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use toml::Spanned;

use super::findings::{Findings, MissionIx, Owner};
use super::parsed::ParsedMission;
use crate::declare::{ListedRelations, MeasureDeclaration, ObligationDeclaration, Register};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::script::Vocabulary;

/// What can be named from anywhere in the project.
pub(super) struct ProjectNames<'d> {
    pub(super) register: &'d Register,
    pub(super) missions: IndexMap<&'d str, MissionIx, FxBuildHasher>,
    pub(super) measures: IndexMap<&'d str, (MissionIx, &'d MeasureDeclaration), FxBuildHasher>,
    pub(super) obligations: IndexMap<(MissionIx, &'d str), &'d ObligationDeclaration, FxBuildHasher>,
    /// The relations, each with whoever declares it. They stand in the register too.
    pub(super) relations: IndexMap<&'d str, Owner, FxBuildHasher>,
    /// What `relations.csv` says, where the project has one.
    pub(super) listed: Option<&'d ListedRelations>,
    /// The missions that name approvers.
    guarded: BTreeSet<MissionIx>,
    /// A mission whose text was not understood, which may declare what is missed elsewhere.
    pub(super) unread: Option<&'d str>,
    near: RefCell<BTreeMap<(Code, String), Option<String>>>,
}

/// A declared id, with the mission and the place of its declaration.
struct Claim<'d> {
    draft: &'d ParsedMission<'d>,
    id: &'d Spanned<String>,
}

impl<'d> ProjectNames<'d> {
    /// Gathers what `drafts` declare.
    pub(super) fn gather(
        (register, listed): (&'d Register, Option<&'d ListedRelations>),
        drafts: &'d [ParsedMission<'d>],
        findings: &mut Findings,
    ) -> Self {
        let missions =
            drafts.iter().filter_map(|draft| Some(Claim { draft, id: draft.declaration().id.as_ref()? }));
        refuse_repeats(missions, "missions", findings);
        let mut documents = BTreeSet::new();
        // Whoever names a document declares it, and those who name the same one mean the same.
        let mut is_named_before = |claim: &Claim<'d>, measure: &MeasureDeclaration| {
            measure.is_document() && !documents.insert(claim.id.get_ref().as_str())
        };
        let written = measures(drafts).filter(|(_, measure)| !measure.is_value());
        let written = written.filter(|(claim, measure)| !is_named_before(claim, measure));
        refuse_repeats(written.map(|(claim, _)| claim), "measures", findings);
        for draft in drafts {
            refuse_repeats(obligations(draft).map(|(claim, _)| claim), "obligations", findings);
        }
        let is_guarded = |draft: &&ParsedMission<'_>| !draft.declaration().approvers.is_empty();
        let mut scope = Self {
            register,
            missions: IndexMap::default(),
            measures: IndexMap::default(),
            obligations: IndexMap::default(),
            relations: IndexMap::default(),
            listed,
            guarded: drafts.iter().filter(is_guarded).map(|draft| draft.ix).collect(),
            unread: drafts.iter().find(|draft| !draft.is_toml()).map(|draft| &**draft.path),
            near: RefCell::default(),
        };
        let rows = listed.into_iter().flat_map(|listed| &listed.declarations);
        let ids = rows.filter_map(|row| row.id.as_ref());
        scope.relations.extend(ids.map(|id| (id.get_ref().as_str(), Owner::Project)));
        for draft in drafts {
            if let Some(id) = &draft.declaration().id {
                scope.missions.entry(id.get_ref()).or_insert(draft.ix);
            }
            for relation in &draft.declaration().relations {
                let Some(id) = &relation.id else { continue };
                scope.relations.entry(id.get_ref()).or_insert(Owner::Mission(draft.ix));
            }
            for (claim, obligation) in obligations(draft) {
                scope.obligations.entry((draft.ix, claim.id.get_ref())).or_insert(obligation);
            }
        }
        for (claim, measure) in measures(drafts) {
            scope.measures.entry(claim.id.get_ref()).or_insert((claim.draft.ix, measure));
        }
        scope
    }

    /// The mission that declares a measure, where it names approvers and is another than `mission`.
    pub(super) fn guard_of(&self, measure: &str, mission: MissionIx) -> Option<&'d str> {
        let (owner, _) = self.measures.get(measure)?;
        let guarded = Some(*owner).filter(|owner| *owner != mission && self.guarded.contains(owner))?;
        self.missions.iter().find(|(_, ix)| **ix == guarded).map(|(id, _)| *id)
    }

    /// The id that was probably meant where a fault of this code is about `word`. It is looked for once: a body that has
    /// gone is often named a thousand times.
    pub(super) fn nearest(&self, code: Code, word: &str) -> Option<String> {
        let mut near = self.near.borrow_mut();
        let found = near.entry((code, word.to_owned())).or_insert_with(|| {
            let found = match code {
                // People write the name of a body where its id belongs.
                Code::UnknownBody => named(self.register, word)
                    .or_else(|| nearest(word, self.register.keys().map(BodyId::as_str))),
                _ => nearest(word, self.measures.keys().copied()),
            };
            found.map(str::to_owned)
        });
        found.clone()
    }

    /// The ids that rules may name, with the measures of the missions that pass `is_in`.
    pub(super) fn vocabulary(&self, is_in: impl Fn(MissionIx) -> bool) -> Vocabulary {
        let measures = self.measures.iter().filter(|(_, (mission, _))| is_in(*mission));
        Vocabulary {
            measures: measures.map(|(id, _)| MeasureId::new(*id)).collect(),
            bodies: self.register.keys().map(BodyId::clone).collect(),
            libraries: IndexMap::new(),
        }
    }
}

/// The id of the one body that has this name, whatever its case.
pub(super) fn named<'r>(register: &'r Register, name: &str) -> Option<&'r str> {
    let name = name.trim().to_lowercase();
    let mut found = register.values().filter(|body| body.name.trim().to_lowercase() == name);
    let first = found.next()?;
    found.next().is_none().then(|| first.id.as_str())
}

fn measures<'d>(
    drafts: &'d [ParsedMission<'d>],
) -> impl Iterator<Item = (Claim<'d>, &'d MeasureDeclaration)> {
    drafts.iter().flat_map(|draft| {
        let declared = draft.declaration().measures.iter();
        declared.filter_map(move |measure| Some((Claim { draft, id: measure.id.as_ref()? }, measure)))
    })
}

fn obligations<'d>(
    draft: &'d ParsedMission<'d>,
) -> impl Iterator<Item = (Claim<'d>, &'d ObligationDeclaration)> {
    let declared = draft.declaration().obligations.iter();
    declared.filter_map(move |obligation| Some((Claim { draft, id: obligation.id.as_ref()? }, obligation)))
}

/// Neither of two missions that claim one id can be believed, so both are refused.
fn refuse_repeats<'d>(claims: impl Iterator<Item = Claim<'d>>, noun: &str, findings: &mut Findings) {
    let mut first_claims: IndexMap<&str, Claim<'d>, FxBuildHasher> = IndexMap::default();
    for claim in claims {
        let Some(first) = first_claims.get(claim.id.get_ref().as_str()) else {
            first_claims.insert(claim.id.get_ref(), claim);
            continue;
        };
        let message = format!("two {noun} have the id `{}`", claim.id);
        let fault = Diagnostic::error(Code::DuplicateId, message, claim.draft.source(), claim.id.span())
            .and_label(first.draft.source(), first.id.span(), "the first one")
            .with_help("give one of them another id");
        findings.note_shared([first.draft.ix, claim.draft.ix], fault);
    }
}
