//! From the columns, filters and codes of `[[feed]]` to the layout of its files.

use std::collections::BTreeMap;

use engine::model::{BodyId, MeasureId, Report, Status};
use language::diagnostic::{Code, listed};
use language::read::Table;
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::declaration::{
    AnyOf, CodesDeclaration, ColumnsDeclaration, FeedDeclaration, Text, VintageDeclaration,
};
use super::feed::Resolver;
use super::mention::{Mention, Named};
use super::naming::read_naming;
use super::papers;
use super::source::{NamedSource, SourceDeclaration};
use super::table::{Tables, read_table, shapes};
use crate::readers::{
    BreakdownColumns, Codes, DateOrder, FigureColumns, Filter, Layout, NamePattern, Names, Numerals,
    VintageFrom,
};

impl Resolver<'_, '_> {
    pub(super) fn layout(&mut self, declared: &mut FeedDeclaration<'_>) -> Option<Layout> {
        let Some(mut columns) = declared.columns.take() else {
            declared.written.as_ref().map(read_table);
            self.parts(declared, false);
            return None;
        };
        let mut table = Tables::read(declared.written.as_ref());
        let papers = papers::take(&mut columns);
        let period = self.needed(columns.period.take(), &columns, Names::Period, &mut table);
        let body = self.needed(columns.body.take(), &columns, Names::Body, &mut table);
        let embargo = self.column(columns.embargo.take());
        let (status, unit) = (self.column(columns.status.take()), self.column(columns.unit.take()));
        let is_long = columns.measure.is_some();
        let breakdown = std::mem::take(&mut columns.breakdown);
        let naming = read_naming(columns.name.take(), declared);
        let measure =
            columns.measure.take().and_then(|source| self.source(&source, Names::Measure, &mut table));
        let arithmetic = self.arithmetic(columns.values.as_deref_mut().unwrap_or_default());
        let figures = self.figures(columns, declared, measure, &mut table);
        let shape = table.layout;
        let breakdown = self.breakdown(breakdown, figures.as_ref(), declared);
        let Parts { vintage, codes, only, except, totals, marks, numerals, dates } =
            self.parts(declared, is_long);
        let mut layout = Layout {
            period: period?,
            body: body?,
            figures: figures?,
            papers,
            arithmetic,
            status,
            unit,
            vintage: vintage?,
            embargo,
            only,
            except,
            totals,
            codes,
            breakdown,
            naming,
            marks,
            numerals,
            dates,
            table: None,
            beside: Vec::new(),
            time_zone: self.time_zone.clone(),
        };
        let is_declared = declared.written.as_ref().is_some_and(shapes)
            || !shape.sources.is_empty()
            || layout.calls_by_letter();
        layout.table = is_declared.then(|| Box::new(shape));
        Some(layout)
    }

    /// What is read alike whatever the columns are.
    pub(super) fn parts(&mut self, declared: &mut FeedDeclaration<'_>, is_long: bool) -> Parts {
        Parts {
            vintage: self.vintage(declared.vintage.take()),
            codes: self.codes(std::mem::take(&mut declared.codes), is_long),
            only: self.filters(std::mem::take(&mut declared.only)),
            except: self.filters(std::mem::take(&mut declared.except)),
            totals: self.filters(std::mem::take(&mut declared.totals)),
            marks: self.marks(std::mem::take(&mut declared.absence)),
            numerals: self.numerals(declared.written.as_ref()),
            dates: read_dates(declared.written.as_ref()),
        }
    }

