//! What stood of missions that were taken off, to compare with what is judged anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::finding::Finding;
use crate::model::{BodyId, Node, Period, Verdict};
use crate::program::Terms;

/// What stood of missions that were taken off, by what it is about.
pub(super) type Former = BTreeMap<Subject, Stood>;

/// What stood, with the parts by which a whole was joined.
pub(super) struct Stood {
    /// Who owed it.
    pub(super) body: BodyId,
    pub(super) finding: Finding,
    pub(super) terms: Arc<Terms>,
    pub(super) parts: Vec<Option<Verdict>>,
}

/// What a finding is about.
pub(super) type Subject = (Node, Period);
