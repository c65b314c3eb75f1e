//! What a project declares, by name: found in the texts as they stand, whether they compile or not.

use std::collections::BTreeMap;
use std::ops::Range;

use engine::model::Relation;
use indexmap::IndexMap;
use language::read::{Row, Sheet};
use rules::case::SHARED_FIXTURES;
use rules::declare::RELATIONS_FILE;
use rules::packs::BUILT_IN_FOLDER;
use rules::script::RuleDoc;
use rules::source::{LibrarySources, SourceText};

use super::library::Library;
use super::outline::{Role, Word, outline};

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    Mission,
    Measure,
    Obligation,
    Body,
    Rule,
    /// The steps by which alerts go up.
    Ladder,
    /// Periods that the project names.
    Cadence,
    /// What tests of all files may begin with.
    Fixture,
}

#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(super) kind: Kind,
    /// Its id; of an obligation, without its mission.
    pub(crate) id: String,
    /// What it says of itself, key by key.
    pub(super) says: BTreeMap<String, String>,
    /// Parameters that it hands to a rule, with their places.
    pub(super) params: Vec<(String, Range<usize>)>,
    /// The rules that judge it.
    pub(super) rules: Vec<String>,
    pub(crate) source: SourceText,
    /// Where its id stands.
    pub(crate) range: Range<usize>,
    /// The mission that it belongs to.
    pub(super) mission: String,
}

impl Declared {
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// One of the things that it says of itself.
    pub(super) fn said(&self, key: &str) -> Option<&str> {
        self.says.get(key).map(String::as_str)
    }

    /// Whether it ties two others, and is a body beside that.
    pub(super) fn is_relation(&self) -> bool {
        self.kind == Kind::Body && self.says.contains_key("from")
    }

    /// What people call it.
    pub(super) fn title(&self) -> &str {
        self.said("title").or_else(|| self.said("name")).unwrap_or_default()
    }
}

/// Everything that a project declares, in the order of its files.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) all: Vec<Declared>,
    /// The libraries that rules can import.
    pub(super) libraries: Vec<Library>,
}

impl Names {
    /// What was found declared, and no libraries.
    pub(crate) fn new(all: Vec<Declared>) -> Self {
        Self { all, libraries: Vec::new() }
    }

    /// What these files declare.
    #[cfg(test)]
    pub(crate) fn of(files: &[SourceText]) -> Self {
        let mut names = Self::default();
        for file in files {
            names.all.extend(declared_in(file));
        }
        names
    }

    /// The same beside libraries.
    pub(crate) fn with_libraries(self, libraries: &IndexMap<String, LibrarySources>) -> Self {
        let library = |(name, sources): (&String, &LibrarySources)| Library {
            name: name.clone(),
            version: sources.version.clone(),
            script: sources.script.clone(),
        };
        Self { libraries: libraries.iter().map(library).collect(), ..self }
    }

    /// Everything of one kind.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Declared> {
        self.all.iter().filter(move |declared| declared.kind == kind)
    }

    /// What has this id.
    pub(super) fn find(&self, kind: Kind, id: &str) -> Option<&Declared> {
        self.of_kind(kind).find(|declared| declared.id == id)
    }

    /// The library of this name.
    pub(super) fn library(&self, name: &str) -> Option<&Library> {
        self.libraries.iter().find(|library| library.name == name)
    }

    /// What an obligation is called by itself, `mission/obligation`, and each of those that are about one of many, with the body.
    pub(super) fn names_of(&self, owed: &Declared) -> Vec<String> {
        let own = format!("{}/{}", owed.mission, owed.id);
        let is_of = |body: &&Declared, kind: &str| body.said("kind") == Some(kind);
        let bodies: Vec<&str> =
            match (owed.said("about"), owed.said("about.kind"), owed.said("about.relation")) {
                (Some(listed), ..) => listed.split_whitespace().collect(),
                (_, Some(kind), _) => {
                    let bodies =
                        self.of_kind(Kind::Body).filter(|body| !body.is_relation() && is_of(body, kind));
                    bodies.map(|body| &*body.id).collect()
                }
                (.., Some(kind)) => {
                    self.relations().filter(|relation| is_of(relation, kind)).map(|one| &*one.id).collect()
                }
                (None, None, None) => Vec::new(),
            };
        let each = bodies.into_iter().map(|body| format!("{own}/{body}")).collect::<Vec<_>>();
        std::iter::once(own).chain(each).collect()
    }

    /// Every relation.
    pub(super) fn relations(&self) -> impl Iterator<Item = &Declared> {
        self.of_kind(Kind::Body).filter(|body| body.is_relation())
    }

    /// The kinds of relations that Remit knows, and those that the project has beside them.
    pub(super) fn relation_kinds(&self) -> Vec<&str> {
        let mut kinds = Relation::KINDS.to_vec();
        kinds.extend(self.relations().filter_map(|relation| relation.said("kind")));
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The kinds of bodies, each once.
    pub(super) fn kinds(&self) -> Vec<&str> {
        let bodies = self.of_kind(Kind::Body).filter(|body| !body.is_relation());
        let mut kinds: Vec<&str> = bodies.filter_map(|body| body.said("kind")).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.retain(|kind| !kind.is_empty());
        kinds
    }
}

