//! Which keys a file of objects has at all.

use super::object::{Object, keys};
use crate::feeds::plan::Plan;
use crate::feeds::text::missing_columns;
use crate::port::ReadError;

/// Which keys any object had. One object may lack a key; if all of them do, the settings are wrong.
pub(super) struct Seen<'a> {
    keys: Vec<bool>,
    first: Option<(u32, &'a str)>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(plan: &Plan) -> Self {
        Self { keys: vec![false; plan.columns().len()], first: None }
    }

    pub(super) fn note(&mut self, number: u32, line: &'a str, object: &Object<'_>) {
        self.first.get_or_insert((number, line));
        for (seen, value) in self.keys.iter_mut().zip(object.values()) {
            *seen |= value.is_some();
        }
    }

    pub(super) fn check(&self, plan: &Plan) -> Result<(), ReadError> {
        let Some((number, line)) = self.first else { return Ok(()) };
        let unseen = plan.required().filter(|slot| !self.keys[slot.0]);
        let mut missing: Vec<_> = unseen.map(|slot| plan.name(slot)).collect();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let found = keys(line);
        Err(missing_columns(number, &missing, &found.iter().map(String::as_str).collect::<Vec<_>>()))
    }
}
