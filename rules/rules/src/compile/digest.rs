//! Hashes texts part by part, into revisions.

use engine::model::Revision;

/// Hashes parts so that moving a letter from one to the next makes a difference.
#[derive(Default)]
pub(super) struct RevisionDigest(blake3::Hasher);

impl RevisionDigest {
    pub(super) fn part(&mut self, part: &str) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part.as_bytes());
    }

    pub(super) fn hash(&self) -> blake3::Hash {
        self.0.finalize()
    }

    /// Adds what was hashed before.
    pub(super) fn hashed(&mut self, part: &blake3::Hash) {
        self.0.update(part.as_bytes());
    }

    pub(super) fn revision(&self) -> Revision {
        Revision::new(self.0.finalize().to_hex().as_str())
    }
}