    /// The layout of the rows that a plugin makes. The file's own columns are the plugin's affair.
    pub(super) fn script_layout(&mut self, declared: &mut FeedDeclaration<'_>) -> Option<Layout> {
        self.refuse_columns(declared);
        let figures = match &declared.measure {
            Some(measure) => {
                FigureColumns::Fixed { measure: self.measure(measure), value: vec!["value".to_owned()] }
            }
            None => FigureColumns::Long { measure: "measure".to_owned(), value: vec!["value".to_owned()] },
        };
        let is_long = matches!(figures, FigureColumns::Long { .. });
        let vintage = declared.vintage.take();
        if let Some(VintageDeclaration::Column(_)) = vintage.as_ref().map(Spanned::get_ref) {
            let place = vintage.as_ref().map_or(declared.table.header(), Spanned::span);
            let fault = self.document.at(Code::Feed, "the plugin says which column holds the vintage", place);
            let help =
                "leave `vintage` out, or say what counts where a row has none: `received` or `file-name`";
            self.document.fault(fault.with_help(help));
        }
        let vintage = self.vintage(vintage);
        let codes = self.codes(std::mem::take(&mut declared.codes), is_long);
        let marks = self.marks(std::mem::take(&mut declared.absence));
        let numerals = self.numerals(declared.written.as_ref());
        Some(Layout {
            period: "period".to_owned(),
            body: "body".to_owned(),
            figures,
            papers: None,
            arithmetic: Vec::new(),
            status: Some("status".to_owned()),
            unit: Some("unit".to_owned()),
            vintage: vintage?,
            embargo: None,
            only: Vec::new(),
            except: Vec::new(),
            totals: Vec::new(),
            codes,
            breakdown: BreakdownColumns::default(),
            naming: read_naming(None, declared),
            marks,
            numerals,
            dates: read_dates(declared.written.as_ref()),
            table: None,
            beside: Vec::new(),
            time_zone: self.time_zone.clone(),
        })
    }

    fn refuse_columns(&self, declared: &FeedDeclaration<'_>) {
        let said = [
            ("table", declared.written.as_ref().is_some_and(shapes)),
            ("columns", declared.columns.is_some()),
            ("where", !declared.only.is_empty()),
            ("where_not", !declared.except.is_empty()),
            ("totals", !declared.totals.is_empty()),
            ("rounding", declared.table.get("rounding").is_some()),
        ];
        for (key, _) in said.into_iter().filter(|(_, is_there)| *is_there) {
            let message = format!("`{key}` means nothing here: a plugin reads the columns of these files");
            let fault = self.document.at(Code::Feed, message, declared.table.header());
            self.document.fault(
                fault.with_help("leave it out; what the plugin can be told stands in [feed.settings]"),
            );
        }
    }

    /// What every feed needs.
    fn needed(
        &self,
        source: Option<SourceDeclaration<'_>>,
        columns: &ColumnsDeclaration<'_>,
        names: Names,
        table: &mut Tables<'_, '_>,
    ) -> Option<String> {
        if source.is_none() {
            columns.table.require(names.word());
        }
        self.source(&source?, names, table)
    }

    /// The name under which the layout knows a source.
    fn source(
        &self,
        source: &SourceDeclaration<'_>,
        names: Names,
        table: &mut Tables<'_, '_>,
    ) -> Option<String> {
        if let SourceDeclaration::Column(column) = source {
            return self.column(Some(column.clone()));
        }
        let NamedSource { name, source } = source.resolve(names, table.layout.header_rows)?;
        table.layout.sources.extend(source.map(|source| (name.clone(), source)));
        Some(name)
    }

    pub(super) fn column(&self, column: Option<Text>) -> Option<String> {
        let column = column?;
        if column.get_ref().trim().is_empty() {
            self.document.error(Code::InvalidValue, "a column needs a name", column.span());
        }
        Some(column.into_inner())
    }

    pub(super) fn measure(&mut self, measure: &Text) -> MeasureId {
        let id = MeasureId::new(measure.get_ref().as_str());
        self.mentions.push(Mention { named: Named::Measure(id.clone()), range: measure.span() });
        id
    }

    fn vintage(&self, vintage: Option<Spanned<VintageDeclaration>>) -> Option<VintageFrom> {
        let Some(vintage) = vintage else { return Some(VintageFrom::default()) };
        let word = match vintage.get_ref() {
            VintageDeclaration::Column(column) => return Some(VintageFrom::Column(column.clone())),
            VintageDeclaration::FileName(pattern) => return self.name_pattern(pattern, vintage.span()),
            VintageDeclaration::Word(word) => word,
        };
        match word.as_str() {
            "backfill" => return Some(VintageFrom::Backfill),
            "received" => return Some(VintageFrom::Received),
            "file-name" => return Some(VintageFrom::FileName),
            _ => {}
        }
        let fault = self.document.at(Code::Feed, format!("`vintage` cannot be `{word}`"), vintage.span());
        let help = "it may be `backfill`, `received`, `file-name`, `{ column = \"...\" }` or `{ file_name = \"...\" }`";
        let words = ["backfill", "received", "file-name"].into_iter();
        self.document.fault(fault.with_help(help).with_nearest(word, words));
        None
    }

