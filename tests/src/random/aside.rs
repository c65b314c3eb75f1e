//! Files of which something cannot be used, or of which nobody may read anything yet.

use engine::model::{FileRefusal, MeasureId, UnderEmbargo, Unused, UnusedRow, Withheld};
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

use super::plan::{BODIES, BodyNo, MEASURES, MeasureNo, cell, month};

/// A file with rows that were set aside, or one that was refused or waits.
#[derive(Clone, Debug)]
pub struct AsidePlan {
    /// Its number: a file that is read again is taken in anew.
    pub file: usize,
    /// What its rows are about.
    pub rows: Vec<(MeasureNo, BodyNo, i32)>,
    /// What a file is about that could not be read.
    pub refused: Option<MeasureNo>,
    /// The measure about which it waits unread for the end of an embargo.
    pub waits: Option<MeasureNo>,
}

pub(super) fn unused(plan: &AsidePlan, now: Timestamp) -> Unused {
    let rows = plan.rows.iter().zip(2..).map(|((measure, body, number), line)| UnusedRow {
        cell: cell(*measure, *body, month(*number)),
        line,
        reason: None,
    });
    let refused = plan.refused.map(|measure| FileRefusal {
        measures: Some(vec![MeasureId::new(MEASURES[measure])]),
        reason: "it is cut short".into(),
    });
    let under_embargo = plan.waits.map(|measure| UnderEmbargo {
        measures: Some(vec![MeasureId::new(MEASURES[measure])]),
        received: now,
        withheld: Withheld::WholeFile,
        told: "received, under embargo".into(),
    });
    Unused {
        rows: rows.collect(),
        refused,
        under_embargo,
        ..Unused::nothing(format!("aside-{}.csv", plan.file).into())
    }
}

pub(super) fn aside() -> impl Strategy<Value = AsidePlan> {
    let rows = vec((0..MEASURES.len(), 0..BODIES.len(), 0..5_i32), 0..4);
    let measure = || prop_oneof![2 => Just(None), 1 => (0..MEASURES.len()).prop_map(Some)];
    let (refused, waits) = (measure(), measure());
    (0..3_usize, rows, refused, waits).prop_map(|(file, rows, refused, waits)| AsidePlan {
        file,
        rows,
        refused,
        waits,
    })
}
