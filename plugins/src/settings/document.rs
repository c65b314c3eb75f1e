//! A TOML text being read, and the faults found in it so far. One fault hides no other.

use std::ops::Range;

use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::fault::{self, Removed};

/// A text and its faults.
pub(super) struct Document<'s> {
    source: &'s SourceText,
    faults: Vec<Diagnostic>,
}

/// What a table came to.
pub(super) struct Read<T> {
    pub(super) value: T,
    /// Keys whose values were no good, so that they are not missed on top of it.
    pub(super) removed: Vec<String>,
    /// Where the table begins, to point at when something is missing.
    pub(super) header: Range<usize>,
}

impl<'s> Document<'s> {
    pub(super) fn new(source: &'s SourceText) -> Self {
        Self { source, faults: Vec::new() }
    }

    pub(super) fn into_faults(self) -> Vec<Diagnostic> {
        self.faults
    }

    /// Notes a fault.
    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Notes an error at a place.
    pub(super) fn error(&mut self, code: Code, message: impl Into<String>, range: Range<usize>) {
        let fault = self.at(code, message, range);
        self.faults.push(fault);
    }

    /// An error at a place, to be noted when it has its help.
    pub(super) fn at(&self, code: Code, message: impl Into<String>, range: Range<usize>) -> Diagnostic {
        Diagnostic::error(code, message, self.source, range)
    }

    /// The table `[name]`, where there is one.
    pub(super) fn table<'i>(&mut self, root: &DeTable<'i>, name: &str) -> Option<Spanned<DeValue<'i>>> {
        let table = root.get(name)?;
        if table.get_ref().is_table() {
            return Some(table.clone());
        }
        self.error(Code::Toml, format!("`{name}` must be a table; write it as `[{name}]`"), table.span());
        None
    }

    /// The tables `[[name]]`.
    pub(super) fn tables<'i>(&mut self, root: &DeTable<'i>, name: &str) -> Vec<Spanned<DeValue<'i>>> {
        let Some(tables) = root.get(name) else { return Vec::new() };
        match tables.get_ref() {
            DeValue::Array(tables) if tables.iter().all(|table| table.get_ref().is_table()) => {
                tables.iter().cloned().collect()
            }
            _ => {
                let message = format!("`{name}` must be a list of tables; write each as `[[{name}]]`");
                self.error(Code::Toml, message, tables.span());
                Vec::new()
            }
        }
    }

    /// Reads a table as what it should be, noting everything in it that cannot be read.
    pub(super) fn read<T: DeserializeOwned>(
        &mut self,
        name: &str,
        table: Spanned<DeValue<'_>>,
    ) -> Option<Read<T>> {
        self.read_with(name, table, |table| T::deserialize(table))
    }

    /// The same by other means than the type's own. Whatever cannot be read is taken out, and the rest read again.
    pub(super) fn read_with<T>(
        &mut self,
        name: &str,
        mut table: Spanned<DeValue<'_>>,
        read: impl Fn(ValueDeserializer<'_>) -> Result<T, toml::de::Error>,
    ) -> Option<Read<T>> {
        let header = table.span();
        let mut removed = Vec::new();
        loop {
            let error = match read(ValueDeserializer::from(table.clone())) {
                Ok(value) => return Some(Read { value, removed, header }),
                Err(error) => error,
            };
            let DeValue::Table(entries) = table.get_mut() else { return None };
            let culprit = error.span().and_then(|place| fault::remove(entries, &place));
            let is_known = fault::missing(&error).is_some_and(|key| removed.iter().any(|known| known == key));
            if !is_known {
                let fault = fault::diagnose(name, &error, culprit.as_ref(), self.source, header.clone());
                self.faults.push(fault);
            }
            let Removed { key, .. } = culprit?;
            removed.push(key);
        }
    }

    /// Misses a key, unless it was there and no good.
    pub(super) fn miss<T>(&mut self, read: &Read<T>, name: &str, key: &str, example: &str) {
        if !read.removed.iter().any(|removed| removed == key) {
            let fault = self.at(Code::Toml, format!("{name} lacks `{key}`"), read.header.clone());
            self.fault(fault.with_help(format!("add a line such as `{key} = {example}`")));
        }
    }
}
