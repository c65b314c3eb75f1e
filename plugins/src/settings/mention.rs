//! A place that names a measure, a body or a mission.

use std::ops::Range;

use engine::model::{BodyId, MeasureId, MissionId};

/// A place that names something of the register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mention {
    pub(super) named: Named,
    pub(super) range: Range<usize>,
}

/// What a place names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Named {
    Measure(MeasureId),
    Body(BodyId),
    Mission(MissionId),
    /// A kind of bodies.
    Kind(String),
    /// The breakdown by which these measures are divided; any measure, where rows name theirs.
    Breakdown {
        name: String,
        measures: Option<Vec<MeasureId>>,
    },
    /// A value of one of these breakdowns, or the total.
    Value {
        value: String,
        breakdowns: Vec<String>,
    },
}
