//! Who asked what of the register, so that a change of it runs exactly the rules that are told otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::InstanceIx;
use crate::listing::Listing;
use crate::model::Catalogue;

/// What instances asked of the register. Few rules ask for anything.
#[derive(Default)]
pub(super) struct ListingReaders {
    asked: BTreeMap<InstanceIx, Arc<[Listing]>>,
}

impl ListingReaders {
    /// Notes what an instance asked for when it last ran.
    pub(super) fn note(&mut self, ix: InstanceIx, listings: Vec<Listing>) {
        if listings.is_empty() {
            self.asked.remove(&ix);
        } else {
            self.asked.insert(ix, listings.into());
        }
    }

    /// What an instance asked for.
    pub(super) fn of(&self, ix: InstanceIx) -> &[Listing] {
        self.asked.get(&ix).map_or(&[], |listings| listings)
    }

    /// Forgets instances that are gone.
    pub(super) fn retain(&mut self, is_there: impl Fn(InstanceIx) -> bool) {
        self.asked.retain(|ix, _| is_there(*ix));
    }

    /// The instances that another register tells otherwise than they were told.
    pub(super) fn told_otherwise(&self, old: &Catalogue, new: &Catalogue) -> Vec<InstanceIx> {
        let mut compared: FxHashMap<&Listing, bool> = FxHashMap::default();
        let mut is_otherwise =
            |listing| *compared.entry(listing).or_insert_with_key(|listing| !listing.reads_alike(old, new));
        let asked = self.asked.iter();
        asked.filter(|(_, listings)| listings.iter().any(&mut is_otherwise)).map(|(ix, _)| *ix).collect()
    }
}
