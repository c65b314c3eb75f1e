//! Source texts and places in them.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use indexmap::{IndexMap, IndexSet};

use crate::parts::{NoParts, PartKind, PersonalPart, PersonalParts};

/// One text that a user wrote, with the path by which diagnostics name it.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The path within the project, with forward slashes.
    pub path: Arc<str>,
    pub text: Arc<str>,
    /// Worked out once, so that looking up a text among ten thousand does not read it again.
    hash: u64,
    /// Found once and shared by all copies.
    found: Arc<FoundInText>,
    /// None where nobody has looked for them. They follow from the text, so that they make no other text of it.
    personal: Option<PersonalParts>,
}

/// What is found in a text when it is first asked about.
#[derive(Default)]
struct FoundInText {
    /// Where lines begin: a long text has many places that are asked about.
    line_starts: OnceLock<Vec<usize>>,
    /// Its content hash: each activation writes down all texts, and most of them are the same as in the one before.
    content: OnceLock<[u8; 32]>,
}

impl fmt::Debug for FoundInText {
    /// Whether somebody asked already is no part of a text.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FoundInText").finish_non_exhaustive()
    }
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        // Most are copies of one text, which need not be read to be told alike.
        let is_copy = || Arc::ptr_eq(&self.text, &other.text) || self.text == other.text;
        self.hash == other.hash && self.path == other.path && is_copy()
    }
}

impl Eq for SourceText {}

impl Hash for SourceText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl SourceText {
    /// A text under its path.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let (path, text) = (path.into(), text.into());
        let mut hasher = DefaultHasher::new();
        (&path, &text).hash(&mut hasher);
        Self { path, text, hash: hasher.finish(), found: Arc::default(), personal: None }
    }

    /// The same text, of which these parts say who somebody is.
    ///
    /// # Errors
    /// They do not lie in it one behind the other.
    pub fn with_personal(self, parts: Vec<PersonalPart>) -> Result<Self, NoParts> {
        let personal = Some(PersonalParts::of(&self.text, parts)?);
        Ok(Self { personal, ..self })
    }

    /// The same with parts that were found in this very text.
    pub(crate) fn with_parts(self, parts: PersonalParts) -> Self {
        Self { personal: Some(parts), ..self }
    }

    /// The parts of it that say who somebody is; none where nobody has looked for them.
    pub fn personal(&self) -> Option<&PersonalParts> {
        self.personal.as_ref()
    }

    /// What those parts say, in order.
    pub fn said_of_people(&self) -> impl Iterator<Item = (PartKind, &str)> {
        let parts = self.personal.iter().flat_map(PersonalParts::all);
        parts.map(|part| (part.kind, self.text.get(part.range.clone()).unwrap_or_default()))
    }

    /// The text with other words in the places of its personal parts, as far as `other` has any; none where it has none at all.
    pub(crate) fn rewritten(&self, other: &mut dyn FnMut(PartKind, &str) -> Option<String>) -> Option<Self> {
        let others: Vec<Option<String>> =
            self.said_of_people().map(|(kind, said)| other(kind, said)).collect();
        if others.iter().all(Option::is_none) {
            return None;
        }
        let (mut text, mut parts, mut copied) = (String::with_capacity(self.text.len()), Vec::new(), 0);
        let before = self.personal.iter().flat_map(PersonalParts::all);
        for (PersonalPart { kind, range }, other) in before.zip(&others) {
            text.push_str(self.text.get(copied..range.start).unwrap_or_default());
            let start = text.len();
            let said = other.as_deref().or_else(|| self.text.get(range.clone()));
            text.push_str(said.unwrap_or_default());
            parts.push(PersonalPart { kind: *kind, range: start..text.len() });
            copied = range.end;
        }
        text.push_str(self.text.get(copied..).unwrap_or_default());
        let rewritten = Self::new(Arc::clone(&self.path), text);
        Some(rewritten.with_personal(parts).expect("each lies behind the one before it"))
    }

    /// The content hash of the text alone.
    pub fn content(&self) -> [u8; 32] {
        *self.found.content.get_or_init(|| *blake3::hash(self.text.as_bytes()).as_bytes())
    }

    /// The line that the byte at `offset` stands in, counted from 1.
    pub fn line(&self, offset: usize) -> u32 {
        let lines = self.line_starts().partition_point(|start| *start <= offset);
        u32::try_from(lines).unwrap_or(u32::MAX)
    }

    /// The byte offset of a line and a column, both counted from 1, the column in characters.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let starts = self.line_starts();
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        start + within
    }

    fn line_starts(&self) -> &[usize] {
        let ends = || self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        self.found.line_starts.get_or_init(|| std::iter::once(0).chain(ends()).collect())
    }
}

