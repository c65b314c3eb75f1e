//! `[[feed]]` as it is written. Every key may be missing here, so that all that are missing can be told at once.

use std::collections::BTreeMap;
use std::ops::Range;

use language::diagnostic::Code;
use language::read::{Item, Table};
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use super::arithmetic::{ArithmeticDeclaration, columns_of_figure, figure_item, read_arithmetic};
use super::panel::{self, PanelDeclaration};
use super::receipt;
use super::source::{SourceDeclaration, read_source};
use crate::feeds::ReceiptSettings;
use crate::readers::TakenOut;

/// A text with its place.
pub(super) type Text = Spanned<String>;

pub(super) struct FeedDeclaration<'d> {
    /// The table, to ask what was written and could not be read.
    pub(super) table: Table<'d>,
    /// What that table is of.
    pub(super) of: DeclarationOf,
    pub(super) id: Option<Text>,
    pub(super) folder: Option<Text>,
    pub(super) files: Option<Text>,
    pub(super) format: Option<Text>,
    pub(super) measure: Option<Text>,
    pub(super) speaks_for: Option<Text>,
    pub(super) voice: VoiceDeclaration,
    pub(super) panel: PanelDeclaration,
    pub(super) taken_out: TakenOut,
    pub(super) receipt: ReceiptSettings,
    pub(super) vintage: Option<Spanned<VintageDeclaration>>,
    pub(super) only: BTreeMap<String, Spanned<AnyOf>>,
    pub(super) except: BTreeMap<String, Spanned<AnyOf>>,
    pub(super) totals: BTreeMap<String, Spanned<AnyOf>>,
    pub(super) columns: Option<ColumnsDeclaration<'d>>,
    pub(super) codes: CodesDeclaration,
    pub(super) absence: BTreeMap<String, MarkDeclaration>,
    /// `[feed.table]`.
    pub(super) written: Option<Table<'d>>,
    /// What a plugin is told, which is for its manifest to check.
    pub(super) settings: Option<Item<'d>>,
}

/// A whole feed, or one of the sheets that a feed reads, which says less.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DeclarationOf {
    Feed,
    Sheet,
}

/// Which column holds what.
pub(super) struct ColumnsDeclaration<'d> {
    pub(super) table: Table<'d>,
    pub(super) period: Option<SourceDeclaration<'d>>,
    pub(super) body: Option<SourceDeclaration<'d>>,
    pub(super) measure: Option<SourceDeclaration<'d>>,
    pub(super) value: Option<Vec<Text>>,
    pub(super) values: Option<Vec<MeasureColumns>>,
    pub(super) status: Option<Text>,
    pub(super) unit: Option<Text>,
    /// Until when nothing of a row may be told.
    pub(super) embargo: Option<Text>,
    /// Columns of the values of breakdowns, by the names of these.
    pub(super) breakdown: BTreeMap<String, BreakdownColumn>,
    /// The column of the names of bodies.
    pub(super) name: Option<Text>,
    /// Of papers: the first day, the last, the title and where it can be read.
    pub(super) from: Option<Text>,
    pub(super) until: Option<Text>,
    pub(super) title: Option<Text>,
    pub(super) link: Option<Text>,
}

/// A measure, the columns whose sum is its figure, and what else is done to it.
pub(super) struct MeasureColumns {
    pub(super) measure: Text,
    pub(super) columns: Vec<Text>,
    pub(super) arithmetic: Option<ArithmeticDeclaration>,
}

/// What the file's own codes stand for.
#[derive(Default)]
pub(super) struct CodesDeclaration {
    pub(super) body: BTreeMap<String, Text>,
    pub(super) measure: BTreeMap<String, Text>,
    pub(super) status: BTreeMap<String, Text>,
}

/// What a mark in place of a figure stands for.
pub(super) enum MarkDeclaration {
    Reason(Text),
    Figure(Spanned<Decimal>),
}

/// Whether a feed speaks for a body that answers for its figures, or for the people whom they are about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum VoiceDeclaration {
    Official,
    People,
}

/// One text or several.
pub(super) struct AnyOf(pub(super) Vec<String>);

/// A word, the column that holds the vintage, or a pattern for the names of files.
pub(super) enum VintageDeclaration {
    Word(String),
    Column(String),
    FileName(String),
}

