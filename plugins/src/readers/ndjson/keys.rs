//! Which keys a file of objects has at all.

use super::object::{JsonRow, keys};
use crate::readers::columns::Columns;
use crate::readers::file_fault::{FileFault, MissingColumns, ReadError, Separators};

/// Which keys any object had. One object may lack a key; if all of them do, the settings are wrong.
pub(super) struct KeysSeen<'a> {
    keys: Vec<bool>,
    first: Option<(u32, &'a str)>,
}

impl<'a> KeysSeen<'a> {
    pub(super) fn new(columns: &Columns) -> Self {
        Self { keys: vec![false; columns.names().len()], first: None }
    }

    pub(super) fn note(&mut self, number: u32, line: &'a str, object: &JsonRow<'_>) {
        self.first.get_or_insert((number, line));
        for (seen, value) in self.keys.iter_mut().zip(object.values()) {
            *seen |= value.is_some();
        }
    }

    pub(super) fn check(&self, columns: &Columns) -> Result<(), ReadError> {
        let Some((number, line)) = self.first else { return Ok(()) };
        let unseen = columns.required().filter(|slot| !self.keys[slot.0]);
        let mut missing: Vec<_> = unseen.map(|slot| columns.name(slot)).collect();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.into_iter().map(str::to_owned).collect();
        let separators = Separators::AsExpected;
        let missing = MissingColumns { missing, found: keys(line), separators };
        Err(FileFault::MissingColumns(missing).on_line(number))
    }
}