/// A place in a source text, in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    pub source: SourceText,
    pub range: Range<usize>,
}

/// All texts of a project, mission by mission, since a mission is the unit of reload.
#[derive(Clone, Debug)]
pub struct Sources {
    /// `remit.toml`.
    pub project: SourceText,
    /// `bodies.csv`.
    pub bodies: SourceText,
    /// The bank-holiday file, in the layout of GOV.UK, where the project names one.
    pub bank_holidays: Option<SourceText>,
    /// `people.csv`, where the project has one.
    pub people: Option<SourceText>,
    /// `relations.csv`, where the project has one.
    pub relations: Option<SourceText>,
    /// Missions by the path of their declaration.
    pub missions: IndexMap<Arc<str>, MissionSources>,
}

impl PartialEq for Sources {
    fn eq(&self, other: &Self) -> bool {
        let mut comparison = MissionComparison::default();
        self.shares_texts_with(other)
            && self.missions.len() == other.missions.len()
            && self.missions.iter().all(|(path, mission)| {
                other.missions.get(path).is_some_and(|counterpart| comparison.are_same(mission, counterpart))
            })
    }
}

impl Eq for Sources {}

impl Sources {
    /// Every rule and every library that any mission may use, each text once.
    pub fn scripts(&self) -> IndexSet<&SourceText> {
        let rules = self.missions.values().flat_map(|mission| mission.rules.values());
        let libraries = self.missions.values().flat_map(|mission| mission.libraries.values());
        rules.chain(libraries.map(|library| &library.script)).collect()
    }

    /// The text under a path; none where the project has none there.
    pub fn text(&self, path: &str) -> Option<&SourceText> {
        self.texts().find(|text| *text.path == *path)
    }

    /// Every text, the shared ones first.
    pub fn texts(&self) -> impl Iterator<Item = &SourceText> {
        self.declaring().chain(self.scripts())
    }

    /// The texts on which all missions rest, each at a place of its own.
    pub fn shared(&self) -> [Option<&SourceText>; 5] {
        let Self { project, bodies, bank_holidays, people, relations, missions: _ } = self;
        [Some(project), Some(bodies), bank_holidays.as_ref(), people.as_ref(), relations.as_ref()]
    }

    /// The texts that people declare things in, which may say who somebody is: those that are shared and the declarations of missions.
    pub fn declaring(&self) -> impl Iterator<Item = &SourceText> {
        let declarations = self.missions.values().map(|mission| &mission.declaration);
        self.shared().into_iter().flatten().chain(declarations)
    }

    /// The same, to be replaced.
    pub fn declaring_mut(&mut self) -> impl Iterator<Item = &mut SourceText> {
        let Self { project, bodies, bank_holidays, people, relations, missions } = self;
        let shared =
            [Some(project), Some(bodies), bank_holidays.as_mut(), people.as_mut(), relations.as_mut()];
        shared.into_iter().flatten().chain(missions.values_mut().map(|mission| &mut mission.declaration))
    }

    /// Whether all missions rest on the same texts.
    pub fn shares_texts_with(&self, other: &Self) -> bool {
        self.shared() == other.shared()
    }
}

/// The texts of one mission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissionSources {
    pub declaration: SourceText,
    /// Every rule that it may name, by rule id.
    pub rules: Arc<IndexMap<String, SourceText>>,
    /// Every library that those rules may import, by name.
    pub libraries: Arc<IndexMap<String, LibrarySources>>,
}

