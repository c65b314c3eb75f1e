//! Content hashes: equal revisions mean equal behaviour, so that a reload touches only what changed.

use std::collections::{BTreeMap, BTreeSet};

use blake3::Hash;
use engine::model::{BodyId, MeasureId, Period, Person, Relation, Revision};
use engine::program::Mission;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::cache::CompilerCache;
use super::canonical;
use super::digest::RevisionDigest;
use super::parsed::ParsedMission;
use super::project_names::ProjectNames;
use super::resolved::{Resolved, Seen};
use super::words::imported;
use crate::declare::{AddsUpDeclaration, NamedCadences, PersonDeclaration, Project};
use crate::source::SourceText;

/// What a mission sees. Measures are those whose ids stand in any of its texts, the inputs of their ratios and the
/// values that they are divided by.
///
/// A rule may take a measure's id from its text or its parameters. An id that stands there by chance makes a
/// mission's revision a little too easy to change, which costs one evaluation and is never wrong.
pub(super) fn seen(
    cache: &mut CompilerCache<'_>,
    mission: &ParsedMission<'_>,
    names: &ProjectNames<'_>,
    cadences: &NamedCadences,
) -> Seen {
    let mut digest = RevisionDigest::default();
    let mut texts = vec![mission.source()];
    for (name, rule) in mission.rules().filter_map(|(name, rule)| Some((name, rule?))) {
        digest.part(name);
        texts.push(rule);
    }
    for (name, library) in imported(mission.sources, &texts) {
        digest.part(name);
        digest.part(&library.version);
        texts.push(&library.script);
    }
    put_declaration(&mut digest, mission);
    // A project that names none stays the one that it was.
    if !cadences.is_empty() {
        let owed = mission.declaration().obligations.iter();
        let owed = owed.filter_map(|owed| owed.every.as_ref());
        owed.for_each(|every| canonical::encode_cadence(&mut digest, *every.get_ref()));
    }
    for source in texts.iter().skip(1) {
        digest.part(&source.text);
    }
    let mut measures = BTreeSet::new();
    for source in texts {
        for word in cache.words(source).in_text(&source.text) {
            let Some((_, declared)) = names.measures.get(word) else { continue };
            let mut ids = vec![MeasureId::new(word)];
            if let AddsUpDeclaration::Ratio { numerator, denominator } = &declared.adds_up {
                ids.extend([numerator, denominator].map(|input| MeasureId::new(input.get_ref().as_str())));
            }
            for id in ids {
                let divided = names.measures.get(id.as_str()).and_then(|(_, named)| named.breakdown.as_ref());
                measures.extend(
                    divided.into_iter().flat_map(|divided| divided.resolved().parts(&id).collect::<Vec<_>>()),
                );
                measures.insert(id);
            }
        }
    }
    Seen { texts: digest.hash(), measures: measures.into_iter().collect() }
}

/// The revision of what readers and rules look up.
pub(super) fn of_catalogue<'r>(
    register: &SourceText,
    project: &Project,
    resolved: impl Iterator<Item = &'r Resolved>,
    anchors: &BTreeMap<MeasureId, Period>,
    relations: &[Relation],
) -> Revision {
    let mut digest = RevisionDigest::default();
    digest.part(&register.text);
    for mission in resolved {
        digest.part("measures and targets");
        mission.measure_hashes.iter().for_each(|measure| digest.hashed(measure));
        mission.target_hashes.iter().for_each(|target| digest.hashed(target));
    }
    for (measure, anchor) in anchors {
        digest.part(measure.as_str());
        digest.part(&anchor.to_string());
    }
    for voice in project.voices_of_people() {
        digest.part(voice);
    }
    for relation in relations {
        digest.hashed(&canonical::relation(relation));
    }
    digest.revision()
}

