//! Everything that was ever said, and when it became known.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

use engine::evidence::Evidence;
use engine::model::{Calendar, Catalogue, Observation, Period, Response, Vintage};
use jiff::Timestamp;
use ledger::entry::FileReceipt;
use rustc_hash::FxHashMap;

use super::past::Past;
use crate::reading::FileReading;
use crate::recorder::{Sifted, sift};

/// Everything that was ever said, in the order in which it arrived.
#[derive(Clone, Default)]
pub struct History {
    pub observations: Vec<Observation>,
    /// So many of the observations stand on the ledger; the others are in files alone.
    pub recorded: usize,
    /// What officials said to alerts.
    pub responses: Vec<Response>,
}

impl History {
    /// What stands on a ledger, and what the files of the feeds say beyond it. It also says what became of the files.
    pub fn gather(
        catalogue: &Arc<Catalogue>,
        past: Past,
        readings: Vec<FileReading>,
    ) -> (Self, Vec<FileReceipt>) {
        let Past { mut observations, responses, mut contents, .. } = past;
        let recorded = observations.len();
        if readings.is_empty() {
            return (Self { observations, recorded, responses }, Vec::new());
        }
        let known = Evidence::from_observations(catalogue, &observations);
        let Sifted { news, receipts, .. } = sift(&known, &mut contents, readings);
        observations.extend(news);
        (Self { observations, recorded, responses }, receipts)
    }
}

/// Reports by the moment on which they became known. For backfill nobody wrote it down, but no figure is known before
/// its period is over.
pub fn by_moment<R: Borrow<Observation>>(
    reports: impl IntoIterator<Item = R>,
    calendar: &Calendar,
) -> BTreeMap<Timestamp, Vec<R>> {
    let mut moments: BTreeMap<Timestamp, Vec<R>> = BTreeMap::new();
    let mut period_ends: FxHashMap<Period, Timestamp> = FxHashMap::default();
    for report in reports {
        let observation: &Observation = report.borrow();
        let moment = match observation.vintage {
            Vintage::Backfill => {
                let period = observation.cell.period;
                let end = || calendar.end_of_day(period.last_day());
                *period_ends.entry(period).or_insert_with(end)
            }
            Vintage::At(moment) => moment,
        };
        moments.entry(moment).or_default().push(report);
    }
    moments
}
