//! Everything that was ever said, and when it became known.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::evidence::Evidence;
use engine::model::{Calendar, Catalogue, MeasureId, Observation, Response, Unused};
use jiff::Timestamp;
use ledger::entry::FileReceipt;

use super::moments::{Arrivals, Moments};
use super::past::Past;
use crate::reading::FileReading;
use crate::recorder::sift;

/// Everything that was ever said, in the order in which it arrived.
#[derive(Clone, Default)]
pub struct History {
    pub observations: Vec<Observation>,
    /// So many of the observations stand on the ledger; the others are in files alone.
    pub recorded: usize,
    /// When those came in that did so after the first reply.
    pub arrivals: Arrivals,
    /// What officials said to alerts.
    pub responses: Vec<Response>,
    /// What of files could not be used, in order; none where it was not written down when that came to be known.
    pub unused: Vec<(Option<Timestamp>, Unused)>,
    /// The measures of which no report is shown, where somebody withheld them; mostly none.
    pub undisclosed: BTreeSet<MeasureId>,
}

impl History {
    /// What stands on a ledger, and what the files of the feeds say beyond it. It also says what became of the files.
    pub fn gather(
        catalogue: &Arc<Catalogue>,
        past: Past,
        (readings, received): (Vec<FileReading>, Timestamp),
        refused: Vec<Unused>,
    ) -> (Self, Vec<FileReceipt>) {
        let Past { mut observations, responses, mut contents, unused, mut arrivals, .. } = past;
        let recorded = observations.len();
        let mut unused: Vec<_> = unused.into_iter().map(|(at, unused)| (Some(at), unused)).collect();
        let mut receipts = Vec::new();
        if !readings.is_empty() {
            let set_aside = unused.iter().map(|(_, unused)| unused.clone());
            let known = Evidence::from_observations(catalogue, &observations).with_set_aside(set_aside);
            let sifted = sift(&known, (&mut contents, received), readings);
            observations.extend(sifted.news);
            note_unused(&mut unused, sifted.unused);
            receipts = sifted.receipts;
        }
        note_unused(&mut unused, refused);
        if let Some(last) = responses.last() {
            // What stands in files alone comes in after all that was said.
            arrivals.note(recorded, last.at);
        }
        let undisclosed = BTreeSet::new();
        (Self { observations, recorded, arrivals, responses, unused, undisclosed }, receipts)
    }
}

/// Notes what of files could not be used, where that is not as it is known.
fn note_unused(known: &mut Vec<(Option<Timestamp>, Unused)>, found: Vec<Unused>) {
    for found in found {
        let newest = known.iter().rev().find(|(_, known)| known.path == found.path);
        if newest.map_or(!found.is_nothing(), |(_, newest)| *newest != found) {
            known.push((None, found));
        }
    }
}

/// What of files could not be used, by when that came to be known: when it was written down, and no later than the first period ended
/// of which a row gives no figure. A file of which only that can be said was refused from the beginning.
pub fn unused_by_moment(
    unused: &[(Option<Timestamp>, Unused)],
    calendar: &Calendar,
) -> Vec<(Timestamp, Unused)> {
    let mut latest: BTreeMap<&str, Timestamp> = BTreeMap::new();
    let mut moments: Vec<(Timestamp, Unused)> = Vec::new();
    for (at, unused) in unused {
        let ends = unused.rows.iter().map(|row| calendar.end_of_day(row.cell.period.last_day()));
        let received = unused.under_embargo.as_ref().map(|held| held.received);
        let known = at.iter().copied().chain(ends).chain(received).min().unwrap_or(Timestamp::MIN);
        let latest = latest.entry(&unused.path).or_insert(known);
        *latest = known.max(*latest);
        moments.push((*latest, unused.clone()));
    }
    moments.sort_by_key(|(moment, _)| *moment);
    moments
}

/// Reports by the moment on which they became known; they are all those of a history, in its order.
pub fn by_moment<R: Borrow<Observation>>(
    reports: impl IntoIterator<Item = R>,
    mut known: Moments<'_>,
) -> BTreeMap<Timestamp, Vec<R>> {
    let mut moments: BTreeMap<Timestamp, Vec<R>> = BTreeMap::new();
    for (place, report) in reports.into_iter().enumerate() {
        moments.entry(known.of(place, report.borrow())).or_default().push(report);
    }
    moments
}
