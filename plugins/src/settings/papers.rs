//! The columns of a feed that reports papers of documents, as `[feed.columns]` says it.

use language::diagnostic::Code;

use super::declaration::ColumnsDeclaration;
use super::source::SourceDeclaration;
use crate::readers::PaperColumns;

/// The columns of papers, where rows are about documents: the day from which one is in force takes the place of the period, and its last day
/// that of the figure.
pub(super) fn take(columns: &mut ColumnsDeclaration<'_>) -> Option<PaperColumns> {
    let Some(from) = columns.from.take() else {
        for key in ["until", "title", "link"] {
            if let Some(item) = columns.table.get(key) {
                let message = format!("`{key}` is about papers, and nothing says from when one is in force");
                let help = format!("add `from`, the column of the first day, or leave `{key}` out");
                item.refuse_with_help::<()>(Code::Feed, message, help);
            }
        }
        return None;
    };
    for key in ["period", "value", "values", "unit"] {
        if let Some(item) = columns.table.get(key) {
            let message = format!("`{key}` is about figures, and the rows of this feed are about papers");
            let help = "leave it out, or leave `from` out; figures and papers have feeds of their own";
            item.refuse_with_help::<()>(Code::Feed, message, help);
        }
    }
    let papers = [columns.until.take(), columns.title.take(), columns.link.take()];
    let [until, title, link] = papers.map(|column| column.map(toml::Spanned::into_inner));
    columns.value = Some(vec![match &until {
        Some(until) => toml::Spanned::new(from.span(), until.clone()),
        None => from.clone(),
    }]);
    columns.values = None;
    columns.unit = None;
    columns.period = Some(SourceDeclaration::Column(from));
    Some(PaperColumns { until, title, link })
}