/// What one file declares.
pub(crate) fn declared_in(file: &SourceText) -> Vec<Declared> {
    if [app::project::BODIES_FILE, RELATIONS_FILE].contains(&&*file.path) {
        return bodies(file);
    }
    if let Some(id) = rule_of_path(&file.path) {
        return vec![rule(id, file)];
    }
    let is_shared = [app::project::PROJECT_FILE, SHARED_FIXTURES].contains(&&*file.path);
    let has_tables = file.path.starts_with("missions/") || is_shared;
    if has_tables { tables(file) } else { Vec::new() }
}

/// The rule that stands under a path, the project's own or one that comes with Remit.
pub(super) fn rule_of_path(path: &str) -> Option<&str> {
    let (folder, file) = path.split_once('/')?;
    let is_for_rules = folder == app::project::RULES_FOLDER || folder == BUILT_IN_FOLDER;
    file.strip_suffix(".rhai").filter(|_| is_for_rules)
}

fn rule(id: &str, file: &SourceText) -> Declared {
    let doc = RuleDoc::of(file);
    let authority = words::authority::cited_all(&doc.authority);
    let parts = [("what", doc.what), ("why", doc.why), ("example", doc.examples.into_iter().next())];
    let params: Vec<String> = doc
        .params
        .iter()
        .map(|param| format!("`{}` ({}): {}", param.name, param.shape, param.meaning))
        .collect();
    let params = ("params", Some(params.join("; ")).filter(|params| !params.is_empty()));
    let parts = parts.into_iter().chain([params, ("authority", authority)]);
    let says = parts.filter_map(|(key, said)| Some((key.to_owned(), said?))).collect();
    Declared { says, ..named(Kind::Rule, id, file, 0..0) }
}

fn named(kind: Kind, id: &str, file: &SourceText, range: Range<usize>) -> Declared {
    Declared {
        kind,
        id: id.to_owned(),
        says: BTreeMap::new(),
        params: Vec::new(),
        rules: Vec::new(),
        source: file.clone(),
        range,
        mission: String::new(),
    }
}

/// The register, or relations beside it, as they stand, read as `check` reads it.
fn bodies(file: &SourceText) -> Vec<Declared> {
    let Some(sheet) = Sheet::as_it_stands(file) else { return Vec::new() };
    let body = |row: &Row| {
        let id = Some(sheet.value(row, "id")).filter(|id| !id.is_empty())?;
        let said = |column: &str| (column.to_owned(), sheet.value(row, column).to_owned());
        let body = named(Kind::Body, id, file, sheet.field_range(row, "id"));
        Some(Declared { says: sheet.columns().map(said).collect(), ..body })
    };
    sheet.rows.iter().filter_map(body).collect()
}

