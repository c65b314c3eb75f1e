//! A TOML table read by its type in the grammar. Whatever it lacks or has too much of is reported here.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::canonical::canonical;
use super::document::{Document, Form};
use super::item::Item;
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::grammar::{Key, Others, TableType, ValueType};

/// A table whose unknown keys have been reported.
pub struct Table<'d> {
    document: &'d Document<'d>,
    kind: &'static TableType,
    /// Where it begins, to point at when something is missing.
    header: Range<usize>,
    entries: &'d DeTable<'d>,
}

impl<'d> Table<'d> {
    /// Opens a table and reports every key that its type lacks.
    pub fn open(
        document: &'d Document<'d>,
        kind: &'static TableType,
        header: Range<usize>,
        entries: &'d DeTable<'d>,
    ) -> Self {
        let table = Self::reopen(document, kind, header, entries);
        let unknown = entries.keys().filter(|key| kind.key(key.get_ref()).is_none());
        if kind.others == Others::Refused {
            unknown.for_each(|key| table.report_unknown(key));
        }
        table
    }

    /// The same where another reader has reported the unknown keys.
    pub fn reopen(
        document: &'d Document<'d>,
        kind: &'static TableType,
        header: Range<usize>,
        entries: &'d DeTable<'d>,
    ) -> Self {
        Self { document, kind, header, entries }
    }

    fn report_unknown(&self, key: &Spanned<Cow<'_, str>>) {
        let names: Vec<&str> = self.kind.key_names().collect();
        let help = match names.as_slice() {
            [only] => format!("the only key here is `{only}`"),
            names => format!("the keys here are {}", listed(names)),
        };
        let fault =
            self.document.at(Code::Toml, format!("{} has no key `{key}`", self.kind.name), key.span());
        self.document.fault(fault.with_help(help).with_nearest(key.get_ref(), names.into_iter()));
    }

    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// Where it begins.
    pub fn header(&self) -> Range<usize> {
        self.header.clone()
    }

    /// All that it says, alike for two tables that say the same.
    pub fn canonical(&self) -> String {
        canonical(self.entries)
    }

    /// What the grammar says of a key. To ask for a key that the grammar lacks is a fault of the reader's.
    fn key(&self, name: &str) -> &'static Key {
        let key = self.kind.key(name);
        key.unwrap_or_else(|| panic!("the grammar knows no key `{name}` of {}", self.kind.name))
    }

    /// What stands at `key`, if anything does.
    pub fn get(&self, key: &str) -> Option<Item<'d>> {
        let key = self.key(key);
        let (written, value) = self.entries.get_key_value(key.name)?;
        Some(Item {
            document: self.document,
            key: key.name,
            key_range: written.span(),
            holds: &key.holds,
            value: value.get_ref(),
            range: value.span(),
        })
    }

    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.kind.key_names()
    }

    /// What stands at `key`; reports its absence, with the line to add.
    pub fn require(&self, key: &str) -> Option<Item<'d>> {
        self.require_such_as(key, self.key(key).example)
    }

    /// The same with an example that suits the file.
    pub fn require_such_as(&self, name: &str, example: &str) -> Option<Item<'d>> {
        let found = self.get(name);
        if found.is_none() {
            self.document.fault(self.lacks(name, example));
        }
        found
    }

    fn lacks(&self, name: &str, example: &str) -> Diagnostic {
        let (code, message, help) = match self.document.form {
            Form::Toml => (
                Code::Toml,
                format!("{} lacks `{name}`", self.kind.name),
                format!("add a line such as `{name} = {example}`"),
            ),
            Form::Sheet => (
                Code::Register,
                format!("the row has nothing in the column `{name}`"),
                format!("write something there, such as `{}`", example.trim_matches('"')),
            ),
        };
        self.document.at(code, message, self.header()).with_help(help)
    }

    /// The first of two keys, reporting the second where both are there.
    pub fn either(&self, first: &str, second: &str) -> Option<Item<'d>> {
        match (self.get(first), self.get(second)) {
            (Some(item), Some(other)) => {
                let message = format!("`{first}` and `{second}` exclude each other");
                let fault = self.document.at(Code::InvalidValue, message, other.range);
                self.document.fault(fault.with_help("leave one of them out"));
                Some(item)
            }
            (found, None) | (None, found) => found,
        }
    }

    /// The tables at `key`, which are written `[[name]]`, or in one list.
    pub fn tables(&self, key: &str) -> Vec<Table<'d>> {
        self.elements(key).iter().filter_map(Item::table).collect()
    }

    /// The elements of the list at `key`, each of which should be a table.
    pub fn elements(&self, key: &str) -> Vec<Item<'d>> {
        let Some(item) = self.get(key) else { return Vec::new() };
        item.elements().unwrap_or_else(|| {
            let name = item.holds.element().and_then(ValueType::table).map_or(key, |table| table.name);
            let message = format!("`{key}` must be a list of tables, not {}", item.kind());
            let fault = self.document.at(Code::Toml, message, item.range.clone());
            self.document.fault(fault.with_help(format!("begin each with a line `{name}`")));
            Vec::new()
        })
    }

    /// The entries that the type does not list, in the order in which they were written.
    pub fn others(&self) -> Vec<Item<'d>> {
        let others = self.entries.iter().filter(|(key, _)| self.kind.key(key.get_ref()).is_none());
        let mut found: Vec<Item<'d>> = others
            .map(|(key, value)| Item {
                document: self.document,
                key: key.get_ref().as_ref(),
                key_range: key.span(),
                holds: &ValueType::Anything,
                value: value.get_ref(),
                range: value.span(),
            })
            .collect();
        found.sort_by_key(|item| item.key_range.start);
        found
    }
}

/// How a table is written that should stand in the place of another value: `{ to = "owner" }`, with its other keys.
fn in_braces(kind: &'static TableType) -> String {
    let required: Vec<&Key> = kind.keys.iter().filter(|key| key.is_required).collect();
    let shown = if required.is_empty() { kind.keys.iter().take(1).collect() } else { required };
    let written: Vec<String> = shown.iter().map(|key| format!("{} = {}", key.name, example(key))).collect();
    let others = kind.keys.iter().filter(|key| shown.iter().all(|shown| shown.name != key.name));
    let others: Vec<&str> = others.map(|key| key.name).collect();
    let further = match others.as_slice() {
        [] => String::new(),
        others => format!("; it may also hold {}", listed(others)),
    };
    format!("write it like `{{ {} }}`{further}", written.join(", "))
}

fn example(key: &Key) -> &'static str {
    if key.example.is_empty() { ".." } else { key.example }
}

impl<'d> Item<'d> {
    /// The table that should stand here by the grammar.
    ///
    /// # Panics
    /// The grammar has no table here.
    pub fn table(&self) -> Option<Table<'d>> {
        let kind = self.holds.table();
        self.table_of(kind.unwrap_or_else(|| panic!("by the grammar, no table stands at `{}`", self.key)))
    }

    /// A table of one of several types that may stand here.
    pub fn table_of(&self, kind: &'static TableType) -> Option<Table<'d>> {
        let DeValue::Table(entries) = self.value else {
            let message = format!("`{}` must be a table, not {}", self.key, self.kind());
            return self.refuse_with_help(Code::Toml, message, in_braces(kind));
        };
        Some(Table::open(self.document, kind, self.range.clone(), entries))
    }
}
