//! How a feed tells the values of breakdowns apart, and how its figures are rounded.

use std::collections::BTreeMap;

use language::diagnostic::Code;
use language::read::{Item, Table};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::declaration::{BreakdownColumn, DeclarationOf, FeedDeclaration};
use super::feed::Resolver;
use super::mention::{Mention, Named};
use crate::readers::{BreakdownColumns, FigureColumns, Rounding};

impl Resolver<'_, '_> {
    /// The breakdowns of a feed whose columns and measures are known.
    pub(super) fn breakdown(
        &mut self,
        columns: BTreeMap<String, BreakdownColumn>,
        figures: Option<&FigureColumns>,
        declared: &FeedDeclaration<'_>,
    ) -> BreakdownColumns {
        let measures = figures.and_then(FigureColumns::measures);
        for (name, column) in &columns {
            let named = Named::Breakdown { name: name.clone(), measures: measures.clone() };
            self.mentions.push(Mention { named, range: column.named.clone() });
        }
        let codes = self.breakdown_codes(&declared.table, &columns);
        let columns = columns.into_iter().map(|(name, it)| (name, it.column.into_inner().trim().to_owned()));
        let rounding = match declared.of {
            DeclarationOf::Feed => self.rounding(&declared.table),
            DeclarationOf::Sheet => Rounding::Unsaid,
        };
        BreakdownColumns { columns: columns.collect(), codes, rounding }
    }

    fn breakdown_codes(
        &mut self,
        feed: &Table<'_>,
        columns: &BTreeMap<String, BreakdownColumn>,
    ) -> FxHashMap<String, String> {
        let codes = feed.get("codes").and_then(|item| item.table());
        let Some(item) = codes.as_ref().and_then(|codes| codes.get("breakdown")) else {
            return FxHashMap::default();
        };
        let Some(entries) = item.entries() else {
            item.refuse_kind::<()>("a table");
            return FxHashMap::default();
        };
        if columns.is_empty() {
            let help = "name the column with `breakdown` in [feed.columns]";
            let message = "no column names a value of a breakdown, so its codes are of no use";
            item.refuse_with_help::<()>(Code::Feed, message, help);
        }
        let breakdowns: Vec<String> = columns.keys().cloned().collect();
        let value = |entry: &Item<'_>| {
            let value = entry.verbatim()?;
            let named = Named::Value { value: value.get_ref().clone(), breakdowns: breakdowns.clone() };
            self.mentions.push(Mention { named, range: value.span() });
            Some((entry.key.trim().to_owned(), value.into_inner()))
        };
        entries.iter().filter_map(value).collect()
    }
}

impl Resolver<'_, '_> {
    /// `10`, or `{ region = 10 }` by kinds of bodies.
    pub(super) fn rounding(&mut self, feed: &Table<'_>) -> Rounding {
        let Some(item) = feed.get("rounding") else { return Rounding::Unsaid };
        let multiple = |item: &Item<'_>| {
            let number = item.number()?;
            if *number.get_ref() > Decimal::ZERO {
                return Some(number);
            }
            let help = "write what figures are multiples of, such as `10`; leave it out where they are exact";
            item.refuse_with_help(Code::InvalidValue, "`rounding` is more than 0", help)
        };
        let Some(entries) = item.entries() else {
            return multiple(&item).map(Spanned::into_inner).map_or(Rounding::Unsaid, Rounding::To);
        };
        for entry in &entries {
            let named = Named::Kind(entry.key.to_owned());
            self.mentions.push(Mention { named, range: entry.key_range.clone() });
        }
        let kinds =
            entries.iter().filter_map(|entry| Some((entry.key.to_owned(), multiple(entry)?.into_inner())));
        Rounding::ByKind(kinds.collect())
    }
}
