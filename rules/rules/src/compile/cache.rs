//! Compiling again and again, at the cost of what changed. What a text says on its own is read once; what depends on
//! other texts is looked up afresh each time, so that nothing here can be out of date.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use engine::model::{Catalogue, Revision, RuleId};
use engine::program::{Mission, Rule};
use indexmap::IndexMap;
use language::read::TomlText;

use super::keyed_cache::KeyedCache;
use super::mission_names::{MissionNames, NamesVersion, NamesVersions, ReadMission};
use super::resolved::{Resolved, ResolvedFrom};
use super::rule_vocabulary::{LibrarySetId, LibrarySetIds, RuleVocabulary};
use super::words::TextWords;
use crate::declare::{
    BesideProject, ListedRelations, NamedCadences, Project, Register, read_project, read_register,
};
use crate::diagnostic::Diagnostic;
use crate::script::{Counting, LateRule, Libraries, ReadLibrary, RuleOutline, Vocabulary};
use crate::source::{LibrarySources, SourceText, Sources};

/// `remit.toml` with what stands beside it.
type ProjectTexts = (SourceText, BesideProject);
/// What a file says, as far as it can be used, and what is wrong with it.
pub type ReadFile<T> = (Option<T>, Vec<Diagnostic>);

/// A rule, or what is wrong with it.
pub(super) type CompiledRule = Result<Arc<dyn Rule>, Vec<Diagnostic>>;

/// A rule, and what came of looking up the ids in it the last time.
struct KnownRule {
    rule: Arc<LateRule>,
    checked: Mutex<Option<(NamesVersion, CompiledRule)>>,
}

/// A rule by its id, its text and what it may import.
pub(super) type RuleKey = (RuleId, SourceText, LibrarySetId);

pub(super) fn rule_key(name: &str, source: &SourceText, offer: &RuleVocabulary) -> RuleKey {
    // A text that imports nothing is the same whatever there would be to import.
    let may_import = offer.set != LibrarySetId::NONE && source.text.contains("import");
    let set = if may_import { offer.set } else { LibrarySetId::NONE };
    (RuleId::new(name), source.clone(), set)
}

/// Has so much independent work done, piece by piece, on as many cores as it likes. Threads are no business of the rules.
pub type Spread = fn(usize, &(dyn Fn(usize) + Sync));

fn one_by_one(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).for_each(work);
}

/// Keeps what was read from texts. What it compiles is what [`compile`](super::compile()) makes of the same texts.
pub struct CompilerCache<'l> {
    counting: Counting<'l>,
    spread: Spread,
    projects: KeyedCache<ProjectTexts, ReadFile<Project>>,
    registers: KeyedCache<SourceText, ReadFile<Register>>,
    listed_relations: KeyedCache<SourceText, ListedRelations>,
    cadences: KeyedCache<SourceText, NamedCadences>,
    missions: KeyedCache<(SourceText, Arc<NamedCadences>), ReadMission>,
    versions: NamesVersions,
    vocabularies: KeyedCache<NamesVersion, Vocabulary>,
    rules: KeyedCache<RuleKey, KnownRule>,
    libraries: KeyedCache<(String, LibrarySources), ReadLibrary>,
    sets: LibrarySetIds,
    words: KeyedCache<SourceText, TextWords>,
    resolved: KeyedCache<ResolvedFrom, Resolved>,
    catalogues: KeyedCache<Revision, Catalogue>,
    built: KeyedCache<(SourceText, Revision), Mission>,
}

impl Default for CompilerCache<'_> {
    fn default() -> Self {
        Self::counting(Counting::Off)
    }
}

impl<'l> CompilerCache<'l> {
    /// One with nothing in it yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One whose rules count what they reach where that is asked for.
    pub fn counting(counting: Counting<'l>) -> Self {
        Self {
            counting,
            spread: one_by_one,
            projects: KeyedCache::default(),
            registers: KeyedCache::default(),
            listed_relations: KeyedCache::default(),
            cadences: KeyedCache::default(),
            missions: KeyedCache::default(),
            versions: NamesVersions::default(),
            vocabularies: KeyedCache::default(),
            rules: KeyedCache::default(),
            libraries: KeyedCache::default(),
            sets: LibrarySetIds::default(),
            words: KeyedCache::default(),
            resolved: KeyedCache::default(),
            catalogues: KeyedCache::default(),
            built: KeyedCache::default(),
        }
    }

