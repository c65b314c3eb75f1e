//! What the reports of one cell come to where feeds that speak for different bodies are kept apart: whose is judged by, and
//! how they disagree.

use std::borrow::Cow;
use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::column::Stored;
use super::derived::Holding;
use super::history::Heard;
use super::index::CellIx;
use super::{Contradiction, Disagreement, Evidence, WhyAbsent};
use crate::model::{Better, Cell, Vintage, VoiceId, Voices};

/// What those who speak of a cell come to.
pub(super) struct Spoken {
    /// The place of the report that is judged by; where nothing decides, of the one that prevails among them by its rank.
    pub(super) used: CellIx,
    /// What the cell holds.
    pub(super) holding: Holding,
    /// How the figures lie apart, where that is too far.
    pub(super) disagreement: Option<Disagreement>,
}

/// Who speaks of a cell.
struct Speaking {
    /// Those by one of whom it is judged.
    judged_by: Vec<(CellIx, Stored)>,
    /// Those who are kept beside them: people, where there is an official figure, or the other way about.
    beside: Vec<(CellIx, Stored)>,
    /// The one that the measure prefers, of those who have spoken.
    preferred: Option<(CellIx, Stored)>,
}

impl Evidence {
    /// What those who speak of a cell come to; none where nobody is kept apart.
    pub(super) fn spoken(&self, ix: CellIx) -> Option<Spoken> {
        if !self.table.has_voices(ix.series) {
            return None;
        }
        let (voices, better) = self.terms_of_voices(ix);
        let Speaking { judged_by, beside, preferred } = self.speaking(ix);
        let newest = *judged_by
            .iter()
            .max_by_key(|(_, stored)| self.table.origins.rank(stored.origin, stored.status))?;
        let contradiction = Contradiction::among(self.figures(&judged_by).map(|(_, value)| value))
            .filter(|found| !voices.within.holds(found.least, found.most));
        if let Some(contradiction) = contradiction.filter(|_| preferred.is_none()) {
            let holding = Err(WhyAbsent::Unreconciled(contradiction));
            return Some(Spoken { used: newest.0, holding, disagreement: Some(Disagreement::Unreconciled) });
        }
        // Of figures that agree, the one counts that is better for whoever is judged.
        let best =
            self.figures(&judged_by).max_by_key(|(cell, value)| (favour(*value, better), Reverse(*cell)));
        let best = best.and_then(|(best, _)| judged_by.iter().find(|(cell, _)| *cell == best).copied());
        let (used, stored) = preferred.or(best).unwrap_or(newest);
        let holding = self.table.holding(used, stored);
        let is_contested = holding.is_ok_and(|judged| {
            self.figures(&beside).any(|(_, said)| !voices.within.holds(said.min(judged), said.max(judged)))
        });
        let contested = is_contested.then_some(Disagreement::Contested);
        // One voice may contradict itself, with nothing to decide between its own reports.
        let contradicts_itself = stored.is_rivalled.then_some(Disagreement::Unreconciled);
        let disagreement =
            contradiction.map(|_| Disagreement::Unreconciled).or(contested).or(contradicts_itself);
        Some(Spoken { used, holding, disagreement })
    }

    /// The figures among reports.
    fn figures(&self, of: &[(CellIx, Stored)]) -> impl Iterator<Item = (CellIx, Decimal)> {
        of.iter().filter_map(|(cell, stored)| Some((*cell, self.table.holding(*cell, *stored).ok()?)))
    }

    /// Who speaks of a cell, with whom it is judged by. What people say is kept beside an official figure; where nobody official gives
    /// one, it is heard as any other.
    fn speaking(&self, ix: CellIx) -> Speaking {
        let (voices, _) = self.terms_of_voices(ix);
        let all = self.in_force(ix);
        let voice = |cell: &CellIx| self.table.voice(cell.series);
        let speaks = |name| all.iter().find(|(cell, _)| voice(cell) == Some(name)).copied();
        let preferred = voices.prefer.iter().filter_map(speaks).find(|(cell, stored)| {
            // An absence does not stand in the way of a figure.
            self.table.holding(*cell, *stored).map_or_else(WhyAbsent::is_unreconciled, |_| true)
        });
        let is_of_people = |(cell, _): &(CellIx, Stored)| voices.is_of_people(voice(cell));
        let (people, official): (Vec<_>, Vec<_>) = all.iter().partition(|said| is_of_people(said));
        let gives_figure = |said: &[(CellIx, Stored)]| {
            let holdings = said.iter().map(|(cell, stored)| self.table.holding(*cell, *stored));
            holdings.into_iter().any(|held| held.map_or_else(WhyAbsent::is_unreconciled, |_| true))
        };
        let by_people = match &preferred {
            Some(preferred) => is_of_people(preferred),
            None => official.is_empty() || (!gives_figure(&official) && gives_figure(&people)),
        };
        let (judged_by, beside) = if by_people { (people, official) } else { (official, people) };
        Speaking { judged_by, beside, preferred }
    }

