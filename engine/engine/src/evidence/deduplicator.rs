//! Tells news from repeats before anything is recorded, so that the ledger keeps nothing twice.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::history::{Hearing, News};
use super::{Evidence, History};
use crate::model::{Cell, Observation};

/// What became of the observations of one batch.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Receipt {
    /// First reports of their cells.
    pub accepted: u32,
    /// Repeats of what was known.
    pub unchanged: u32,
    /// Reports that say something else than was known.
    pub revised: u32,
}

/// Compares batches with the evidence and with each other, and takes nothing in.
pub struct Deduplicator<'a> {
    evidence: &'a Evidence,
    met: IndexMap<Cell, History, FxBuildHasher>,
}

impl<'a> Deduplicator<'a> {
    /// A deduplicator over what is known.
    pub fn new(evidence: &'a Evidence) -> Self {
        Self { evidence, met: IndexMap::default() }
    }

    /// Lets news through, and counts; `hearing` tells by its line whether a row is heard for the first time.
    pub fn deduplicate(
        &mut self,
        observations: Vec<Observation>,
        hearing: impl Fn(u32) -> Hearing,
    ) -> (Vec<Observation>, Receipt) {
        let mut receipt = Receipt::default();
        let fresh = observations.into_iter().filter(|observation| {
            let known = self.met.get(&observation.cell).or_else(|| self.evidence.history(&observation.cell));
            let news = known
                .map_or(News::First, |history| history.news(observation, hearing(observation.source.line)));
            match news {
                News::First => receipt.accepted += 1,
                News::Repeat | News::Confirmation => receipt.unchanged += 1,
                News::Revision => receipt.revised += 1,
            }
            if news != News::Repeat {
                self.meet(observation);
            }
            news != News::Repeat
        });
        let fresh = fresh.collect();
        (fresh, receipt)
    }

    fn meet(&mut self, observation: &Observation) {
        let known = || self.evidence.history(&observation.cell).cloned().unwrap_or_default();
        self.met.entry(observation.cell.clone()).or_insert_with(known).hear(observation.clone());
    }
}
