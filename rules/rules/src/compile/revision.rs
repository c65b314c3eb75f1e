//! Content hashes: equal revisions mean equal behaviour, so that a reload touches only what changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{AddsUp, Catalogue, MeasureId, Revision, Target};
use engine::program::Mission;
use indexmap::IndexMap;

use super::cache::CompilerCache;
use super::digest::RevisionDigest;
use super::parsed::ParsedMission;
use super::resolver::Gathered;
use super::words::{Words, imported};
use crate::declare::Project;
use crate::source::SourceText;

/// The revision of what readers and rules look up.
///
/// The model's own `Debug` text stands for its content here: it names every field, and nobody stores it.
pub(super) fn of_catalogue(catalogue: &Catalogue) -> Revision {
    let mut digest = RevisionDigest::default();
    catalogue.bodies.values().for_each(|body| digest.part(&format!("{body:?}")));
    catalogue.measures.values().for_each(|measure| digest.part(&format!("{measure:?}")));
    catalogue.targets.iter().for_each(|target| digest.part(&format!("{target:?}")));
    digest.revision()
}

/// What a mission can see of the rest of the project.
pub(super) struct Surroundings<'a> {
    /// The revision of the texts that all missions share, hashed once for them all.
    shared: Revision,
    catalogue: &'a Catalogue,
    targets: IndexMap<&'a MeasureId, Vec<&'a Target>>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(project: &'a Project, register: &'a SourceText, catalogue: &'a Catalogue) -> Self {
        let mut targets: IndexMap<&MeasureId, Vec<&Target>> = IndexMap::new();
        for target in &catalogue.targets {
            targets.entry(&target.measure).or_default().push(target);
        }
        let mut shared = RevisionDigest::default();
        shared.part(&register.text);
        shared.part(&project.calendar_settings);
        Self { shared: shared.revision(), catalogue, targets }
    }
}

/// The revision of one mission: its texts, and whatever of the rest of the project it can see.
pub(super) fn of_mission(
    cache: &mut CompilerCache<'_>,
    draft: &ParsedMission<'_>,
    gathered: &Gathered,
    surroundings: &Surroundings<'_>,
) -> Revision {
    let mut digest = RevisionDigest::default();
    let mut texts = vec![draft.source()];
    for name in &gathered.rules {
        let rule = draft.sources.rules.get(name).expect("a mission with an unknown rule is refused");
        digest.part(name);
        texts.push(rule);
    }
    for (name, library) in imported(draft.sources, &texts) {
        digest.part(name);
        digest.part(&library.version);
        texts.push(&library.script);
    }
    for source in &texts {
        digest.part(&source.text);
    }
    digest.part(surroundings.shared.as_str());
    let words = texts.into_iter().map(|source| cache.words(source));
    for measure in seen_measures(words, surroundings.catalogue) {
        digest.part(&format!("{:?}", surroundings.catalogue.measures.get(&measure)));
        let targets = surroundings.targets.get(&measure).into_iter().flatten();
        targets.for_each(|target| digest.part(&format!("{target:?}")));
    }
    digest.revision()
}

/// The measures whose ids stand in any of the texts, and the inputs of their ratios.
///
/// A rule may take a measure's id from its text or its parameters. An id that stands there by chance makes a
/// mission's revision a little too easy to change, which costs one evaluation and is never wrong.
fn seen_measures(texts: impl Iterator<Item = Arc<Words>>, catalogue: &Catalogue) -> BTreeSet<MeasureId> {
    let mut seen = BTreeSet::new();
    for words in texts {
        for measure in words.0.iter().filter_map(|word| catalogue.measures.get(&**word)) {
            if let AddsUp::Ratio { numerator, denominator } = &measure.adds_up {
                seen.extend([numerator.clone(), denominator.clone()]);
            }
            seen.insert(measure.id.clone());
        }
    }
    seen
}

/// The revision of the whole.
pub(super) fn of_program<'m>(
    missions: impl Iterator<Item = &'m Mission>,
    catalogue: &Catalogue,
    project: &Project,
) -> Revision {
    let mut digest = RevisionDigest::default();
    digest.part(catalogue.revision.as_str());
    digest.part(&project.calendar_settings);
    missions.for_each(|mission| {
        digest.part(mission.id.as_str());
        digest.part(mission.revision.as_str());
    });
    digest.revision()
}