    fn name_pattern(&self, pattern: &str, range: std::ops::Range<usize>) -> Option<VintageFrom> {
        match NamePattern::new(pattern) {
            Ok(pattern) => {
                if pattern.may_miss_an_embargo() {
                    let message = "a slip in a file's name may leave its embargo out: the pattern does not hold for whole names";
                    let help = "write it from `^` to `$`, so that a name that is not like it is refused";
                    let fault = self.document.at(Code::Feed, message, range).with_help(help);
                    self.document.fault(fault.into_warning());
                }
                Some(VintageFrom::NamePattern(pattern))
            }
            Err(error) => {
                let help = "name what a name says with `(?<published>...)`, `(?<status>...)` or `(?<revision>...)`, such as \
                            `'(?<published>\\d{4}-\\d{2}-\\d{2})'`";
                self.document.fault(self.document.at(Code::Feed, error.to_string(), range).with_help(help));
                None
            }
        }
    }

    fn codes(&mut self, codes: CodesDeclaration, is_long: bool) -> Codes {
        if let Some(code) = codes.measure.values().next().filter(|_| !is_long) {
            let fault = self.document.at(
                Code::Feed,
                "no column names a measure, so its codes are of no use",
                code.span(),
            );
            self.document.fault(fault.with_help("name the column with `measure` in [feed.columns]"));
        }
        let mut bodies = FxHashMap::default();
        for (code, body) in codes.body {
            let id = BodyId::new(body.get_ref().as_str());
            self.mentions.push(Mention { named: Named::Body(id.clone()), range: body.span() });
            bodies.insert(code.trim().to_owned(), id);
        }
        let measures =
            codes.measure.into_iter().map(|(code, measure)| (code.trim().to_owned(), self.measure(&measure)));
        let measures = measures.collect();
        Codes { bodies, measures, statuses: self.words(codes.status, STATUSES).into_iter().collect() }
    }

    fn filters(&self, filters: BTreeMap<String, Spanned<AnyOf>>) -> Vec<Filter> {
        let mut resolved = Vec::new();
        for (column, any_of) in filters {
            if any_of.get_ref().0.is_empty() {
                let fault = self.document.at(
                    Code::Feed,
                    format!("no row can match an empty list for `{column}`"),
                    any_of.span(),
                );
                self.document.fault(
                    fault.with_help("list the texts that rows may have there, or leave the column out"),
                );
            }
            resolved.push(Filter { column, any_of: any_of.into_inner().0 });
        }
        resolved
    }

    /// Texts that stand for words of a closed list.
    pub(super) fn words<T: Copy>(
        &self,
        texts: impl IntoIterator<Item = (String, Text)>,
        words: &[(&str, T)],
    ) -> Vec<(String, T)> {
        let mut meant = Vec::new();
        for (text, word) in texts {
            if let Some((_, meaning)) = words.iter().find(|(known, _)| known == word.get_ref()) {
                meant.push((text.trim().to_owned(), *meaning));
                continue;
            }
            let names = || words.iter().map(|(known, _)| *known);
            let known = listed(&names().collect::<Vec<_>>()).replace(" and ", " or ");
            let message = format!("`{text}` cannot stand for `{}`", word.get_ref());
            let fault = self.document.at(Code::Feed, message, word.span());
            self.document
                .fault(fault.with_help(format!("it may be {known}")).with_nearest(word.get_ref(), names()));
        }
        meant
    }
}

/// The parts of a layout that do not hang on its columns.
pub(super) struct Parts {
    pub(super) vintage: Option<VintageFrom>,
    pub(super) codes: Codes,
    pub(super) only: Vec<Filter>,
    pub(super) except: Vec<Filter>,
    pub(super) totals: Vec<Filter>,
    pub(super) marks: Vec<(String, Report)>,
    numerals: Numerals,
    dates: DateOrder,
}

/// In which order `[feed.table]` says that the day and the month of a date stand.
fn read_dates(table: Option<&Table<'_>>) -> DateOrder {
    let order = table.and_then(|table| table.get("dates")).and_then(|item| item.word(DATES));
    order.map_or_else(DateOrder::default, Spanned::into_inner)
}

const DATES: &[(&str, DateOrder)] =
    &[("day-first", DateOrder::DayFirst), ("month-first", DateOrder::MonthFirst)];

const STATUSES: &[(&str, Status)] =
    &[("provisional", Status::Provisional), ("final", Status::Final), ("revised", Status::Revised)];