    /// The same, with texts read by whoever spreads work out.
    #[must_use]
    pub fn spread_by(self, spread: Spread) -> Self {
        Self { spread, ..self }
    }

    /// Begins another compilation, and forgets what was not asked for in the last ones.
    pub(super) fn begin(&mut self) {
        self.projects.turn();
        self.registers.turn();
        self.listed_relations.turn();
        self.cadences.turn();
        self.missions.turn();
        self.vocabularies.turn();
        self.rules.turn();
        self.libraries.turn();
        self.sets.turn();
        self.words.turn();
        self.resolved.turn();
        self.catalogues.turn();
        self.built.turn();
    }

    /// What `remit.toml` says of the project as a whole, with what is wrong with it. Compiling it later reads nothing again.
    pub fn read_project(&mut self, text: &TomlText<'_>, beside: BesideProject) -> Arc<ReadFile<Project>> {
        let key = (text.source().clone(), beside);
        self.projects.get(&key, |(_, beside)| read_project(text, beside))
    }

    pub(super) fn project(&mut self, sources: &Sources) -> Arc<ReadFile<Project>> {
        let key = (sources.project.clone(), BesideProject::of(sources));
        self.projects.get(&key, |(project, beside)| read_project(&TomlText::parse(project), beside))
    }

    pub(super) fn register(&mut self, source: &SourceText) -> Arc<ReadFile<Register>> {
        self.registers.get(source, read_register)
    }

    /// What `relations.csv` says, where the project has one.
    pub(super) fn listed_relations(&mut self, sources: &Sources) -> Option<Arc<ListedRelations>> {
        let source = sources.relations.as_ref()?;
        Some(self.listed_relations.get(source, ListedRelations::read))
    }

    /// The periods that a project names.
    pub(super) fn cadences(&mut self, sources: &Sources) -> Arc<NamedCadences> {
        self.cadences.get(&sources.project, NamedCadences::of)
    }

    pub(super) fn mission(&mut self, source: &SourceText, cadences: &Arc<NamedCadences>) -> Arc<ReadMission> {
        let key = (source.clone(), Arc::clone(cadences));
        self.missions.get(&key, |(source, cadences)| ReadMission::of(source, cadences))
    }

    /// The number of the names that a project has.
    pub(super) fn version(&mut self, sources: &Sources, missions: Vec<Arc<MissionNames>>) -> NamesVersion {
        self.versions.number((&sources.bodies, sources.relations.as_ref()), missions)
    }

    /// What rules may name in a project that has these names.
    pub(super) fn vocabulary(
        &mut self,
        version: NamesVersion,
        gather: impl FnOnce() -> Vocabulary,
    ) -> Arc<Vocabulary> {
        self.vocabularies.get(&version, |_| gather())
    }

    /// What was looked up in a mission, where that is known.
    pub(super) fn resolved(&mut self, from: &ResolvedFrom) -> Option<Arc<Resolved>> {
        self.resolved.find(from)
    }

    /// Keeps what was looked up in a mission. Where something was not found, suggestions depend on more than the key says.
    pub(super) fn keep_resolved(&mut self, from: ResolvedFrom, resolved: Resolved) -> Arc<Resolved> {
        let resolved = Arc::new(resolved);
        if resolved.gathered.faults.is_empty() { self.resolved.keep(from, resolved) } else { resolved }
    }

    pub(super) fn catalogue(
        &mut self,
        revision: &Revision,
        build: impl FnOnce(&Revision) -> Catalogue,
    ) -> Arc<Catalogue> {
        self.catalogues.get(revision, build)
    }

    /// A mission of a program, by its declaration and its revision.
    pub(super) fn built(
        &mut self,
        from: &(SourceText, Revision),
        build: impl FnOnce(&(SourceText, Revision)) -> Mission,
    ) -> Arc<Mission> {
        self.built.get(from, build)
    }

    /// A rule that may import what is offered, with every id in it looked up among what is offered.
    pub(super) fn rule(&mut self, name: &str, source: &SourceText, offer: &RuleVocabulary) -> CompiledRule {
        self.known_rule(&rule_key(name, source, offer), offer).rule.read().check(&offer.vocabulary)
    }

    /// The same where what is offered goes by the names of this version.
    pub(super) fn rule_among(
        &mut self,
        key: &RuleKey,
        offer: &RuleVocabulary,
        version: NamesVersion,
    ) -> CompiledRule {
        let known = self.known_rule(key, offer);
        let mut checked = known.checked.lock().unwrap_or_else(PoisonError::into_inner);
        match &*checked {
            Some((before, rule)) if *before == version => rule.clone(),
            _ => {
                let rule = known.rule.read().check(&offer.vocabulary);
                *checked = Some((version, rule.clone()));
                rule
            }
        }
    }

