//! The texts of one memo, each written once.

use std::ptr;

use rustc_hash::FxHashMap;

use super::super::column::Dictionary;
use super::wire::Str;

/// Numbers texts. Rows share their ids in memory, so that most are known by their address, without a look at the letters.
#[derive(Default)]
pub(super) struct Texts<'m> {
    texts: Dictionary<&'m str>,
    by_address: FxHashMap<*const str, Str>,
}

impl<'m> Texts<'m> {
    pub(super) fn number(&mut self, text: &'m str) -> Str {
        *self.by_address.entry(ptr::from_ref(text)).or_insert_with(|| self.texts.number(text))
    }

    /// Every one, in the order of their numbers.
    pub(super) fn all(self) -> impl Iterator<Item = &'m str> {
        self.texts.into_things()
    }
}
