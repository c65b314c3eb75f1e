//! What the figures of a feed are of, and in which columns they stand, as `[feed.columns]` says it.

use language::diagnostic::Code;

use super::declaration::{ColumnsDeclaration, FeedDeclaration, MeasureColumns, Text};
use super::feed::Resolver;
use super::table::Tables;
use crate::readers::{FigureColumns, Source};

/// What the figure under a heading is called, as a column.
const FIGURE: &str = "figure under a heading";

impl Resolver<'_, '_> {
    /// Exactly one of `measure`, `columns.measure` and `columns.values` says what the figures are of.
    pub(super) fn figures(
        &mut self,
        mut columns: ColumnsDeclaration<'_>,
        declared: &FeedDeclaration<'_>,
        measure: Option<String>,
        table: &mut Tables<'_, '_>,
    ) -> Option<FigureColumns> {
        let of_columns = columns.value.take().map(|columns| self.columns(columns));
        let value = self.under_headings(of_columns, &columns, table);
        match (&declared.measure, measure, columns.values.take()) {
            (Some(measure), None, None) => {
                let measure = self.measure(measure);
                Some(FigureColumns::Fixed { measure, value: needed_figure(value, &columns)? })
            }
            (None, Some(measure), None) => {
                Some(FigureColumns::Long { measure, value: needed_figure(value, &columns)? })
            }
            (None, None, Some(values)) if value.is_none() && !values.is_empty() => {
                self.refuse_measure_twice(&values);
                let figure =
                    |value: MeasureColumns| (self.columns(value.columns), self.measure(&value.measure));
                Some(FigureColumns::Wide(values.into_iter().map(figure).collect()))
            }
            // What was written and could not be read may have been the one way.
            (None, ..) if declared.table.get("measure").is_some() => None,
            (_, None, _) if columns.table.get("measure").is_some() => None,
            (_, _, None) if columns.table.get("values").is_some() => None,
            (measure, column, values) => {
                let named = [measure.is_some(), column.is_some(), values.is_some()];
                self.refuse_figures(named.into_iter().filter(|is_there| *is_there).count(), declared);
                None
            }
        }
    }

    /// The column of the figure: the one under the heading, where headings are read.
    fn under_headings(
        &self,
        value: Option<Vec<String>>,
        columns: &ColumnsDeclaration<'_>,
        table: &mut Tables<'_, '_>,
    ) -> Option<Vec<String>> {
        let is_headed = |(_, source): &(String, Source)| source.reads_headings();
        if !table.layout.sources.iter().any(is_headed) {
            self.refuse_not_read(table);
            return value;
        }
        for key in ["value", "values"] {
            if let Some(item) = columns.table.get(key) {
                let message =
                    format!("`{key}` means nothing here: the figures stand under the headings that are read");
                item.refuse_with_help::<()>(
                    Code::Feed,
                    message,
                    "leave it out, or take nothing from headings",
                );
            }
        }
        table.layout.sources.push((FIGURE.to_owned(), Source::Cell));
        Some(vec![FIGURE.to_owned()])
    }

    /// Without headings that are read, none is left out.
    fn refuse_not_read(&self, table: &Tables<'_, '_>) {
        let Some(item) = table.written.and_then(|written| written.get("not_read")) else { return };
        let message = "`not_read` means nothing here: nothing is taken from headings, and other columns are left out anyway";
        let fault = self.document.at(Code::Feed, message, item.key_range.clone());
        self.document.fault(fault.with_help("leave it out"));
    }

    /// The columns of one figure; none is added twice.
    pub(super) fn columns(&self, columns: Vec<Text>) -> Vec<String> {
        let mut named: Vec<String> = Vec::new();
        for column in columns {
            if named.iter().any(|known| known.trim() == column.get_ref().trim()) {
                let message = format!("the column `{column}` would be added twice");
                self.document.error(Code::Feed, message, column.span());
                continue;
            }
            named.extend(self.column(Some(column)));
        }
        named
    }

    /// Two columns of one measure are its parts, or one of them is meant for another.
    fn refuse_measure_twice(&self, values: &[MeasureColumns]) {
        for (place, value) in values.iter().enumerate() {
            let measure = &value.measure;
            if values[..place].iter().any(|other| other.measure.get_ref() == measure.get_ref()) {
                let message = format!("two columns hold the measure `{measure}`");
                let help = format!(
                    "if it is their sum, write `values = [{{ measure = \"{measure}\", columns = [\"...\", \"...\"] }}]`"
                );
                self.document.fault(self.document.at(Code::Feed, message, measure.span()).with_help(help));
            }
        }
    }

    fn refuse_figures(&self, ways: usize, declared: &FeedDeclaration<'_>) {
        let message = match ways {
            0 => "the feed does not say which measure its figures are of",
            1 => "a feed with `columns.values` names at least one measure there, and has no `columns.value`",
            _ => "the feed says in more than one way which measure its figures are of",
        };
        let help = "keep one of: `measure = \"...\"` for all rows, `measure` in [feed.columns] for the column that names it, \
                    or `values = { column = \"measure\" }` in [feed.columns]";
        let fault = self.document.at(Code::Feed, message, declared.table.header());
        self.document.fault(fault.with_help(help));
    }
}

/// The columns of the figure, which a feed needs that has no `values`.
fn needed_figure(value: Option<Vec<String>>, columns: &ColumnsDeclaration<'_>) -> Option<Vec<String>> {
    if value.is_none() {
        columns.table.require("value");
    }
    value
}