/// Reads a feed with every fault that it shows on its own. What could not be read is absent, and has been reported.
pub(super) fn read_feed<'d>(table: Table<'d>, notifiers: &[String]) -> FeedDeclaration<'d> {
    FeedDeclaration {
        id: table.require("id").and_then(|item| item.verbatim()),
        folder: table.require("folder").and_then(|item| item.verbatim()),
        files: text(&table, "files"),
        format: text(&table, "format"),
        measure: text(&table, "measure"),
        speaks_for: text(&table, "speaks_for"),
        voice: read_voice(&table),
        panel: panel::read(&table),
        taken_out: read_taken_out(&table),
        receipt: receipt::read(&table, notifiers),
        vintage: table.get("vintage").and_then(|item| read_vintage(&item)),
        only: by_name(&table, "where", any_of),
        except: by_name(&table, "where_not", any_of),
        totals: by_name(&table, "totals", any_of),
        columns: table.get("columns").and_then(|item| item.table()).map(read_columns),
        codes: table
            .get("codes")
            .and_then(|item| item.table())
            .map(|codes| read_codes(&codes))
            .unwrap_or_default(),
        absence: by_name(&table, "absence", mark),
        written: table.get("table").and_then(|item| item.table()),
        settings: table.get("settings"),
        of: DeclarationOf::Feed,
        table,
    }
}

/// Reads a sheet of a feed, as far as it says something of its own.
pub(super) fn read_sheet<'d>(table: Table<'d>, feed: &FeedDeclaration<'d>) -> FeedDeclaration<'d> {
    FeedDeclaration {
        id: None,
        folder: None,
        files: None,
        format: None,
        measure: text(&table, "measure").or_else(|| feed.measure.clone()),
        speaks_for: None,
        voice: feed.voice,
        panel: PanelDeclaration::default(),
        taken_out: feed.taken_out,
        receipt: feed.receipt.clone(),
        vintage: None,
        only: by_name(&table, "where", any_of),
        except: by_name(&table, "where_not", any_of),
        totals: by_name(&table, "totals", any_of),
        columns: table.get("columns").and_then(|item| item.table()).map(read_columns),
        codes: table
            .get("codes")
            .and_then(|item| item.table())
            .map(|codes| read_codes(&codes))
            .unwrap_or_default(),
        absence: BTreeMap::new(),
        written: table.get("table").and_then(|item| item.table()),
        settings: None,
        of: DeclarationOf::Sheet,
        table,
    }
}

/// Whose voice the feed is; people are one of their own, whether the feed names them or not.
fn read_voice(table: &Table<'_>) -> VoiceDeclaration {
    let words = [("official", VoiceDeclaration::Official), ("people", VoiceDeclaration::People)];
    let said = table.get("voice").and_then(|item| item.word(&words));
    said.map_or(VoiceDeclaration::Official, Spanned::into_inner)
}

/// What becomes of figures that are no longer said: `complete` says it of releases, and so of each file too.
fn read_taken_out(table: &Table<'_>) -> TakenOut {
    let words = [("stays", TakenOut::Stays), ("withdrawn", TakenOut::Withdrawn)];
    let item = table.get("taken_out");
    let written = item.as_ref().and_then(|item| item.word(&words)).map(Spanned::into_inner);
    let is_complete = table.get("complete").and_then(|item| item.flag()).unwrap_or_default();
    match (is_complete, written) {
        (true, Some(TakenOut::Stays)) => {
            let message = "a release that says everything takes out what it does not say";
            let help = "leave `taken_out` out, or `complete`";
            item.and_then(|item| item.refuse_with_help::<()>(Code::Feed, message, help));
            TakenOut::WithdrawnByRelease
        }
        (true, _) => TakenOut::WithdrawnByRelease,
        (false, written) => written.unwrap_or_default(),
    }
}

