//! Puts the missions that are in order together into a program.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::{ById, Catalogue, MeasureId, MissionId, Period, Relation, Revision, Roster, VoiceId};
use engine::program::{Mission, Program};
use indexmap::IndexMap;

use super::cache::CompilerCache;
use super::calendar::ProjectCalendar;
use super::canonical;
use super::commitments::{is_measurable, resolve_commitment};
use super::compiled_rules::CompiledRules;
use super::findings::MissionIx;
use super::grids::anchors;
use super::measures::{resolve_measure, resolve_targets};
use super::mission_texts;
use super::obligations::resolve_obligations;
use super::parsed::ParsedMission;
use super::project_names::ProjectNames;
use super::resolved::{Resolved, Seen};
use super::resolver::NameResolver;
use super::revision::{self, Shared, Surroundings};
use crate::declare::{ListedRelations, Project, Register};
use crate::source::Sources;

/// Looks up every name in a mission.
pub(super) fn resolve_mission(
    mission: &ParsedMission<'_>,
    names: &ProjectNames<'_>,
    rules: &CompiledRules<'_>,
    seen: Seen,
) -> Resolved {
    let resolver = NameResolver::new(mission, names, rules);
    let declared = mission.declaration();
    let measures = declared.measures.iter().filter_map(|measure| {
        let resolve = || resolve_measure(&resolver, measure);
        if measure.is_value() { resolver.like_one_before(resolve) } else { resolve() }
    });
    let measures: Vec<_> = measures.collect();
    let targets: Vec<_> =
        declared.targets.iter().flat_map(|target| resolve_targets(&resolver, target)).collect();
    let (whole, unfinished): (Vec<_>, Vec<_>) =
        declared.obligations.iter().partition(|owed| is_measurable(&resolver, owed));
    let obligations = whole.into_iter().filter_map(|owed| resolve_obligations(&resolver, owed));
    let obligations = obligations.flatten().collect();
    let commitments = unfinished.into_iter().filter_map(|owed| resolve_commitment(&resolver, owed));
    let commitments = commitments.collect();
    Resolved {
        measure_hashes: measures.iter().map(canonical::measure).collect(),
        target_hashes: targets.iter().map(canonical::target).collect(),
        measures,
        targets,
        obligations,
        commitments,
        seen,
        gathered: resolver.into_gathered(),
    }
}

/// Builds the program of these missions, which have no errors. Missions and the catalogue that were built before from the
/// same are taken over.
pub(super) fn assemble(
    cache: &mut CompilerCache<'_>,
    (sources, listed): (&Sources, Option<&ListedRelations>),
    project: &Project,
    register: &Register,
    parsed: &[ParsedMission<'_>],
    resolved: &IndexMap<MissionIx, Arc<Resolved>>,
) -> Program {
    let all = || resolved.values().map(Arc::as_ref);
    let anchors = anchors(all());
    let declared = resolved.keys().flat_map(|ix| &parsed[ix.0].names().relations);
    let listed = listed.into_iter().flat_map(|listed| &listed.relations);
    let relations: Vec<Relation> = listed.chain(declared).cloned().collect();
    let revision = revision::of_catalogue(&sources.bodies, project, all(), &anchors, &relations);
    let people: Arc<[VoiceId]> = project.voices_of_people().map(VoiceId::new).collect();
    let catalogue = cache.catalogue(&revision, |revision| {
        build_catalogue((revision, register), &people, all(), &anchors, &relations)
    });
    let ProjectCalendar { calendar, settings } = ProjectCalendar::of(project, register);
    let shared = Shared { project, calendar: &settings };
    let surroundings = Surroundings::new(shared, &sources.bodies, all(), &relations);
    let mut missions = IndexMap::with_capacity(resolved.len());
    for (ix, resolved) in resolved {
        let mission = &parsed[ix.0];
        let revision = revision::of_mission(resolved, &surroundings);
        let from = (mission.source().clone(), revision);
        let built = cache.built(&from, |(_, revision)| build_mission(mission, revision, resolved));
        missions.insert(built.id.clone(), built);
    }
    let revision = revision::of_program(missions.values().map(Arc::as_ref), &catalogue.revision, shared);
    let people = project.people.iter().map(|name| name.as_str().into()).collect();
    let posts = project.posts.iter().map(|post| post.person.clone());
    let roster = Arc::new(Roster::new(posts.collect()));
    Program { revision, catalogue, calendar, people, roster, missions }
}

fn build_catalogue<'r>(
    (revision, register): (&Revision, &Register),
    people: &Arc<[VoiceId]>,
    resolved: impl Iterator<Item = &'r Resolved>,
    anchors: &BTreeMap<MeasureId, Period>,
    relations: &[Relation],
) -> Catalogue {
    let mut catalogue = Catalogue {
        revision: revision.clone(),
        bodies: register.clone(),
        measures: ById::default(),
        targets: Vec::new(),
        relations: relations.iter().cloned().collect(),
    };
    for relation in relations {
        catalogue.bodies.entry(relation.id.clone()).or_insert_with(|| relation.as_body());
    }
    for mission in resolved {
        let measures = mission.measures.iter().map(|measure| (measure.id.clone(), measure.clone()));
        catalogue.measures.extend(measures);
        catalogue.targets.extend_from_slice(&mission.targets);
    }
    for measure in catalogue.measures.values_mut() {
        measure.voices.people = Arc::clone(people);
    }
    for (id, anchor) in anchors {
        if let Some(measure) = catalogue.measures.get_mut(id)
            && measure.every == anchor.cadence()
        {
            measure.anchor.get_or_insert(*anchor);
        }
    }
    catalogue
}

fn build_mission(mission: &ParsedMission<'_>, revision: &Revision, resolved: &Resolved) -> Mission {
    let declared = mission.declaration();
    let alike = resolved.obligations.chunk_by(|one, next| one.declared_id() == next.declared_id());
    assert!(
        alike.count() + resolved.commitments.len() == declared.obligations.len(),
        "{}: an obligation was left out without a word",
        mission.path
    );
    let named = "a mission without an id or a title is refused";
    Mission {
        id: MissionId::new(declared.id.as_ref().expect(named).get_ref().as_str()),
        title: declared.title.clone().expect(named),
        board: declared.board.clone(),
        authority: declared.authority.clone(),
        revision: revision.clone(),
        texts: mission_texts::of_texts(mission.sources, declared),
        approvers: declared.approvers.clone(),
        obligations: resolved.obligations.clone(),
        commitments: resolved.commitments.clone(),
    }
}
