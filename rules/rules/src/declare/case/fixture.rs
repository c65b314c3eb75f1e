//! `[[fixture]]`: reports that several tests begin with. Those of one file serve its own tests; those of
//! `tests/fixtures.toml` serve every file.

use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;
use language::grammar::RULE_TESTS;
use language::read::{Table, read_document};
use toml::Spanned;

use super::feed_file::{FeedFileDeclaration, read_feed_file};
use super::series::{SeriesDeclaration, read_series};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// Where the fixtures stand that all files of tests share.
pub const SHARED_FIXTURES: &str = "tests/fixtures.toml";

/// Where a test or a fixture begins: its file, and the place in it.
pub(crate) type Beginning = (Arc<str>, usize);

/// A fixture as it is written.
#[derive(Debug)]
struct Fixture {
    header: Range<usize>,
    id: Spanned<String>,
    series: Vec<SeriesDeclaration>,
    files: Vec<FeedFileDeclaration>,
}

/// The fixtures that all files of tests share, with what is wrong with their text.
#[derive(Debug)]
pub(crate) struct SharedFixtures {
    source: SourceText,
    fixtures: Fixtures,
    pub(crate) faults: Vec<Diagnostic>,
    is_toml: bool,
}

impl SharedFixtures {
    pub(crate) fn read(source: SourceText) -> Self {
        let reading = read_document(&source, &RULE_TESTS, Fixtures::read);
        Self { fixtures: reading.found, faults: reading.faults, is_toml: reading.is_toml, source }
    }

    /// Whether this is the file that they stand in.
    pub(crate) fn is_in(&self, text: &SourceText) -> bool {
        self.source.path == text.path
    }
}

/// What a test begins with: what the fixtures report that it names.
#[derive(Default)]
pub(super) struct Given {
    pub(super) series: Vec<SeriesDeclaration>,
    pub(super) files: Vec<FeedFileDeclaration>,
    /// Where these fixtures begin.
    pub(super) fixtures: Vec<Beginning>,
}

impl Given {
    /// Takes in a fixture of a file, which is not the test's own where it is `shared`.
    fn take(&mut self, fixture: &Fixture, source: &SourceText, shared: Option<&SourceText>) {
        let series = fixture.series.iter().cloned();
        self.series.extend(series.map(|one| SeriesDeclaration { shared: shared.cloned(), ..one }));
        let files = fixture.files.iter().cloned();
        self.files.extend(files.map(|one| FeedFileDeclaration { shared: shared.cloned(), ..one }));
        self.fixtures.push((Arc::clone(&source.path), fixture.header.start));
    }
}

/// Those of a file, by their ids.
#[derive(Debug)]
pub(super) struct Fixtures(IndexMap<String, Fixture>);

impl Fixtures {
    /// Reads all of a file. What has no id can be named by no test.
    pub(super) fn read(root: &Table<'_>) -> Self {
        let mut found: IndexMap<String, Fixture> = IndexMap::new();
        for table in &root.tables("fixture") {
            let id = table.require("id").and_then(|item| item.id());
            let series = table.tables("input_series").iter().map(read_series).collect();
            let files = table.tables("feed_file").iter().map(read_feed_file).collect();
            let Some(id) = id else { continue };
            if let Some(first) = found.get(id.get_ref()) {
                let source = table.document().source;
                table.document().fault(twice(source, &id, source, &first.id));
                continue;
            }
            found.insert(id.get_ref().clone(), Fixture { header: table.header(), id, series, files });
        }
        Self(found)
    }

    /// Refuses those that have the id of one that is shared: a test would not say which of them it means.
    pub(super) fn refuse_shared(&self, root: &Table<'_>, shared: &SharedFixtures) {
        let source = root.document().source;
        for (id, own) in &self.0 {
            if let Some(other) = shared.fixtures.0.get(id) {
                root.document().fault(twice(source, &own.id, &shared.source, &other.id));
            }
        }
    }

    /// What those report that a test names, of the file's own and of those that are shared.
    pub(super) fn named(&self, test: &Table<'_>, shared: Option<&SharedFixtures>) -> Given {
        let mut found = Given::default();
        let source = test.document().source;
        for name in test.get("fixtures").and_then(|item| item.texts()).unwrap_or_default() {
            if let Some(fixture) = self.0.get(name.get_ref()) {
                found.take(fixture, source, None);
                continue;
            }
            match shared {
                Some(shared) if shared.fixtures.0.contains_key(name.get_ref()) => {
                    let fixture = &shared.fixtures.0[name.get_ref()];
                    found.take(fixture, &shared.source, Some(&shared.source));
                }
                // It may well be in a text that cannot be read, which is told.
                Some(shared) if !shared.is_toml => found.fixtures.push((Arc::clone(&shared.source.path), 0)),
                _ => test.document().fault(self.unknown(&name, source, shared)),
            }
        }
        found
    }

    fn unknown(
        &self,
        name: &Spanned<String>,
        source: &SourceText,
        shared: Option<&SharedFixtures>,
    ) -> Diagnostic {
        let known = self.0.keys().chain(shared.into_iter().flat_map(|shared| shared.fixtures.0.keys()));
        let message = format!("there is no fixture `{name}`");
        let help = format!(
            "add a [[fixture]] with that id to this file, or to `{SHARED_FIXTURES}` where several files use it"
        );
        Diagnostic::error(Code::Test, message, source, name.span())
            .with_help(help)
            .with_nearest(name.get_ref(), known.map(String::as_str))
    }

    /// Where each begins.
    pub(super) fn begins(&self, source: &SourceText) -> Vec<Beginning> {
        self.0.values().map(|fixture| (Arc::clone(&source.path), fixture.header.start)).collect()
    }
}

impl SharedFixtures {
    /// Where each begins; the text as a whole begins at its top.
    pub(super) fn begins(&self) -> Vec<Beginning> {
        let top = (Arc::clone(&self.source.path), 0);
        std::iter::once(top).chain(self.fixtures.begins(&self.source)).collect()
    }
}

fn twice(
    source: &SourceText,
    id: &Spanned<String>,
    first_source: &SourceText,
    first: &Spanned<String>,
) -> Diagnostic {
    Diagnostic::error(Code::DuplicateId, format!("two fixtures have the id `{id}`"), source, id.span())
        .and_label(first_source, first.span(), "the first one")
        .with_help("give one of them another id")
}
