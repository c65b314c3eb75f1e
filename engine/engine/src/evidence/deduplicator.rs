//! Tells news from repeats before anything is recorded, so that the ledger keeps nothing twice.

use super::Evidence;
use super::history::{Hearing, News};
use super::table::Table;
use crate::model::Observation;

/// What became of the observations of one batch.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Receipt {
    /// First reports of their cells, and what was found of an earlier time, which turns nothing that is in force.
    pub accepted: u32,
    /// Repeats of what was known.
    pub unchanged: u32,
    /// Reports that say something else than was known.
    pub revised: u32,
}

/// Compares batches with the evidence and with each other, and takes nothing in.
pub struct Deduplicator<'a> {
    evidence: &'a Evidence,
    /// News of these batches, which the evidence does not hold yet.
    met: Table,
}

impl<'a> Deduplicator<'a> {
    /// A deduplicator over what is known.
    pub fn new(evidence: &'a Evidence) -> Self {
        Self { evidence, met: Table::default() }
    }

    /// Lets news through, and counts; `hearing` tells by its line whether a row is heard for the first time.
    pub fn deduplicate(
        &mut self,
        mut observations: Vec<Observation>,
        hearing: impl Fn(u32) -> Hearing,
    ) -> (Vec<Observation>, Receipt) {
        let mut receipt = Receipt::default();
        observations.retain(|observation| {
            let news = self.meet(observation, &hearing);
            match news {
                News::First | News::Older => receipt.accepted += 1,
                News::Repeat | News::Confirmation => receipt.unchanged += 1,
                News::Revision => receipt.revised += 1,
            }
            news != News::Repeat
        });
        (observations, receipt)
    }

    /// Notes what an observation adds to what is known and to what was met so far.
    fn meet(&mut self, observation: &Observation, hearing: impl Fn(u32) -> Hearing) -> News {
        let known = self.evidence.history(&observation.cell);
        // A cell that nobody has reported is news, unless it was met in these batches: its place will be needed.
        let cell = match known {
            Some(_) => self.met.find(&observation.cell),
            None => Some(self.met.place(&observation.cell)),
        };
        let met = cell.and_then(|cell| self.met.history(cell));
        let news = News::of(observation, hearing(observation.source.line), [known, met]);
        if news != News::Repeat {
            let cell = cell.unwrap_or_else(|| self.met.place(&observation.cell));
            self.met.hear(cell, observation);
        }
        news
    }
}
