//! Measures of which whoever works something out is shown no report. That none came must not be taken for what happened, so whatever asks for one
//! of their figures is noted. It hides nothing itself: their reports are never handed in.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::model::MeasureId;

/// Measures of which no report is shown, and those of them that were asked for.
pub(super) struct Undisclosed {
    measures: BTreeSet<MeasureId>,
    asked: Mutex<BTreeSet<MeasureId>>,
}

impl Undisclosed {
    pub(super) fn new(measures: BTreeSet<MeasureId>) -> Self {
        Self { measures, asked: Mutex::default() }
    }

    pub(super) fn note(&self, measure: &MeasureId) {
        if self.measures.contains(measure) {
            self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(measure.clone());
        }
    }

    pub(super) fn asked(&self) -> BTreeSet<MeasureId> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
