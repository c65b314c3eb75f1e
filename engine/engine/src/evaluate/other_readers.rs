//! Who read what of other obligations.

use std::collections::{BTreeMap, BTreeSet};

use super::instance::InstanceIx;
use crate::reads::OtherRead;

/// Who read what of other obligations.
#[derive(Default)]
pub(super) struct OtherReaders(BTreeMap<OtherRead, BTreeSet<InstanceIx>>);

impl OtherReaders {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn of(&self, read: &OtherRead) -> impl Iterator<Item = InstanceIx> {
        self.0.get(read).into_iter().flatten().copied()
    }

    pub(super) fn subscribe(&mut self, read: &OtherRead, reader: InstanceIx) {
        self.0.entry(read.clone()).or_default().insert(reader);
    }

    pub(super) fn unsubscribe(&mut self, read: &OtherRead, reader: InstanceIx) {
        if let Some(readers) = self.0.get_mut(read) {
            readers.remove(&reader);
            if readers.is_empty() {
                self.0.remove(read);
            }
        }
    }
}