fn read_columns(table: Table<'_>) -> ColumnsDeclaration<'_> {
    ColumnsDeclaration {
        period: table.get("period").and_then(|item| read_source(&item)),
        body: table.get("body").and_then(|item| read_source(&item)),
        measure: table.get("measure").and_then(|item| read_source(&item)),
        value: table.get("value").and_then(|item| columns_of_figure(&item)),
        values: table.get("values").and_then(|item| read_values(&item)),
        status: text(&table, "status"),
        unit: text(&table, "unit"),
        embargo: text(&table, "embargo"),
        breakdown: by_name(&table, "breakdown", |entry| {
            Some(BreakdownColumn { named: entry.key_range.clone(), column: verbatim(entry)? })
        }),
        name: text(&table, "name"),
        from: text(&table, "from"),
        until: text(&table, "until"),
        title: text(&table, "title"),
        link: text(&table, "link"),
        table,
    }
}

fn read_codes(table: &Table<'_>) -> CodesDeclaration {
    CodesDeclaration {
        body: by_name(table, "body", verbatim),
        measure: by_name(table, "measure", verbatim),
        status: by_name(table, "status", verbatim),
    }
}

fn text(table: &Table<'_>, key: &str) -> Option<Text> {
    table.get(key)?.verbatim()
}

fn verbatim(item: &Item<'_>) -> Option<Text> {
    item.verbatim()
}

fn mark(item: &Item<'_>) -> Option<MarkDeclaration> {
    match item.value {
        DeValue::String(_) => item.verbatim().map(MarkDeclaration::Reason),
        DeValue::Integer(_) | DeValue::Float(_) => item.number().map(MarkDeclaration::Figure),
        _ => item.refuse_kind("a reason for there being no figure, or a figure"),
    }
}

/// A column of the values of a breakdown.
pub(super) struct BreakdownColumn {
    /// Where the breakdown is named.
    pub(super) named: Range<usize>,
    pub(super) column: Text,
}

fn by_name<T>(table: &Table<'_>, key: &str, read: impl Fn(&Item<'_>) -> Option<T>) -> BTreeMap<String, T> {
    table.get(key).map(|item| each(&item, read)).unwrap_or_default()
}

/// Columns that each hold a measure, or measures with the columns of each.
fn read_values(item: &Item<'_>) -> Option<Vec<MeasureColumns>> {
    if let Some(elements) = item.elements() {
        // Every element is read before any is missed, so that each bad one is reported.
        let read: Vec<_> = elements.iter().map(measure_columns).collect();
        return read.into_iter().collect();
    }
    let Some(entries) = item.entries() else {
        return item.refuse_kind("a table, or a list of tables");
    };
    let columns = |entry: &Item<'_>| {
        let column = Spanned::new(entry.key_range.clone(), entry.key.to_owned());
        Some(MeasureColumns { measure: verbatim(entry)?, columns: vec![column], arithmetic: None })
    };
    let mut values: Vec<_> = entries.iter().filter_map(columns).collect();
    values.sort_by(|one, other| one.columns[0].get_ref().cmp(other.columns[0].get_ref()));
    Some(values)
}

fn measure_columns(item: &Item<'_>) -> Option<MeasureColumns> {
    let table = item.table()?;
    let measure = table.require("measure").and_then(|item| item.verbatim());
    let arithmetic = read_arithmetic(&table);
    let columns = figure_item(&table).and_then(|item| columns_of_figure(&item));
    Some(MeasureColumns { measure: measure?, columns: columns?, arithmetic })
}

fn each<T>(item: &Item<'_>, read: impl Fn(&Item<'_>) -> Option<T>) -> BTreeMap<String, T> {
    let Some(entries) = item.entries() else {
        item.refuse_kind::<()>("a table");
        return BTreeMap::new();
    };
    entries.iter().filter_map(|entry| Some((entry.key.to_owned(), read(entry)?))).collect()
}

/// A text or a list of them. A code such as `type = 1` need not be quoted.
fn any_of(item: &Item<'_>) -> Option<Spanned<AnyOf>> {
    let texts = match item.value {
        DeValue::String(text) => vec![text.to_string()],
        DeValue::Integer(code) => vec![code.to_string()],
        DeValue::Array(_) => {
            let read: Vec<_> = item.elements()?.iter().map(any_of).collect();
            let read: Option<Vec<_>> = read.into_iter().collect();
            read?.into_iter().flat_map(|any_of| any_of.into_inner().0).collect()
        }
        _ => return item.refuse_kind("a text or a list of texts"),
    };
    Some(item.at(AnyOf(texts)))
}

fn read_vintage(item: &Item<'_>) -> Option<Spanned<VintageDeclaration>> {
    match item.value {
        DeValue::String(word) => Some(item.at(VintageDeclaration::Word(word.to_string()))),
        DeValue::Table(_) => {
            let said = {
                let table = item.table()?;
                table.either("column", "file_name").or_else(|| table.require("column"))?
            };
            let text = said.verbatim()?.into_inner();
            let is_pattern = said.key == "file_name";
            let vintage = if is_pattern { VintageDeclaration::FileName } else { VintageDeclaration::Column };
            Some(item.at(vintage(text)))
        }
        _ => item.refuse_kind("a word, `{ column = \"...\" }` or `{ file_name = \"...\" }`"),
    }
}
