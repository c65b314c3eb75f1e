//! A place that names a measure or a body.

use std::ops::Range;

use engine::model::{BodyId, MeasureId};

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
}
