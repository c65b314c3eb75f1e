//! What came of looking up the names in one mission. It stays right for as long as the mission's own texts and the names of
//! all missions stay the same.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use blake3::Hash;
use engine::model::{BodyId, Measure, MeasureId, Target};
use engine::program::{Commitment, Obligation};

use super::findings::MissionIx;
use super::mission_names::NamesVersion;
use super::rule_vocabulary::LibrarySetId;
use crate::declare::NamedCadences;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// What one mission is resolved from.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct ResolvedFrom {
    pub(super) declaration: SourceText,
    /// The periods that its `every` may name.
    pub(super) cadences: Arc<NamedCadences>,
    /// The rules that it names, in their order; none where there is no such file.
    pub(super) rules: Vec<Option<SourceText>>,
    pub(super) libraries: Option<LibrarySetId>,
    pub(super) names: NamesVersion,
}

/// A mission's hold on something that another one declares.
#[derive(Clone, Debug)]
pub(super) struct MissionLink {
    pub(super) to: MissionIx,
    pub(super) code: Code,
    /// What is held on to, such as "measure `referrals`".
    pub(super) what: String,
    pub(super) range: Range<usize>,
}

/// What was noticed while names were looked up.
pub(super) struct Gathered {
    pub(super) faults: Vec<Diagnostic>,
    pub(super) links: Vec<MissionLink>,
    /// The relations that obligations name, as bodies.
    pub(super) relations: BTreeSet<BodyId>,
}

/// What a mission declares, as far as it is in order.
pub(super) struct Resolved {
    pub(super) gathered: Gathered,
    pub(super) measures: Vec<Measure>,
    pub(super) targets: Vec<Target>,
    pub(super) obligations: Vec<Obligation>,
    pub(super) commitments: Vec<Commitment>,
    pub(super) measure_hashes: Vec<Hash>,
    pub(super) target_hashes: Vec<Hash>,
    pub(super) seen: Seen,
}

/// What a mission sees: its texts, and the measures that they may speak of.
pub(super) struct Seen {
    pub(super) texts: Hash,
    pub(super) measures: Vec<MeasureId>,
}
