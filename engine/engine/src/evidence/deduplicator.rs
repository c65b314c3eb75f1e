//! Tells news from repeats before anything is recorded, so that the ledger keeps nothing twice.

use rustc_hash::FxHashMap;

use super::Evidence;
use super::history::{Hearing, News};
use super::rank::Rank;
use super::table::Table;
use crate::model::{Cell, Observation, VoiceId};

/// What became of the observations of one batch.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Receipt {
    /// First reports of their cells, and what was found of an earlier time, which turns nothing that is in force.
    pub accepted: u32,
    /// Repeats of what was known.
    pub unchanged: u32,
    /// Reports that say something else than was known.
    pub revised: u32,
    /// Reports that say something else than others that came with them, where nothing decides.
    pub unreconciled: u32,
}

/// Compares batches with the evidence and with each other, and takes nothing in.
pub struct Deduplicator<'a> {
    evidence: &'a Evidence,
    /// News of these batches, which the evidence does not hold yet.
    met: Table,
    /// What these batches said again, and so is no news until another file of the same reading contradicts it.
    said_again: FxHashMap<(Cell, Option<VoiceId>), Observation>,
}

impl<'a> Deduplicator<'a> {
    /// A deduplicator over what is known.
    pub fn new(evidence: &'a Evidence) -> Self {
        Self { evidence, met: Table::default(), said_again: FxHashMap::default() }
    }

    /// Lets news through, and counts; `hearing` tells by its line whether a row is heard for the first time.
    pub fn deduplicate(
        &mut self,
        observations: Vec<Observation>,
        hearing: impl Fn(u32) -> Hearing,
    ) -> (Vec<Observation>, Receipt) {
        self.deduplicate_telling(observations, hearing, |_, _| {})
    }

    /// The same, telling of each observation what it adds.
    pub fn deduplicate_telling(
        &mut self,
        mut observations: Vec<Observation>,
        hearing: impl Fn(u32) -> Hearing,
        mut tell: impl FnMut(&Observation, News),
    ) -> (Vec<Observation>, Receipt) {
        let mut receipt = Receipt::default();
        // Kept where they are: a file may hold millions. What is said besides is rare, and stands behind what contradicts it.
        let (mut kept, mut rivals) = (0, Vec::new());
        observations.retain(|observation| {
            let hearing = hearing(observation.source.line);
            let news = self.meet(observation, hearing);
            tell(observation, news);
            match news {
                News::First | News::Older => receipt.accepted += 1,
                News::Repeat | News::Confirmation => receipt.unchanged += 1,
                News::Revision => receipt.revised += 1,
                News::Rival => receipt.unreconciled += 1,
            }
            if news == News::Repeat {
                if hearing == Hearing::First && Rank::of(observation).leaves_undecided() {
                    self.said_again.insert(said_by(observation), observation.clone());
                }
                return false;
            }
            kept += 1;
            if let Some(rival) = self.contradicted_by(observation) {
                rivals.push((kept, rival));
                receipt.unreconciled += 1;
            }
            true
        });
        (with_rivals(observations, rivals), receipt)
    }

    /// What was known already is said by two of these, once one of them is contradicted by another.
    fn contradicted_by(&mut self, observation: &Observation) -> Option<Observation> {
        if self.said_again.is_empty() {
            return None;
        }
        let said_again = self.said_again.remove(&said_by(observation))?;
        let is_rival = Rank::of(&said_again) == Rank::of(observation)
            && self.meet(&said_again, Hearing::First) == News::Rival;
        is_rival.then_some(said_again)
    }

    /// Notes what an observation adds to what is known and to what was met so far.
    fn meet(&mut self, observation: &Observation, hearing: Hearing) -> News {
        let known = self.evidence.history_of(observation);
        // A cell that nobody has reported is news, unless it was met in these batches: its place will be needed.
        let cell = match known {
            Some(_) => self.met.find_of(observation),
            None => Some(self.met.place_of(observation)),
        };
        let met = cell.and_then(|cell| self.met.history(cell));
        let news = News::of(observation, hearing, [known, met]);
        if news != News::Repeat {
            let cell = cell.unwrap_or_else(|| self.met.place_of(observation));
            self.met.hear(cell, observation);
        }
        news
    }
}

/// Puts each of these behind so many others.
fn with_rivals(observations: Vec<Observation>, rivals: Vec<(usize, Observation)>) -> Vec<Observation> {
    if rivals.is_empty() {
        return observations;
    }
    let mut all = Vec::with_capacity(observations.len() + rivals.len());
    let mut rivals = rivals.into_iter().peekable();
    for (place, observation) in observations.into_iter().enumerate() {
        all.push(observation);
        while let Some((_, rival)) = rivals.next_if(|(behind, _)| *behind == place + 1) {
            all.push(rival);
        }
    }
    all
}

fn said_by(observation: &Observation) -> (Cell, Option<VoiceId>) {
    (observation.cell.clone(), observation.source.file.speaks_for.clone())
}
