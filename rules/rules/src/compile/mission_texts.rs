//! A mission's own texts: what belongs to it alone, whoever may change it, and the hash that approvers sign.

use engine::model::{Approver, BodyId, MeasureId, MissionId, Revision};
use toml::Spanned;

use super::digest::RevisionDigest;
use super::mission_names::{ReadMission, named_rules};
use super::words::imported;
use crate::declare::{MissionDeclaration, NamedCadences, read_mission};
use crate::source::{MissionSources, SourceText, Sources};

/// What a mission's own texts say of themselves, whether or not anything that they name exists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissionTexts {
    pub mission: MissionId,
    /// Its title, or its id where it has none.
    pub title: String,
    /// Who may sign a change of it.
    pub approvers: Vec<Approver>,
    /// The content hash of its declaration, of the rules that it names and of the libraries that those import.
    pub revision: Revision,
}

/// Reads a mission's own texts; none where its declaration says no id.
pub fn read_mission_texts(sources: &MissionSources) -> Option<MissionTexts> {
    of_declaration(sources, &read_alone(&sources.declaration))
}

/// What a declaration says on its own: how long periods are that `remit.toml` names is nothing to its ids, rules and approvers.
fn read_alone(declaration: &SourceText) -> MissionDeclaration {
    read_mission(declaration, &NamedCadences::default()).found
}

/// A mission's own texts, where its declaration was read before.
pub(super) fn of_read(sources: &MissionSources, read: &ReadMission) -> Option<MissionTexts> {
    of_declaration(sources, &read.reading.found)
}

fn of_declaration(sources: &MissionSources, declared: &MissionDeclaration) -> Option<MissionTexts> {
    let id = declared.id.as_ref()?.get_ref();
    Some(MissionTexts {
        mission: MissionId::new(id.as_str()),
        title: declared.title.clone().unwrap_or_else(|| id.clone()),
        approvers: declared.approvers.clone(),
        revision: of_texts(sources, declared),
    })
}

/// The revision of one mission's own texts; none where no declaration says its id. Only those that may say it are read.
pub fn revision_of_mission(sources: &Sources, mission: &MissionId) -> Option<Revision> {
    let may_say_it = |texts: &&MissionSources| may_hold(&texts.declaration, mission.as_str());
    let mut own = sources.missions.values().filter(may_say_it).filter_map(read_mission_texts);
    own.rfind(|own| own.mission == *mission).map(|own| own.revision)
}

/// Something that a mission declares and that those of others may hang on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SharedDeclaration<'a> {
    Relation(&'a BodyId),
    Measure(&'a MeasureId),
    /// The targets for a measure.
    Targets(&'a MeasureId),
}

impl SharedDeclaration<'_> {
    /// Whether it is this mission that declares it.
    pub fn is_of(self, sources: &MissionSources) -> bool {
        let is_it = |own: Option<&Spanned<String>>| own.is_some_and(|own| own.get_ref() == self.id());
        if !may_hold(&sources.declaration, self.id()) {
            return false;
        }
        let declared = read_alone(&sources.declaration);
        match self {
            Self::Relation(_) => declared.relations.iter().any(|one| is_it(one.id.as_ref())),
            Self::Measure(_) => declared.measures.iter().any(|one| is_it(one.id.as_ref())),
            Self::Targets(_) => declared.targets.iter().any(|one| is_it(one.measure.as_ref())),
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Relation(id) => id.as_str(),
            Self::Measure(id) | Self::Targets(id) => id.as_str(),
        }
    }
}

/// Whether a text in TOML may hold a word. It may be spelt with escapes.
pub(super) fn may_hold(declaration: &SourceText, word: &str) -> bool {
    declaration.text.contains(word) || declaration.text.contains('\\')
}

/// One text of a mission's own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissionText {
    /// What it is, the same in every revision; empty for the declaration.
    pub name: String,
    /// The version, where it is a library.
    pub version: Option<String>,
    pub source: SourceText,
}

/// A mission's declaration, the rules that it names and the libraries that those import, in this order and by name.
pub fn texts_of_mission(sources: &MissionSources) -> Vec<MissionText> {
    of_declared(sources, &read_alone(&sources.declaration))
}

fn of_declared(sources: &MissionSources, declared: &MissionDeclaration) -> Vec<MissionText> {
    let own =
        |name: String, version, source: &SourceText| MissionText { name, version, source: source.clone() };
    let rules = named_rules(declared).into_iter().filter_map(|name| sources.rules.get_key_value(name));
    let rules: Vec<(&String, &SourceText)> = rules.collect();
    let texts: Vec<&SourceText> = rules.iter().map(|(_, rule)| *rule).collect();
    let mut libraries = imported(sources, &texts);
    libraries.sort_by_key(|(name, _)| *name);
    let mut all = vec![own(String::new(), None, &sources.declaration)];
    all.extend(rules.iter().map(|(name, rule)| own(format!("rule {name}"), None, rule)));
    all.extend(libraries.into_iter().map(|(name, library)| {
        own(format!("library {name}"), Some(library.version.clone()), &library.script)
    }));
    all
}

/// The content hash of a mission's own texts. Paths do not count, so that a file may be renamed.
pub(super) fn of_texts(sources: &MissionSources, declared: &MissionDeclaration) -> Revision {
    let mut digest = RevisionDigest::default();
    for MissionText { name, version, source } in of_declared(sources, declared) {
        digest.part(&name);
        digest.part(version.as_deref().unwrap_or_default());
        digest.part(&source.text);
    }
    digest.revision()
}
