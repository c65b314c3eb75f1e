//! What each distinct text of a feed's files came to. Files repeat themselves, often from one row to the next.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::row_fault::RowFault;

/// More texts than this are not kept from one file to the next.
const MOST_KEPT: usize = 200_000;

/// Texts with what they came to, faults included.
pub(super) struct TextCache<T> {
    known: IndexMap<Box<[u8]>, Result<T, RowFault>, FxBuildHasher>,
    /// The place of the text that was asked for last.
    last: usize,
    has_faults: bool,
}

impl<T> Default for TextCache<T> {
    fn default() -> Self {
        Self { known: IndexMap::default(), last: 0, has_faults: false }
    }
}

impl<T: Copy> TextCache<T> {
    pub(super) fn get(&mut self, text: &[u8]) -> Option<Result<T, RowFault>> {
        let is_last = self.known.get_index(self.last).is_some_and(|(known, _)| **known == *text);
        if !is_last {
            self.last = self.known.get_index_of(text)?;
        }
        self.known.get_index(self.last).map(|(_, value)| value.clone())
    }

    pub(super) fn put(&mut self, text: &[u8], value: Result<T, RowFault>) -> Result<T, RowFault> {
        self.has_faults |= value.is_err();
        self.last = self.known.insert_full(text.into(), value.clone()).0;
        value
    }

    /// Forgets faults, since a suggestion in one is left out where a file has had enough of them.
    pub(super) fn forget_faults(&mut self) {
        if self.known.len() > MOST_KEPT {
            self.known.clear();
        } else if self.has_faults {
            self.known.retain(|_, value| value.is_ok());
        }
        (self.last, self.has_faults) = (0, false);
    }
}
