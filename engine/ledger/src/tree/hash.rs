//! What leaves and nodes hash to. A leaf can never pass for a node, since each begins with another byte.

use std::fmt;

use sha2::{Digest as _, Sha256};

const LEAF: [u8; 1] = [0];
const NODE: [u8; 1] = [1];

/// A hash in a tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TreeHash([u8; Self::BYTES]);

/// The SHA-256 of some bytes, outside of any tree.
pub fn sha256(bytes: &[u8]) -> TreeHash {
    TreeHash(Sha256::digest(bytes).into())
}

impl TreeHash {
    pub const BYTES: usize = 32;

    /// Of a list that is empty.
    pub fn of_nothing() -> Self {
        sha256(&[])
    }

    /// Of what stands at one place of the list.
    pub fn of_leaf(leaf: &[u8]) -> Self {
        Self(Sha256::new().chain_update(LEAF).chain_update(leaf).finalize().into())
    }

    pub(super) fn of_node(left: Self, right: Self) -> Self {
        Self(Sha256::new().chain_update(NODE).chain_update(left.0).chain_update(right.0).finalize().into())
    }

    /// A hash as it is written; none where those are not its digits.
    pub fn parse(digits: &str) -> Option<Self> {
        let is_digit = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != Self::BYTES * 2 || !digits.bytes().all(is_digit) {
            return None;
        }
        let mut bytes = [0; Self::BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    pub fn bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// A hash as it is written; none where there are not as many bytes.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl From<[u8; Self::BYTES]> for TreeHash {
    fn from(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }
}

/// In hexadecimal digits.
impl fmt::Display for TreeHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}
