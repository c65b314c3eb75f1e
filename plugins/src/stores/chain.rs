//! The chain: a hash binds each batch to all that stand before it, so that none can be changed, moved, replaced or taken out unseen.
//!
//! It knows no file. That the newest batches were cut off cannot be seen from it alone: each store keeps where its ledger ended in a second place.

use std::fmt;

use ledger::entry::Position;

const BYTES: usize = 32;

/// Where a ledger ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// The last entry.
    pub position: Position,
    /// The hash over everything up to there.
    pub hash: Link,
}

impl Head {
    /// Of a ledger that holds nothing.
    pub const START: Self = Self { position: 0, hash: Link::START };
}

/// The hash of a batch and of everything before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link([u8; BYTES]);

impl Link {
    /// Before the first batch.
    pub(super) const START: Self = Self([0; BYTES]);

    /// The link of the batch that follows. `label` is whatever its row says besides its bytes.
    pub(super) fn next(self, label: &str, sealed: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0).update(&(label.len() as u64).to_le_bytes());
        hasher.update(label.as_bytes()).update(sealed);
        Self(*hasher.finalize().as_bytes())
    }

    /// A link as it stands in a row; none where those bytes are none.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A link as people and the head file write it.
    pub fn parse(hex: &str) -> Option<Self> {
        blake3::Hash::from_hex(hex).ok().map(|hash| Self(*hash.as_bytes()))
    }
}

impl fmt::Display for Link {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_depends_on_all_that_stands_before_it() {
        let first = Link::START.next("1", b"one");
        let second = first.next("2", b"two");
        assert_ne!(Link::START.next("1", b"One").next("2", b"two"), second, "an earlier batch differs");
        assert_ne!(Link::START.next("2", b"two"), second, "an earlier batch is gone");
        assert_ne!(first.next("2t", b"wo"), second, "the label ends elsewhere");
    }

    #[test]
    fn a_link_is_written_and_read() {
        let link = Link::START.next("1", b"one");
        assert_eq!(Link::parse(&link.to_string()), Some(link));
        assert_eq!(Link::of_bytes(link.bytes()), Some(link));
        assert_eq!((Link::parse("12"), Link::of_bytes(b"12")), (None, None));
    }
}
