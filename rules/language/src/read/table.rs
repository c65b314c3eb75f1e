//! A TOML table with the keys that it may have. Whatever it lacks or has too much of is reported here.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use super::item::Item;
use crate::diagnostic::{Code, Diagnostic, listed};

/// A table whose unknown keys have been reported.
pub struct Table<'d> {
    document: &'d Document<'d>,
    /// What people call it, such as `[[measure]]`.
    name: &'static str,
    /// Where it begins, to point at when something is missing.
    header: Range<usize>,
    entries: &'d DeTable<'d>,
    keys: &'static [&'static str],
}

impl<'d> Table<'d> {
    /// Opens a table and reports every key that is not among `keys`.
    pub fn open(
        document: &'d Document<'d>,
        name: &'static str,
        header: Range<usize>,
        entries: &'d DeTable<'d>,
        keys: &'static [&'static str],
    ) -> Self {
        let table = Self { document, name, header, entries, keys };
        let unknown = entries.keys().filter(|key| !keys.contains(&key.get_ref().as_ref()));
        unknown.for_each(|key| table.report_unknown(key));
        table
    }

    fn report_unknown(&self, key: &Spanned<std::borrow::Cow<'_, str>>) {
        let message = format!("{} has no key `{key}`", self.name);
        let fault = Diagnostic::error(Code::Toml, message, self.document.source, key.span())
            .with_help(format!("the keys here are {}", listed(self.keys)))
            .with_nearest(key.get_ref(), self.keys.iter().copied());
        self.document.fault(fault);
    }

    /// The document that it stands in.
    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// Where it begins.
    pub fn header(&self) -> Range<usize> {
        self.header.clone()
    }

    /// What stands at `key`, if anything does.
    pub fn get(&self, key: &'static str) -> Option<Item<'d>> {
        debug_assert!(self.keys.contains(&key), "{} is asked for `{key}`, which it refuses", self.name);
        let value = self.entries.get(key)?;
        Some(Item { document: self.document, key, value: value.get_ref(), range: value.span() })
    }

    /// What stands at `key`; reports its absence, with an `example` of the line to add.
    pub fn require(&self, key: &'static str, example: &str) -> Option<Item<'d>> {
        let found = self.get(key);
        if found.is_none() {
            let message = format!("{} lacks `{key}`", self.name);
            let fault = Diagnostic::error(Code::Toml, message, self.document.source, self.header.clone())
                .with_help(format!("add a line such as `{key} = {example}`"));
            self.document.fault(fault);
        }
        found
    }

    /// The first of two keys, reporting the second where both are there.
    pub fn either(&self, first: &'static str, second: &'static str) -> Option<Item<'d>> {
        match (self.get(first), self.get(second)) {
            (Some(item), Some(other)) => {
                let message = format!("`{first}` and `{second}` exclude each other");
                let fault = Diagnostic::error(Code::InvalidValue, message, self.document.source, other.range);
                self.document.fault(fault.with_help("leave one of them out"));
                Some(item)
            }
            (found, None) | (None, found) => found,
        }
    }

    /// The tables at `key`, which are written `[[name]]`, or in one list.
    pub fn tables(
        &self,
        key: &'static str,
        name: &'static str,
        keys: &'static [&'static str],
    ) -> Vec<Table<'d>> {
        let Some(item) = self.get(key) else { return Vec::new() };
        let DeValue::Array(elements) = item.value else {
            let message = format!("`{key}` must be a list of tables, not {}", item.kind());
            let fault = Diagnostic::error(Code::Toml, message, self.document.source, item.range.clone())
                .with_help(format!("begin each with a line `{name}`"));
            self.document.fault(fault);
            return Vec::new();
        };
        let element = |value: &'d Spanned<DeValue<'d>>| {
            let item = Item { document: self.document, key, value: value.get_ref(), range: value.span() };
            item.table(name, keys)
        };
        elements.iter().filter_map(element).collect()
    }
}

impl<'d> Item<'d> {
    /// A table with these keys.
    pub fn table(&self, name: &'static str, keys: &'static [&'static str]) -> Option<Table<'d>> {
        let DeValue::Table(entries) = self.value else { return self.refuse_kind("a table") };
        Some(Table::open(self.document, name, self.range.clone(), entries, keys))
    }
}
