//! Content hashes: equal revisions mean equal behaviour, so that a reload touches only what changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{AddsUp, Catalogue, MeasureId, Revision, Target};
use engine::program::Mission;
use indexmap::IndexMap;

use super::draft::Draft;
use super::resolver::Gathered;
use super::workshop::Workshop;
use crate::declare::Project;
use crate::source::{LibrarySources, MissionSources, SourceText};

/// Hashes parts so that moving a letter from one to the next makes a difference.
#[derive(Default)]
pub(super) struct Digest(blake3::Hasher);

impl Digest {
    pub(super) fn part(&mut self, part: &str) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part.as_bytes());
    }

    pub(super) fn revision(&self) -> Revision {
        Revision::new(self.0.finalize().to_hex().as_str())
    }
}

/// The revision of what readers and rules look up.
///
/// The model's own `Debug` text stands for its content here: it names every field, and nobody stores it.
pub(super) fn of_catalogue(catalogue: &Catalogue) -> Revision {
    let mut digest = Digest::default();
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
        let mut shared = Digest::default();
        shared.part(&register.text);
        shared.part(&project.calendar_settings);
        Self { shared: shared.revision(), catalogue, targets }
    }
}

/// The revision of one mission: its texts, and whatever of the rest of the project it can see.
pub(super) fn of_mission(
    workshop: &mut Workshop<'_>,
    draft: &Draft<'_>,
    gathered: &Gathered,
    surroundings: &Surroundings<'_>,
) -> Revision {
    let mut digest = Digest::default();
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
    let words = texts.into_iter().map(|source| workshop.words(source));
    for measure in seen_measures(words, surroundings.catalogue) {
        digest.part(&format!("{:?}", surroundings.catalogue.measures.get(&measure)));
        let targets = surroundings.targets.get(&measure).into_iter().flatten();
        targets.for_each(|target| digest.part(&format!("{target:?}")));
    }
    digest.revision()
}

/// The libraries that any of the texts imports. One that is only spoken of costs an evaluation and is never wrong.
pub(super) fn imported<'d>(
    sources: &'d MissionSources,
    texts: &[&SourceText],
) -> Vec<(&'d str, &'d LibrarySources)> {
    // Whatever stands before the name: a text may be quoted in more than one way.
    let is_named = |name: &str| texts.iter().any(|source| source.text.contains(&format!("{name}@")));
    let libraries = sources.libraries.iter();
    libraries.filter(|(name, _)| is_named(name)).map(|(name, library)| (name.as_str(), library)).collect()
}

/// Every word in a text that could be an id, once, in the order of the alphabet.
pub(super) struct Words(Vec<Box<str>>);

/// The words of a text.
pub(super) fn words(text: &str) -> Words {
    let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let words: BTreeSet<&str> = text.split(|letter| !is_of_id(letter)).collect();
    Words(words.into_iter().map(Box::from).collect())
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
    let mut digest = Digest::default();
    digest.part(catalogue.revision.as_str());
    digest.part(&project.calendar_settings);
    missions.for_each(|mission| {
        digest.part(mission.id.as_str());
        digest.part(mission.revision.as_str());
    });
    digest.revision()
}
