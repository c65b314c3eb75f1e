//! One rule for one subject and period: what it said, what came of that, and what it hangs on.

use std::sync::Arc;

use jiff::Timestamp;
use thin_vec::ThinVec;

use super::deadlines::Deadlines;
use super::finding::Finding;
use crate::evidence::{CellIx, ReaderIx};
use crate::program::Assessment;
use crate::reads::{OtherRead, Trace};
use crate::view::{Stop, Subject};

/// An obligation's place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct ObligationIx(pub(super) u32);

/// The place of one rule for one period.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct InstanceIx(pub(super) u32);

impl InstanceIx {
    pub(crate) fn reader(self) -> ReaderIx {
        ReaderIx(self.0)
    }

    pub(crate) fn of(reader: ReaderIx) -> Self {
        Self(reader.0)
    }
}

/// One rule for one subject and period.
pub(crate) struct Instance {
    pub(crate) obligation: ObligationIx,
    /// The period's place among the opened.
    pub(crate) opened: usize,
    pub(crate) work: Work,
    pub(crate) deadlines: Deadlines,
    /// What its rule is asked to judge, once that was asked more than once: most are asked once.
    pub(crate) subject: Option<Arc<Subject>>,
    /// What the rule said when it last ran; none before its first run.
    pub(crate) said: Option<Result<Assessment, Box<Stop>>>,
    pub(crate) finding: Finding,
    /// The cell by which it is judged late or in time, once its rule has run.
    pub(crate) own: Option<CellIx>,
    /// The cells that it is subscribed to, in order.
    pub(crate) reads: ThinVec<CellIx>,
    /// What its rule asked for when it last ran.
    pub(crate) trace: Trace,
    /// What its rule asked of other obligations when it last ran.
    pub(crate) others: ThinVec<OtherRead>,
    /// Moments to come at which its rule, when it last ran, asked to be run again.
    pub(crate) wakes: ThinVec<Timestamp>,
}

/// What an instance works out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Work {
    /// The rule of the part at this place.
    Part(usize),
    /// Whether the measure at this place among those that the terms wait for was reported.
    Gate(usize),
}
