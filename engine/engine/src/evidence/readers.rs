//! Who reads a cell, each once and in order. Most cells have a few readers, some have thousands.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use super::index::ReaderIx;

/// So many stand beside each other before they are put into a tree.
const FEW: usize = 32;

/// Readers of one cell.
pub(super) enum Readers {
    Few(SmallVec<[ReaderIx; 4]>),
    Many(BTreeSet<ReaderIx>),
}

impl Default for Readers {
    fn default() -> Self {
        Self::Few(SmallVec::new())
    }
}

impl Readers {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Few(few) => few.is_empty(),
            Self::Many(many) => many.is_empty(),
        }
    }

    pub(super) fn insert(&mut self, reader: ReaderIx) {
        match self {
            Self::Few(few) => match few.binary_search(&reader) {
                Ok(_) => {}
                Err(place) if few.len() < FEW => few.insert(place, reader),
                Err(_) => {
                    let all = few.iter().copied().chain([reader]);
                    *self = Self::Many(all.collect());
                }
            },
            Self::Many(many) => _ = many.insert(reader),
        }
    }

    pub(super) fn remove(&mut self, reader: ReaderIx) {
        match self {
            Self::Few(few) => {
                if let Ok(place) = few.binary_search(&reader) {
                    few.remove(place);
                }
            }
            Self::Many(many) => _ = many.remove(&reader),
        }
    }

    /// Names them all, in order.
    pub(super) fn name(&self, to: &mut Vec<ReaderIx>) {
        match self {
            Self::Few(few) => to.extend_from_slice(few),
            Self::Many(many) => to.extend(many.iter()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn named(readers: &Readers) -> Vec<ReaderIx> {
        let mut named = Vec::new();
        readers.name(&mut named);
        named
    }

    proptest! {
        #[test]
        fn they_are_what_an_ordered_set_holds(turns in vec((0_u32..80, any::<bool>()), 0..200)) {
            let (mut readers, mut set) = (Readers::default(), BTreeSet::new());
            for (number, comes) in turns {
                if comes {
                    readers.insert(ReaderIx(number));
                    set.insert(ReaderIx(number));
                } else {
                    readers.remove(ReaderIx(number));
                    set.remove(&ReaderIx(number));
                }
                prop_assert_eq!(readers.is_empty(), set.is_empty());
                prop_assert_eq!(named(&readers), set.iter().copied().collect::<Vec<_>>());
            }
        }
    }
}
