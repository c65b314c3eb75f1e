//! What the reports of one cell come to where feeds that speak for different bodies are kept apart: whose is judged by, and whether
//! they contradict each other.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::column::Stored;
use super::derived::Holding;
use super::history::Heard;
use super::index::CellIx;
use super::{Contradiction, Evidence, WhyAbsent};
use crate::model::{Better, Cell, MeasureId, Vintage, Voices};

/// What those who speak of a cell come to.
pub(super) struct Spoken {
    /// The place of the report that is judged by; where nothing decides, of the one that prevails among them by its rank.
    pub(super) used: CellIx,
    /// What the cell holds.
    pub(super) holding: Holding,
    /// How far the figures lie apart, where that is too far.
    pub(super) contradiction: Option<Contradiction>,
}

impl Evidence {
    /// What those who speak of a cell come to; none where nobody is kept apart.
    pub(super) fn spoken(&self, ix: CellIx) -> Option<Spoken> {
        if !self.table.has_voices(ix.series) {
            return None;
        }
        let all = self.speaking(ix);
        let newest =
            *all.iter().max_by_key(|(_, stored)| self.table.origins.rank(stored.origin, stored.status))?;
        let figures = || {
            all.iter().filter_map(|(cell, stored)| Some((*cell, self.table.holding(*cell, *stored).ok()?)))
        };
        let (voices, better) = self.terms_of_voices(self.table.measure(self.table.key(ix.series).measure));
        let contradiction = Contradiction::among(figures().map(|(_, value)| value));
        let contradiction = contradiction.filter(|found| !voices.within.holds(found.least, found.most));
        let speaks = |name| all.iter().find(|(cell, _)| self.table.voice(cell.series) == Some(name)).copied();
        let preferred = voices.prefer.iter().filter_map(speaks).find(|(cell, stored)| {
            // An absence does not stand in the way of a figure.
            self.table.holding(*cell, *stored).map_or_else(WhyAbsent::is_unreconciled, |_| true)
        });
        if let Some(contradiction) = contradiction.filter(|_| preferred.is_none()) {
            let holding = Err(WhyAbsent::Unreconciled(contradiction));
            return Some(Spoken { used: newest.0, holding, contradiction: Some(contradiction) });
        }
        // Of figures that agree, the one counts that is better for whoever is judged.
        let best = figures().max_by_key(|(cell, value)| (favour(*value, better), Reverse(*cell)));
        let best = best.and_then(|(best, _)| all.iter().find(|(cell, _)| *cell == best).copied());
        let (used, stored) = preferred.or(best).unwrap_or(newest);
        Some(Spoken { used, holding: self.table.holding(used, stored), contradiction })
    }

    /// Who speaks of a cell, each with the report in force. A feed speaks for one: what it said for another before counts no longer.
    fn speaking(&self, ix: CellIx) -> Vec<(CellIx, Stored)> {
        let mut all: Vec<(CellIx, Stored)> = Vec::new();
        for (cell, stored) in self.table.voices_of(ix) {
            let file = self.table.origins.source(stored.origin, 0).file;
            let same_feed = all
                .iter()
                .position(|(_, other)| self.table.origins.source(other.origin, 0).file.feed == file.feed);
            match same_feed {
                None => all.push((cell, stored)),
                Some(place) => {
                    let other = self.table.origins.source(all[place].1.origin, 0).file;
                    if other.edition.reading <= file.edition.reading {
                        all[place] = (cell, stored);
                    }
                }
            }
        }
        all
    }

    fn terms_of_voices(&self, measure: &MeasureId) -> (Voices, Better) {
        let measure = self.catalogue().and_then(|catalogue| catalogue.measures.get(measure));
        measure
            .map_or((Voices::default(), Better::Higher), |measure| (measure.voices.clone(), measure.better))
    }

    /// Notes whether those who speak of a cell contradict each other.
    pub(super) fn weigh(&mut self, ix: CellIx) {
        if let Some(spoken) = self.spoken(ix) {
            self.table.contest(ix, spoken.contradiction);
        }
    }

    /// Weighs all of them anew, by another register.
    pub(super) fn weigh_all(&mut self) {
        self.table.voiced_cells().into_iter().for_each(|ix| self.weigh(ix));
    }

    /// From when the first value that anybody reported of a cell counts as known.
    pub(super) fn first_value(&self, ix: CellIx) -> Option<Vintage> {
        if !self.table.has_voices(ix.series) {
            return self.table.history(ix)?.first_value();
        }
        let all = self.speaking(ix);
        all.iter().filter_map(|(cell, _)| self.table.history(*cell)?.first_value()).min()
    }

    /// Every report of a cell, in order of precedence: the last is in force, unless it is among those between which nothing decides, which
    /// stand last; how many these are is told too.
    pub fn reports(&self, cell: &Cell) -> (Vec<Heard>, usize) {
        let Some(ix) = self.table.find(cell) else { return (Vec::new(), 0) };
        let Some(spoken) = self.spoken(ix) else {
            let history = self.table.history(ix);
            let reports = history.map(|history| history.all().collect()).unwrap_or_default();
            let rivals = self.contradiction(cell).and(history).map_or(0, |history| history.rivals().len());
            return (reports, rivals);
        };
        let mut speaking: Vec<CellIx> = self.speaking(ix).into_iter().map(|(cell, _)| cell).collect();
        speaking.sort_by_key(|cell| *cell == spoken.used);
        let histories = speaking.into_iter().filter_map(|cell| self.table.history(cell));
        let (mut earlier, mut current) = (Vec::new(), Vec::new());
        for history in histories {
            let mut all: Vec<Heard> = history.all().collect();
            current.extend(all.pop());
            earlier.append(&mut all);
        }
        earlier.sort_by_key(|heard| heard.vintage);
        let rivals = if spoken.contradiction.is_some() { current.len() } else { 0 };
        earlier.append(&mut current);
        (earlier, rivals)
    }
}

/// How good a figure is for whoever is judged by it.
fn favour(value: Decimal, better: Better) -> Decimal {
    match better {
        Better::Higher => value,
        Better::Lower => -value,
    }
}
