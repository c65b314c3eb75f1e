//! `[[test]]`: one test, and the file of tests.

use std::ops::Range;

use language::grammar::RULE_TESTS;
use language::read::{Reading, Table, read_document};
use toml::Spanned;

use super::check::{CheckDeclaration, read_check};
use super::feed_file::{FeedFileDeclaration, read_feed_file};
use super::fixture::{Beginning, Fixtures, Given, SharedFixtures};
use super::moment::{Moment, moment};
use super::reload::{ReloadDeclaration, read_reload};
use super::response::{ResponseDeclaration, read_response};
use super::series::{SeriesDeclaration, read_series};
use super::table::{CaseRow, CaseTable, read_table};
use super::test_target::{TestTargetDeclaration, read_test_target};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// A test as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct CaseDeclaration {
    pub(crate) header: Range<usize>,
    /// Where the fixtures begin that it uses: what is wrong with them is wrong with it.
    pub(crate) fixtures: Vec<Beginning>,
    pub(crate) name: Option<Spanned<String>>,
    pub(crate) mission: Option<Spanned<String>>,
    pub(crate) start: Option<Spanned<Moment>>,
    pub(crate) series: Vec<SeriesDeclaration>,
    pub(crate) files: Vec<FeedFileDeclaration>,
    /// In the place of those that the project declares.
    pub(crate) targets: Vec<TestTargetDeclaration>,
    pub(crate) reloads: Vec<ReloadDeclaration>,
    pub(crate) responses: Vec<ResponseDeclaration>,
    pub(crate) checks: Vec<CheckDeclaration>,
}

/// The tests of a file, each row of a table as one of its own.
pub(crate) struct CasesOfFile {
    pub(crate) cases: Vec<CaseDeclaration>,
    /// Where the fixtures begin that its tests may name.
    pub(crate) fixtures: Vec<Beginning>,
}

/// Reads a file of tests with every fault that it shows on its own.
pub(crate) fn read_cases(source: &SourceText, shared: Option<&SharedFixtures>) -> Reading<CasesOfFile> {
    read_document(source, &RULE_TESTS, |root| read_root(root, shared))
}

fn read_root(root: &Table<'_>, shared: Option<&SharedFixtures>) -> CasesOfFile {
    let fixtures = Fixtures::read(root);
    if let Some(shared) = shared {
        fixtures.refuse_shared(root, shared);
    }
    let tests = root.tables("test");
    let cases = tests.iter().flat_map(|test| {
        let case = read_case(test, &fixtures, shared);
        match test.get("table").and_then(|item| item.table()).map(|table| read_table(&table)) {
            Some(table) => of_rows(&case, &table),
            None => vec![case],
        }
    });
    let own = fixtures.begins(root.document().source);
    let begins = own.into_iter().chain(shared.map(SharedFixtures::begins).unwrap_or_default());
    CasesOfFile { cases: cases.collect(), fixtures: begins.collect() }
}

/// A test of its own for each row.
fn of_rows(case: &CaseDeclaration, table: &CaseTable) -> Vec<CaseDeclaration> {
    let of_row = |(number, row): (usize, &CaseRow)| {
        let mut own = case.clone();
        let named = |name: &Spanned<String>| {
            Spanned::new(row.range.clone(), format!("{}, row {number}: {}", name.get_ref(), row.shown))
        };
        own.name = case.name.as_ref().map(named);
        own.series.extend(table.series(row));
        own.checks.push(table.check(row));
        own
    };
    (1..).zip(&table.rows).map(of_row).collect()
}

fn read_case(table: &Table<'_>, fixtures: &Fixtures, shared: Option<&SharedFixtures>) -> CaseDeclaration {
    let Given { mut series, mut files, fixtures } = fixtures.named(table, shared);
    series.extend(table.tables("input_series").iter().map(read_series));
    files.extend(table.tables("feed_file").iter().map(read_feed_file));
    let checks = table.tables("check");
    let rule_tests = table.tables("alert_rule_test");
    let start = table.get("start").and_then(|item| {
        let start = moment(&item)?;
        if matches!(start.get_ref(), Moment::After(_)) {
            let message = "`start` cannot be counted from itself";
            item.refuse_with_help::<()>(Code::InvalidPeriod, message, "write a day like `2024-03-31`");
        }
        Some(start)
    });
    let declaration = CaseDeclaration {
        header: table.header(),
        fixtures,
        name: table.require("name").and_then(|item| item.text()),
        mission: table.get("mission").and_then(|item| item.text()),
        start,
        series,
        files,
        targets: table.tables("target").iter().map(read_test_target).collect(),
        reloads: table.tables("reload").iter().map(read_reload).collect(),
        responses: table.tables("response").iter().map(read_response).collect(),
        checks: checks.iter().chain(&rule_tests).map(read_check).collect(),
    };
    let is_todo = declaration.name.as_ref().is_some_and(|name| name.get_ref().starts_with(TODO));
    if declaration.checks.is_empty() && table.get("table").is_none() && !is_todo {
        let fault = "the test checks nothing, so it cannot fail";
        let fault = Diagnostic::error(Code::Test, fault, table.document().source, table.header());
        let help = format!(
            "add a [[test.check]] or a [test.table], or begin its name with `{TODO}` while it is still to be written"
        );
        table.document().fault(fault.with_help(help));
    }
    declaration
}

/// How the name of a test begins that is still to be written; it is told of and not run.
pub(crate) const TODO: &str = "todo_";
