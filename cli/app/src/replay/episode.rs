//! An alert from its firing to its end.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use engine::alert::{AlertId, Change};
use engine::model::Period;
use jiff::Timestamp;
use words::english;

use super::outcome::{AlertNews, BrokenPart};

/// One alert from its firing to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Episode {
    pub id: AlertId,
    /// Every period it was ever about, in order.
    pub periods: BTreeSet<Period>,
    pub fired: Timestamp,
    /// When it ended; none while it still fires.
    pub ended: Option<Timestamp>,
    /// Everyone who was ever named as breaking the obligation.
    pub broken_by: BTreeSet<BrokenPart>,
    /// Which it is of the episodes of one alert that began with one period, counted from zero.
    pub(super) turn: usize,
    /// The first of its periods when it fired.
    pub(super) first: Option<Period>,
}

/// What makes two episodes of two records the same one: an alert, the first period it was about, and, where a revision ended
/// it and another began it anew, which of them.
pub(super) type EpisodeKey = (AlertId, Option<Period>, usize);

impl Episode {
    fn of(told: &AlertNews, turn: usize) -> Self {
        let mut episode = Self {
            id: told.id.clone(),
            periods: BTreeSet::new(),
            fired: told.at,
            ended: None,
            broken_by: BTreeSet::new(),
            turn,
            first: told.periods.first().copied(),
        };
        episode.note(told);
        episode
    }

    fn note(&mut self, told: &AlertNews) {
        // One program judges the whole of a replay, so that nothing in it is restated.
        if matches!(told.change, Change::Resolved | Change::Corrected | Change::Withdrawn) {
            self.ended = Some(told.at);
        } else {
            self.periods.extend(&told.periods);
            self.broken_by.extend(told.broken_by.iter().cloned());
        }
    }

    /// Whether the other record tells the same of it: when it fired, when it ended, and who broke the obligation.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.fired, self.ended, &self.broken_by) == (other.fired, other.ended, &other.broken_by)
    }

    /// Its place among others: by the moment of firing.
    pub(super) fn place(&self) -> (Timestamp, EpisodeKey) {
        (self.fired, self.key())
    }

    pub(super) fn key(&self) -> EpisodeKey {
        (self.id.clone(), self.first, self.turn)
    }
}

impl fmt::Display for Episode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let periods: Vec<Period> = self.periods.iter().copied().collect();
        write!(out, "{}: {}, fired {}", self.id, english::periods(&periods), self.fired)?;
        match self.ended {
            Some(ended) => write!(out, ", ended {ended}")?,
            None => write!(out, ", still firing")?,
        }
        let broken_by: Vec<String> = self.broken_by.iter().map(ToString::to_string).collect();
        if broken_by.is_empty() { Ok(()) } else { write!(out, ", broken by {}", english::list(&broken_by)) }
    }
}

/// The episodes in what was told, in the order in which they began.
pub fn episodes(told: &[AlertNews]) -> Vec<Episode> {
    let mut episodes: Vec<Episode> = Vec::new();
    let mut open: BTreeMap<&AlertId, usize> = BTreeMap::new();
    let mut turns: BTreeMap<(&AlertId, Option<Period>), usize> = BTreeMap::new();
    for told in told {
        if told.change == Change::Fired {
            let turn = turns.entry((&told.id, told.periods.first().copied())).or_default();
            open.insert(&told.id, episodes.len());
            episodes.push(Episode::of(told, *turn));
            *turn += 1;
        } else if let Some(episode) = open.get(&told.id).and_then(|place| episodes.get_mut(*place)) {
            episode.note(told);
        }
    }
    episodes
}