/// A mission's file or `remit.toml`, table by table. A contribution is no table of its own here: what it hands to a rule is its obligation's.
fn tables(file: &SourceText) -> Vec<Declared> {
    let words = outline(&file.text).words;
    let mut found: Vec<Declared> = Vec::new();
    for table in words.chunk_by(|one, next| one.table == next.table) {
        let headers: Vec<&str> =
            table.iter().filter(|word| word.role == Role::Header).map(|word| text_of(file, word)).collect();
        let kind = match headers.as_slice() {
            ["mission"] => Kind::Mission,
            ["measure"] => Kind::Measure,
            ["obligation"] => Kind::Obligation,
            ["ladder"] => Kind::Ladder,
            ["cadence"] => Kind::Cadence,
            ["fixture"] => Kind::Fixture,
            ["fixture", what @ ("input_series" | "feed_file")] => {
                if let Some(fixture) = found.iter_mut().rev().find(|found| found.kind == Kind::Fixture) {
                    note_reports(file, table, what, fixture);
                }
                continue;
            }
            // A relation is named wherever a body is.
            ["relation"] => Kind::Body,
            ["obligation", "contribution"] => {
                if let Some(owed) = found.iter_mut().rev().find(|owed| owed.kind == Kind::Obligation) {
                    owed.params.extend(params(file, table, 2));
                    owed.rules.extend(rules(file, table, 2));
                }
                continue;
            }
            _ => continue,
        };
        let values = table.iter().filter(|word| word.role == Role::Value);
        let id = values.clone().find(|word| word.path.get(1..).is_some_and(|path| path == ["id"]));
        let Some(id) = id else { continue };
        let declared = named(kind, text_of(file, id), file, id.range.clone());
        let says = values
            .clone()
            .filter_map(|word| Some((word.path.get(1..)?.join("."), text_of(file, word).to_owned())))
            .collect();
        let mut says: BTreeMap<String, String> = says;
        says.extend(authority(file, table).map(|said| ("authority".to_owned(), said)));
        for (key, between) in [("about", " "), ("starts", ", ")] {
            let listed = values.clone().filter(|word| word.path.get(1..).is_some_and(|path| path == [key]));
            let listed: Vec<&str> = listed.map(|word| text_of(file, word)).collect();
            says.extend((!listed.is_empty()).then(|| (key.to_owned(), listed.join(between))));
        }
        let (params, rules) = (params(file, table, 1), rules(file, table, 1));
        let declared = Declared { says, params, rules, ..declared };
        let values = breakdown(file, table, &declared);
        found.push(declared);
        found.extend(values);
    }
    let mission = found.iter().find(|found| found.kind == Kind::Mission).map(|mission| mission.id.clone());
    for declared in &mut found {
        declared.mission = mission.clone().unwrap_or_default();
    }
    found
}

/// Adds what a fixture reports: a series with its figures, or a file of a feed.
fn note_reports(file: &SourceText, table: &[Word], what: &str, fixture: &mut Declared) {
    let values = table.iter().filter(|word| word.role == Role::Value);
    let said = |key: &str| {
        let word = values.clone().find(|word| word.path.last().is_some_and(|last| last == key))?;
        Some(text_of(file, word).to_owned())
    };
    let told: Vec<String> = ["series", "measure", "body", "from", "values", "feed", "path"]
        .into_iter()
        .filter_map(said)
        .collect();
    let all = fixture.says.entry(what.to_owned()).or_default();
    let between = if all.is_empty() { "" } else { "; " };
    *all = format!("{all}{between}{}", told.join(" "));
}

/// The laws, promises and minutes that a table names, each with its paragraph.
fn authority(file: &SourceText, table: &[Word]) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for word in table.iter().filter(|word| word.role == Role::Value) {
        let path: Vec<&str> = word.path.iter().skip(1).map(String::as_str).collect();
        match path.as_slice() {
            ["authority"] | ["authority", "title"] => said.push(text_of(file, word).to_owned()),
            ["authority", "paragraph"] => {
                if let Some(last) = said.last_mut() {
                    last.push_str(", ");
                    last.push_str(text_of(file, word));
                }
            }
            _ => {}
        }
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// The values of a breakdown, each a measure of its own that says what its total says.
fn breakdown(file: &SourceText, table: &[Word], total: &Declared) -> Vec<Declared> {
    let values = table.iter().filter(|word| word.role == Role::Value && total.kind == Kind::Measure);
    let values = values.filter(|word| word.path.get(1..).is_some_and(|path| path == ["breakdown", "of"]));
    let value = |word: &Word| {
        let value = text_of(file, word);
        let title = format!("{}: {}", total.title(), value.replace(['_', '-'], " "));
        let part = named(Kind::Measure, &format!("{}/{value}", total.id), file, word.range.clone());
        let mut says = total.says.clone();
        says.retain(|key, _| !key.starts_with("breakdown"));
        says.extend([("id".to_owned(), part.id.clone()), ("title".to_owned(), title)]);
        Declared { says, ..part }
    };
    values.map(value).collect()
}

fn params(file: &SourceText, table: &[Word], depth: usize) -> Vec<(String, Range<usize>)> {
    let keys = table.iter().filter(|word| word.role == Role::Key && word.path.len() == depth + 2);
    let params = keys.filter(|word| word.path.get(depth).is_some_and(|key| key == "params"));
    params.map(|word| (text_of(file, word).to_owned(), word.range.clone())).collect()
}

fn rules(file: &SourceText, table: &[Word], depth: usize) -> Vec<String> {
    let values = table.iter().filter(|word| word.role == Role::Value);
    let rules = values.filter(|word| word.path.get(depth..).is_some_and(|path| path == ["rule"]));
    rules.map(|word| text_of(file, word).to_owned()).collect()
}

fn text_of<'f>(file: &'f SourceText, word: &Word) -> &'f str {
    file.text.get(word.range.clone()).unwrap_or_default()
}
