//! `[test.table]`: cases of a test, one to a row. Each is a test of its own, with what the table and the test say besides.

use std::ops::Range;

use language::read::{Item, Table};
use toml::Spanned;

use super::check::CheckDeclaration;
use super::expectation::{VerdictExpectation, read_verdict};
use super::figures::{Said, figure};
use super::moment::{Moment, moment};
use super::series::{SeriesDeclaration, read_given};
use crate::diagnostic::{Code, Diagnostic};

/// Cases as they are written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(super) struct CaseTable {
    at: Option<Spanned<Moment>>,
    /// The first columns: of what a figure is reported.
    given: Vec<SeriesDeclaration>,
    /// The columns behind them: whose verdict must stand.
    expected: Vec<Spanned<String>>,
    pub(super) rows: Vec<CaseRow>,
}

/// One case.
#[derive(Clone, Debug)]
pub(super) struct CaseRow {
    pub(super) range: Range<usize>,
    /// Its values as they are written.
    pub(super) shown: String,
    figures: Vec<Option<Said>>,
    verdicts: Vec<Option<Spanned<VerdictExpectation>>>,
}

pub(super) fn read_table(table: &Table<'_>) -> CaseTable {
    let given: Vec<SeriesDeclaration> = table.tables("given").iter().map(read_given).collect();
    let expected = table.require("expect").and_then(|item| item.texts()).unwrap_or_default();
    let at = table.require("eval_time").and_then(|item| moment(&item));
    table.require("given");
    let rows = table.require("rows").map(|item| read_rows(&item, given.len(), expected.len()));
    let rows = rows.unwrap_or_default();
    for (lacks, help) in [
        (rows.is_empty().then_some("has no rows"), "add a row to `rows`, such as `[210, \"met\"]`"),
        (
            expected.is_empty().then_some("expects no verdict"),
            "name one in `expect`, such as `\"mission/obligation 2024-Q1\"`",
        ),
    ] {
        let Some(lacks) = lacks else { continue };
        let message = format!("the table {lacks}, so it cannot fail");
        let fault = Diagnostic::error(Code::Test, message, table.document().source, table.header());
        table.document().fault(fault.with_help(help));
    }
    CaseTable { at, given, expected, rows }
}

fn read_rows(item: &Item<'_>, given: usize, expected: usize) -> Vec<CaseRow> {
    let Some(rows) = item.elements() else {
        item.refuse_kind::<()>("a list of rows");
        return Vec::new();
    };
    rows.iter().filter_map(|row| read_row(row, given, expected)).collect()
}

fn read_row(item: &Item<'_>, given: usize, expected: usize) -> Option<CaseRow> {
    let cells = item.elements().or_else(|| item.refuse_kind("a row such as `[210, \"met\"]`"))?;
    if cells.len() != given + expected {
        let values = if cells.len() == 1 { "value" } else { "values" };
        let columns = given + expected;
        let message = format!("the row has {} {values}, and there are {columns} columns", cells.len());
        let help = "write a figure for each column of `given`, and then a verdict for each of `expect`";
        return item.refuse_with_help(Code::Test, message, help);
    }
    let (figures, verdicts) = cells.split_at(given);
    Some(CaseRow {
        range: item.range.clone(),
        shown: cells.iter().map(shown).collect::<Vec<_>>().join(", "),
        figures: figures.iter().map(figure).collect(),
        verdicts: verdicts.iter().map(read_verdict).collect(),
    })
}

/// A value as it is written, without quotation marks.
fn shown(item: &Item<'_>) -> String {
    let written = item.document.source.text.get(item.range.clone()).unwrap_or_default();
    written.trim_matches(['"', '\'']).to_owned()
}

impl CaseTable {
    /// What is reported in a case.
    pub(super) fn series(&self, row: &CaseRow) -> Vec<SeriesDeclaration> {
        let columns = self.given.iter().zip(&row.figures);
        let series = columns.map(|(column, said)| SeriesDeclaration {
            header: row.range.clone(),
            figures: said.map(|said| vec![said]),
            ..column.clone()
        });
        series.collect()
    }

    /// What must stand in a case.
    pub(super) fn check(&self, row: &CaseRow) -> CheckDeclaration {
        CheckDeclaration {
            at: self.at.clone(),
            alerts: None,
            states: Vec::new(),
            verdicts: self.expected.iter().cloned().zip(row.verdicts.iter().cloned()).collect(),
            messages: Vec::new(),
            reads: Vec::new(),
            told: None,
        }
    }
}
