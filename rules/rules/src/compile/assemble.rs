//! Puts the missions that are in order together into a program.

use std::sync::Arc;

use engine::model::{Catalogue, Measure, MissionId, Revision, Target};
use engine::program::{Mission, Obligation, Program};
use indexmap::IndexMap;

use super::cache::CompilerCache;
use super::compiled_rules::CompiledRules;
use super::findings::MissionIx;
use super::measures::{resolve_measure, resolve_target};
use super::mission_texts;
use super::obligations::resolve_obligation;
use super::parsed::ParsedMission;
use super::project_names::ProjectNames;
use super::resolver::{Gathered, NameResolver};
use super::revision;
use crate::declare::{Project, Register};
use crate::source::Sources;

/// What a mission declares, as far as it is in order.
pub(super) struct Content {
    measures: Vec<Measure>,
    targets: Vec<Target>,
    obligations: Vec<Obligation>,
}

/// A mission's content, with what was gathered on the way.
pub(super) struct Resolved {
    pub(super) gathered: Gathered,
    pub(super) content: Content,
}

/// Looks up every name in a mission.
pub(super) fn resolve_mission(
    draft: &ParsedMission<'_>,
    scope: &ProjectNames<'_>,
    shelf: &CompiledRules<'_>,
) -> (Content, Gathered) {
    let resolver = NameResolver::new(draft, scope, shelf);
    let declared = draft.declaration();
    let measures =
        declared.measures.iter().filter_map(|measure| resolve_measure(&resolver, measure)).collect();
    let targets = declared.targets.iter().filter_map(|target| resolve_target(&resolver, target)).collect();
    let obligations =
        declared.obligations.iter().filter_map(|owed| resolve_obligation(&resolver, owed)).collect();
    (Content { measures, targets, obligations }, resolver.into_gathered())
}

/// Builds the program of these missions, which have no errors.
pub(super) fn assemble(
    cache: &mut CompilerCache<'_>,
    sources: &Sources,
    project: &Project,
    register: Register,
    drafts: &[ParsedMission<'_>],
    mut resolved: IndexMap<MissionIx, Resolved>,
) -> Program {
    let catalogue = Arc::new(build_catalogue(register, &mut resolved));
    let surroundings = revision::Surroundings::new(project, &sources.bodies, &catalogue);
    let mut missions = IndexMap::new();
    for (ix, Resolved { gathered, content }) in resolved {
        let draft = &drafts[ix.0];
        let complete = content.obligations.len() == draft.declaration().obligations.len();
        assert!(complete, "{}: an obligation was left out without a word", draft.path);
        let revision = revision::of_mission(cache, draft, &gathered, &surroundings);
        let mission = build_mission(draft, revision, content.obligations);
        missions.insert(mission.id.clone(), Arc::new(mission));
    }
    let revision = revision::of_program(missions.values().map(Arc::as_ref), &catalogue, project);
    Program { revision, catalogue, calendar: Arc::new(project.calendar.clone()), missions }
}

fn build_catalogue(register: Register, resolved: &mut IndexMap<MissionIx, Resolved>) -> Catalogue {
    let mut catalogue = Catalogue {
        revision: Revision::new(""),
        bodies: register,
        measures: IndexMap::new(),
        targets: Vec::new(),
    };
    for Resolved { content, .. } in resolved.values_mut() {
        let measures = content.measures.drain(..).map(|measure| (measure.id.clone(), measure));
        catalogue.measures.extend(measures);
        catalogue.targets.append(&mut content.targets);
    }
    catalogue.revision = revision::of_catalogue(&catalogue);
    catalogue
}

fn build_mission(draft: &ParsedMission<'_>, revision: Revision, obligations: Vec<Obligation>) -> Mission {
    let named = "a mission without an id or a title is refused";
    Mission {
        id: MissionId::new(draft.declaration().id.as_ref().expect(named).get_ref().as_str()),
        title: draft.declaration().title.clone().expect(named),
        board: draft.declaration().board.clone(),
        revision,
        texts: mission_texts::of_texts(draft.sources, draft.declaration()),
        approvers: draft.declaration().approvers.clone(),
        obligations,
    }
}
