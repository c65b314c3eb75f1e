//! What a change of the rules would do: two records side by side, as a value that can be printed, tested and turned round.

use std::collections::BTreeMap;
use std::fmt;

use engine::model::{Calendar, Verdict};
use words::comparison::{AlertCounts, Shift};

use super::episode::{Episode, EpisodeKey, episodes};
use super::outcome::ReplayOutcome;
use super::range::Range;

/// The difference between two records of one history.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// Alerts that only the second record has, in the order in which they fire.
    pub appear: Vec<Episode>,
    /// Alerts that only the first record has.
    pub vanish: Vec<Episode>,
    /// Alerts that both have, but that fire or end at another moment or are broken by others.
    pub moved: Vec<MovedEpisode>,
    /// How many alerts stay as they are.
    pub stay: usize,
    /// Verdicts that differ, by kind of change.
    pub verdicts: BTreeMap<VerdictShift, usize>,
    /// How many verdicts stay as they are.
    pub verdicts_stay: usize,
}

/// An alert that both records have, but not alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MovedEpisode {
    /// As the first record has it.
    pub before: Episode,
    /// As the second has it.
    pub after: Episode,
}

/// How a verdict differs. None stands on the side that gives no verdict there.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct VerdictShift {
    /// In the first record.
    pub before: Option<Verdict>,
    /// In the second.
    pub after: Option<Verdict>,
}

impl Comparison {
    /// Compares two records, as far as they touch the days of the range.
    pub fn of(before: &ReplayOutcome, after: &ReplayOutcome, range: &Range, calendar: &Calendar) -> Self {
        let mut comparison = Self::default();
        let is_asked_for = |episode: &Episode| range.overlaps(episode.fired, episode.ended, calendar);
        let mut old: BTreeMap<EpisodeKey, Episode> =
            episodes(&before.told).into_iter().map(|episode| (episode.key(), episode)).collect();
        for after in episodes(&after.told) {
            let before = old.remove(&after.key());
            if before.iter().chain([&after]).any(is_asked_for) {
                comparison.place(before, after);
            }
        }
        comparison.vanish = old.into_values().filter(is_asked_for).collect();
        comparison.vanish.sort_by_key(Episode::place);
        comparison.appear.sort_by_key(Episode::place);
        comparison.moved.sort_by_key(|moved| moved.before.key());
        comparison.compare_verdicts(before, after, range);
        comparison
    }

    fn place(&mut self, before: Option<Episode>, after: Episode) {
        match before {
            None => self.appear.push(after),
            Some(before) if before.is_like(&after) => self.stay += 1,
            Some(before) => self.moved.push(MovedEpisode { before, after }),
        }
    }

    fn compare_verdicts(&mut self, before: &ReplayOutcome, after: &ReplayOutcome, range: &Range) {
        let mut pairs: BTreeMap<_, VerdictShift> = BTreeMap::new();
        let mut note = |record: &ReplayOutcome, side: fn(&mut VerdictShift) -> &mut Option<Verdict>| {
            for standing in record.verdicts.iter().filter(|standing| range.touches(standing.period)) {
                let key = (standing.node.clone(), standing.period);
                *side(pairs.entry(key).or_default()) = Some(standing.verdict);
            }
        };
        note(before, |shift| &mut shift.before);
        note(after, |shift| &mut shift.after);
        for shift in pairs.into_values() {
            if shift.before == shift.after {
                self.verdicts_stay += 1;
            } else {
                *self.verdicts.entry(shift).or_default() += 1;
            }
        }
    }

    /// The same comparison the other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        let turn = |shift: VerdictShift| VerdictShift { before: shift.after, after: shift.before };
        Self {
            appear: self.vanish,
            vanish: self.appear,
            moved: self
                .moved
                .into_iter()
                .map(|moved| MovedEpisode { before: moved.after, after: moved.before })
                .collect(),
            stay: self.stay,
            verdicts: self.verdicts.into_iter().map(|(shift, number)| (turn(shift), number)).collect(),
            verdicts_stay: self.verdicts_stay,
        }
    }

    /// Whether the change makes no difference.
    pub fn is_empty(&self) -> bool {
        self.appear.is_empty() && self.vanish.is_empty() && self.moved.is_empty() && self.verdicts.is_empty()
    }

    /// The alerts in words, without a full stop.
    pub fn summary(&self) -> String {
        words::comparison::alerts(AlertCounts {
            appear: self.appear.len(),
            vanish: self.vanish.len(),
            moved: self.moved.len(),
            stay: self.stay,
        })
    }

    /// The verdicts in words, without a full stop.
    pub fn verdict_summary(&self) -> String {
        let shifts = self.verdicts.iter();
        let shifts = shifts.map(|(VerdictShift { before, after }, number)| Shift {
            before: *before,
            after: *after,
            number: *number,
        });
        words::comparison::verdicts(&shifts.collect::<Vec<_>>())
    }
}

/// For tests and logs: the summary, and behind a sign each alert that changes.
impl fmt::Display for Comparison {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.summary())?;
        self.appear.iter().try_for_each(|episode| writeln!(out, "+ {episode}"))?;
        self.vanish.iter().try_for_each(|episode| writeln!(out, "- {episode}"))?;
        for MovedEpisode { before, after } in &self.moved {
            writeln!(out, "< {before}\n> {after}")?;
        }
        writeln!(out, "{}", self.verdict_summary())
    }
}
