//! What happened on the way to where things stand.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::Effects;
use engine::evaluate::VerdictChange;
use engine::model::{SourceFile, Verdict};
use jiff::Timestamp;

use super::text_revision::TextRevision;
use crate::judged_by::JudgedBy;

/// A verdict that turned, with the moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerdictTurn {
    pub at: Timestamp,
    /// From what to what.
    pub change: VerdictChange,
    /// The files whose reports came in at that moment, as a ledger has it; none where no ledger was lived through, so that it goes by when each report was known.
    pub files: Option<FilesRead>,
}

/// Files that were read together.
pub type FilesRead = Arc<BTreeSet<Arc<SourceFile>>>;

impl VerdictTurn {
    /// Every verdict that one step turned.
    pub fn in_step(effects: Effects) -> impl Iterator<Item = Self> {
        let at = effects.at;
        effects.verdicts.into_iter().map(move |change| Self { at, change, files: None })
    }
}

/// What happened on the way to where things stand.
#[derive(Clone, Copy, Debug)]
pub struct Changes<'a> {
    /// Every turn of a verdict, in order.
    pub turned: &'a [VerdictTurn],
    /// Every change of the mission's texts, in order.
    pub revised: &'a [TextRevision],
    /// The verdict on the whole by the texts before the newest of them; none where there was none, or nothing changed.
    pub older_verdict: Option<Verdict>,
    /// By which texts the answer goes.
    pub judged_by: JudgedBy,
    /// The moment that is asked about.
    pub as_of: Timestamp,
}