/// Tells whether missions have the same texts. Missions share their rules, so each pair of shared maps is compared once: otherwise
/// a hundred missions over ten thousand rules are a million comparisons.
#[derive(Default)]
pub struct MissionComparison<'s> {
    rules: SharedComparison<'s, IndexMap<String, SourceText>>,
    libraries: SharedComparison<'s, IndexMap<String, LibrarySources>>,
}

impl<'s> MissionComparison<'s> {
    /// Whether two missions have the same texts.
    pub fn are_same(&mut self, one: &'s MissionSources, other: &'s MissionSources) -> bool {
        one.declaration == other.declaration
            && self.rules.are_same(&one.rules, &other.rules)
            && self.libraries.are_same(&one.libraries, &other.libraries)
    }
}

/// What came of comparing values that several hold. There are few of them, so they are looked through.
struct SharedComparison<'s, T>(Vec<(&'s Arc<T>, &'s Arc<T>, bool)>);

impl<T> Default for SharedComparison<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'s, T: Eq> SharedComparison<'s, T> {
    fn are_same(&mut self, one: &'s Arc<T>, other: &'s Arc<T>) -> bool {
        let compared = self.0.iter().find(|known| Arc::ptr_eq(known.0, one) && Arc::ptr_eq(known.1, other));
        if let Some((.., are_same)) = compared {
            return *are_same;
        }
        let are_same = one == other;
        self.0.push((one, other, are_same));
        are_same
    }
}

/// A library of functions that rules share.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LibrarySources {
    /// Its version, such as `1.2.0`.
    pub version: String,
    pub script: SourceText,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_found_in_both_directions() {
        let text = SourceText::new("a.toml", "one\ntwü o\n");
        let lines = [0, 3, 4, 9, 11].map(|offset| text.line(offset));
        assert_eq!(lines, [1, 1, 2, 2, 3]);
        assert_eq!(
            [(1, 1), (2, 4), (3, 1), (9, 1)].map(|(line, column)| text.offset(line, column)),
            [0, 8, 11, 11]
        );
    }

    #[test]
    fn a_content_hash_is_of_the_text_alone() {
        let content = |path: &str, text: &str| SourceText::new(path, text).content();
        assert_eq!(content("a.toml", "one"), content("b.toml", "one"));
        assert_ne!(content("a.toml", "one"), content("a.toml", "two"));
    }

    #[test]
    fn missions_are_the_same_while_their_texts_and_shared_rules_are() {
        let text = |path: &str, text: &str| SourceText::new(path, text);
        let rules =
            |floor: &str| Arc::new(IndexMap::from([("floor".to_owned(), text("rules/floor.rhai", floor))]));
        let sources = |rules: &Arc<IndexMap<String, SourceText>>, second: &str| {
            let mission = |declaration: &str| MissionSources {
                declaration: text(declaration, declaration),
                rules: Arc::clone(rules),
                libraries: Arc::default(),
            };
            let missions = ["missions/a.toml", second].map(|path| (Arc::from(path), mission(path)));
            let (project, bodies) = (text("remit.toml", ""), text("bodies.csv", ""));
            Sources {
                project,
                bodies,
                bank_holidays: None,
                people: None,
                relations: None,
                missions: missions.into_iter().collect(),
            }
        };
        let one = sources(&rules("10"), "missions/b.toml");
        assert_eq!(one, sources(&rules("10"), "missions/b.toml"), "read again");
        assert_ne!(one, sources(&rules("11"), "missions/b.toml"), "another rule");
        assert_ne!(one, sources(&rules("10"), "missions/c.toml"), "another mission");
    }

    #[test]
    fn a_text_is_searched_for_its_lines_once_for_all_its_copies() {
        let text = SourceText::new("a.toml", "line\n".repeat(1000));
        let copy = text.clone();
        assert!(copy.found.line_starts.get().is_none(), "nobody has asked");
        assert_eq!(text.line(2500), 501);
        let found = copy.found.line_starts.get().expect("the copy shares what was found");
        assert_eq!(copy.line(4999), 1000);
        assert!(std::ptr::eq(found.as_slice(), text.line_starts()));
    }
}
