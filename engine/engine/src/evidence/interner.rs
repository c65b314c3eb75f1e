//! Ids as numbers: each text is kept once and known by its number from then on.

use std::hash::Hash;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// Numbers for ids of one kind, in the order in which they were first met.
pub(super) struct Interner<Id> {
    ids: IndexSet<Id, FxBuildHasher>,
}

impl<Id> Default for Interner<Id> {
    fn default() -> Self {
        Self { ids: IndexSet::default() }
    }
}

impl<Id: Clone + Eq + Hash> Interner<Id> {
    /// The id's number; a new one where it was not met before.
    pub(super) fn number(&mut self, id: &Id) -> u32 {
        let index = match self.ids.get_index_of(id) {
            Some(index) => index,
            None => self.ids.insert_full(id.clone()).0,
        };
        u32::try_from(index).expect("fewer than four thousand million ids of one kind")
    }

    /// The number of an id that was met before.
    pub(super) fn find(&self, id: &Id) -> Option<u32> {
        self.ids.get_index_of(id).and_then(|index| u32::try_from(index).ok())
    }

    pub(super) fn get(&self, number: u32) -> &Id {
        &self.ids[number as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Id> {
        self.ids.iter()
    }
}