    /// What a rule takes, where it is known and was read.
    pub(super) fn outline_of(&mut self, key: &RuleKey) -> Option<Arc<RuleOutline>> {
        self.rules.find(key)?.rule.outline_if_read()
    }

    /// Reads those of some rules that were not read yet, however many at a time. Asked for one by one, they are known then.
    pub(super) fn read_ahead<'r>(
        &mut self,
        rules: impl Iterator<Item = &'r RuleKey>,
        offer: &RuleVocabulary,
    ) {
        // What is reached is counted in one place.
        let Counting::Off = self.counting else { return };
        let unread: Vec<&RuleKey> = rules.filter(|key| self.rules.find(key).is_none()).collect();
        let read: Vec<OnceLock<LateRule>> = unread.iter().map(|_| OnceLock::new()).collect();
        let libraries = &offer.vocabulary.libraries;
        (self.spread)(unread.len(), &|place| {
            let (id, source, _) = unread[place];
            read[place].get_or_init(|| LateRule::read_now(id, source, libraries, Counting::Off));
        });
        for (key, rule) in unread.into_iter().zip(read) {
            let Some(rule) = rule.into_inner() else { continue };
            let known = KnownRule { rule: Arc::new(rule), checked: Mutex::default() };
            self.rules.keep(key.clone(), Arc::new(known));
        }
    }

    /// The same for a rule that was found sound when it was offered the same. It is not read before it runs.
    pub(super) fn sound_rule(
        &mut self,
        key: &RuleKey,
        offer: &RuleVocabulary,
        version: NamesVersion,
    ) -> CompiledRule {
        if matches!(self.counting, Counting::In(_)) || self.rules.find(key).is_some() {
            return self.rule_among(key, offer, version);
        }
        let libraries = match key.2 {
            LibrarySetId::NONE => Libraries::default(),
            _ => offer.vocabulary.libraries.clone(),
        };
        let late = Arc::new(LateRule::found_sound(&key.0, &key.1, libraries));
        let rule: CompiledRule = Ok(Arc::<LateRule>::clone(&late));
        let checked = Mutex::new(Some((version, rule.clone())));
        self.rules.keep(key.clone(), Arc::new(KnownRule { rule: late, checked }));
        rule
    }

    fn known_rule(&mut self, key: &RuleKey, offer: &RuleVocabulary) -> Arc<KnownRule> {
        let counting = self.counting;
        self.rules.get(key, |(id, source, _)| KnownRule {
            rule: Arc::new(LateRule::read_now(id, source, &offer.vocabulary.libraries, counting)),
            checked: Mutex::default(),
        })
    }

    /// What the rules of a mission may name: what is in `vocabulary`, and these libraries.
    pub(super) fn offer(
        &mut self,
        vocabulary: &Arc<Vocabulary>,
        libraries: &IndexMap<String, LibrarySources>,
    ) -> RuleVocabulary {
        if libraries.is_empty() {
            return RuleVocabulary { vocabulary: Arc::clone(vocabulary), set: LibrarySetId::NONE };
        }
        let (mut vocabulary, counting) = (Vocabulary::clone(vocabulary), self.counting);
        for (name, sources) in libraries {
            let key = (name.clone(), sources.clone());
            let read = self.libraries.get(&key, |(name, sources)| ReadLibrary::read(name, sources, counting));
            vocabulary.libraries.insert(name.clone(), read.check(&vocabulary));
        }
        let set = self.sets.number(&vocabulary.libraries);
        RuleVocabulary { vocabulary: Arc::new(vocabulary), set }
    }

    pub(super) fn words(&mut self, source: &SourceText) -> Arc<TextWords> {
        self.words.get(source, |source| TextWords::of(&source.text))
    }

    /// How many missions were read, rules kept are read, missions resolved and missions built so far.
    #[cfg(test)]
    pub(super) fn worked_out(&self) -> [usize; 4] {
        [
            self.missions.worked_out(),
            self.rules.values().filter(|known| known.rule.is_read()).count(),
            self.resolved.worked_out(),
            self.built.worked_out(),
        ]
    }

    /// How many texts are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.missions.len() + self.rules.len()
    }
}
