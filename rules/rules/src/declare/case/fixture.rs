//! `[[fixture]]`: reports that several tests of a file begin with.

use std::ops::Range;

use indexmap::IndexMap;
use language::read::Table;
use toml::Spanned;

use super::feed_file::{FeedFileDeclaration, read_feed_file};
use super::series::{SeriesDeclaration, read_series};
use crate::diagnostic::{Code, Diagnostic};

/// A fixture as it is written.
pub(super) struct Fixture {
    header: Range<usize>,
    id: Spanned<String>,
    series: Vec<SeriesDeclaration>,
    files: Vec<FeedFileDeclaration>,
}

/// What a test begins with: what the fixtures report that it names.
#[derive(Default)]
pub(super) struct Beginning {
    pub(super) series: Vec<SeriesDeclaration>,
    pub(super) files: Vec<FeedFileDeclaration>,
    /// Where these fixtures begin.
    pub(super) fixtures: Vec<usize>,
}

/// Those of a file, by their ids.
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
                let message = format!("two fixtures have the id `{id}`");
                let fault = Diagnostic::error(Code::DuplicateId, message, source, id.span())
                    .and_label(source, first.id.span(), "the first one")
                    .with_help("give one of them another id");
                table.document().fault(fault);
                continue;
            }
            found.insert(id.get_ref().clone(), Fixture { header: table.header(), id, series, files });
        }
        Self(found)
    }

    /// What those report that a test names.
    pub(super) fn named(&self, test: &Table<'_>) -> Beginning {
        let mut found = Beginning::default();
        for name in test.get("fixtures").and_then(|item| item.texts()).unwrap_or_default() {
            if let Some(fixture) = self.0.get(name.get_ref()) {
                found.series.extend(fixture.series.iter().cloned());
                found.files.extend(fixture.files.iter().cloned());
                found.fixtures.push(fixture.header.start);
                continue;
            }
            let message = format!("the file has no fixture `{name}`");
            let fault = Diagnostic::error(Code::Test, message, test.document().source, name.span());
            let fault = fault.with_help("add a [[fixture]] with that id to this file");
            test.document().fault(fault.with_nearest(name.get_ref(), self.0.keys().map(String::as_str)));
        }
        found
    }

    /// Where each begins.
    pub(super) fn begins(&self) -> Vec<usize> {
        self.0.values().map(|fixture| fixture.header.start).collect()
    }
}