/// What a mission can see of the rest of the project.
pub(super) struct Surroundings<'a> {
    /// The texts that all missions share, hashed once for them all.
    shared: Hash,
    /// Each measure, and the targets for it.
    hashes: FxHashMap<&'a MeasureId, Vec<&'a Hash>>,
    relations: FxHashMap<&'a BodyId, Hash>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(
        Shared { project, calendar }: Shared<'_>,
        register: &SourceText,
        resolved: impl Iterator<Item = &'a Resolved> + Clone,
        relations: &'a [Relation],
    ) -> Self {
        let mut hashes: FxHashMap<&MeasureId, Vec<&Hash>> = FxHashMap::default();
        for mission in resolved.clone() {
            let measures = mission.measures.iter().map(|measure| &measure.id);
            hashes.extend(measures.zip(&mission.measure_hashes).map(|(id, hash)| (id, vec![hash])));
        }
        for mission in resolved {
            for (target, hash) in mission.targets.iter().zip(&mission.target_hashes) {
                hashes.entry(&target.measure).or_default().push(hash);
            }
        }
        let mut shared = RevisionDigest::default();
        shared.part(&register.text);
        shared.part(calendar);
        // Left out where there are none, so that a project without them stays the one that it was.
        project.voices_of_people().for_each(|voice| shared.part(voice));
        let relations = relations.iter().map(|relation| (&relation.id, canonical::relation(relation)));
        Self { shared: shared.hash(), hashes, relations: relations.collect() }
    }
}

/// What all missions share of `remit.toml`.
#[derive(Clone, Copy)]
pub(super) struct Shared<'p> {
    pub(super) project: &'p Project,
    /// Everything that the calendar depends on.
    pub(super) calendar: &'p str,
}

/// The revision of one mission: its texts, and whatever of the rest of the project it can see.
pub(super) fn of_mission(resolved: &Resolved, surroundings: &Surroundings<'_>) -> Revision {
    let Resolved { seen, gathered, .. } = resolved;
    let mut digest = RevisionDigest::default();
    digest.hashed(&seen.texts);
    digest.hashed(&surroundings.shared);
    for measure in &seen.measures {
        digest.part(measure.as_str());
        let hashes = surroundings.hashes.get(measure).into_iter().flatten();
        hashes.for_each(|hash| digest.hashed(hash));
    }
    // A mission that names no relation stays the one that it was.
    for relation in &gathered.relations {
        surroundings.relations.get(relation).into_iter().for_each(|hash| digest.hashed(hash));
    }
    digest.revision()
}

/// Adds what a declaration says beside its relations: those are the register's, and a change of one concerns whoever reads it.
fn put_declaration(digest: &mut RevisionDigest, mission: &ParsedMission<'_>) {
    let text = &mission.source().text;
    let mut places: Vec<_> = mission.declaration().relations.iter().map(|one| one.place.clone()).collect();
    places.sort_by_key(|place| place.start);
    // Within a text of several lines, an empty one counts.
    if places.is_empty() || text.contains("\"\"\"") || text.contains("'''") {
        return digest.part(text);
    }
    let starts = std::iter::once(0).chain(places.iter().map(|place| place.end));
    let ends = places.iter().map(|place| place.start).chain([text.len()]);
    let between = starts.zip(ends).filter_map(|(start, end)| text.get(start..end));
    let lines = between.flat_map(str::lines).map(str::trim_end).filter(|line| !line.is_empty());
    lines.for_each(|line| digest.part(line));
}

/// The revision of the whole.
pub(super) fn of_program<'m>(
    missions: impl Iterator<Item = &'m Mission>,
    catalogue: &Revision,
    Shared { project, calendar }: Shared<'_>,
) -> Revision {
    let mut digest = RevisionDigest::default();
    digest.part(catalogue.as_str());
    digest.part(calendar);
    // Their names are left out where there are none, so that a project without them stays the one that it was.
    project.people.iter().for_each(|name| digest.part(name));
    for PersonDeclaration { person, .. } in &project.posts {
        let Person { body, role, name, address, from, until } = person;
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let said =
            [body.as_str(), role, name, address.as_deref().unwrap_or_default(), &day(*from), &day(*until)];
        for said in said {
            digest.part(said);
        }
    }
    missions.for_each(|mission| {
        digest.part(mission.id.as_str());
        digest.part(mission.revision.as_str());
    });
    digest.revision()
}