    /// Who speaks of a cell, each with the report in force. A feed speaks for one: what it said for another before counts no longer.
    fn in_force(&self, ix: CellIx) -> Vec<(CellIx, Stored)> {
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

    fn terms_of_voices(&self, ix: CellIx) -> (Cow<'_, Voices>, Better) {
        let measure = self.table.measure(self.table.key(ix.series).measure);
        let measure = self.catalogue().and_then(|catalogue| catalogue.measures.get(measure));
        let unknown = || (Cow::Owned(Voices::default()), Better::Higher);
        measure.map_or_else(unknown, |measure| (Cow::Borrowed(&measure.voices), measure.better))
    }

    /// Notes how those who speak of a cell disagree.
    pub(super) fn weigh(&mut self, ix: CellIx) {
        if let Some(spoken) = self.spoken(ix) {
            self.table.dispute(ix, spoken.disagreement);
        }
    }

    /// The cells of which somebody is heard who is kept apart from others, with what is in force of each: a voice that says it no longer is not among them.
    pub fn said_by(&self, voice: &VoiceId) -> Vec<(Cell, Heard)> {
        let spoken = self.table.voiced_cells().into_iter().filter_map(|ix| {
            let mut in_force = self.in_force(ix).into_iter();
            let (said, _) = in_force.find(|(cell, _)| self.table.voice(cell.series) == Some(voice))?;
            Some((self.table.cell(ix), self.table.history(said)?.current()))
        });
        spoken.collect()
    }

    /// What everybody says of a cell who speaks of it, each the report in force; none where nobody is kept apart.
    pub fn said_of(&self, cell: &Cell) -> Vec<Heard> {
        let Some(ix) = self.table.find(cell) else { return Vec::new() };
        let said = self.in_force(ix).into_iter();
        said.filter_map(|(cell, _)| Some(self.table.history(cell)?.current())).collect()
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
        let judged_by = self.speaking(ix).judged_by;
        judged_by.iter().filter_map(|(cell, _)| self.table.history(*cell)?.first_value()).min()
    }

    /// Every report of a cell, in order of precedence: the last is in force, unless it is among those between which nothing decides, which
    /// stand last; how many these are is told too.
    pub fn reports(&self, cell: &Cell) -> (Vec<Heard>, usize) {
        let Some(ix) = self.table.find(cell) else { return (Vec::new(), 0) };
        let Some(spoken) = self.spoken(ix) else {
            let history = self.table.history(ix);
            let reports = history.map(|history| history.all().collect()).unwrap_or_default();
            let rivals = self.disagreement(cell).and(history).map_or(0, |history| history.rivals().len());
            return (reports, rivals);
        };
        let mut speaking: Vec<CellIx> = self.in_force(ix).into_iter().map(|(cell, _)| cell).collect();
        speaking.sort_by_key(|cell| *cell == spoken.used);
        let own_rivals = self.rivals_of_one(spoken.used);
        let (mut earlier, mut current) = (Vec::new(), Vec::new());
        for cell in speaking {
            let Some(history) = self.table.history(cell) else { continue };
            let mut all: Vec<Heard> = history.all().collect();
            let standing = if cell == spoken.used { own_rivals.max(1) } else { 1 };
            current.extend(all.split_off(all.len().saturating_sub(standing)));
            earlier.append(&mut all);
        }
        earlier.sort_by_key(|heard| heard.vintage);
        let rivals = match spoken.disagreement {
            Some(_) if own_rivals > 0 => own_rivals,
            Some(_) => current.len(),
            None => 0,
        };
        earlier.append(&mut current);
        (earlier, rivals)
    }

    /// How many reports of one voice contradict each other; none where something decides between them.
    fn rivals_of_one(&self, ix: CellIx) -> usize {
        let stored = self.table.slot(ix).and_then(|slot| slot.stored);
        let history = stored.filter(|stored| stored.is_rivalled).and_then(|_| self.table.history(ix));
        history.map_or(0, |history| history.rivals().len())
    }
}

/// How good a figure is for whoever is judged by it.
fn favour(value: Decimal, better: Better) -> Decimal {
    match better {
        Better::Higher => value,
        Better::Lower => -value,
    }
}
