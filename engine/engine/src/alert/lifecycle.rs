//! The life of one alert in Prometheus's words: inactive, pending, firing. Pure; it knows no obligation.

use std::fmt;

use jiff::Timestamp;

use crate::model::{Calendar, Patience};

/// Where an alert stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AlertState {
    /// Nothing is wrong.
    Inactive,
    /// Something is wrong, but not for long enough yet.
    Pending,
    /// Something is wrong, and people are told.
    Firing,
}

impl fmt::Display for AlertState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Inactive => "inactive",
            Self::Pending => "pending",
            Self::Firing => "firing",
        })
    }
}

/// What the evidence says at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Condition {
    /// It is broken.
    Matches,
    /// It is not broken.
    Clear,
    /// Nothing can be said: whatever was, stays.
    Unknown,
}

/// Where an alert stands, with the moments on which its next change hangs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Life {
    Inactive,
    Pending {
        /// `ActiveAt`: from here `for` counts.
        active_at: Timestamp,
    },
    Firing {
        /// `ActiveAt`, kept for the record.
        active_at: Timestamp,
        /// The first evaluation that no longer matched; from here `keep_firing_for` counts.
        cleared_at: Option<Timestamp>,
    },
}

impl Life {
    pub(crate) fn state(self) -> AlertState {
        match self {
            Self::Inactive => AlertState::Inactive,
            Self::Pending { .. } => AlertState::Pending,
            Self::Firing { .. } => AlertState::Firing,
        }
    }

    /// When it began to match.
    pub(crate) fn active_at(self) -> Option<Timestamp> {
        match self {
            Self::Inactive => None,
            Self::Pending { active_at } | Self::Firing { active_at, .. } => Some(active_at),
        }
    }

    /// Where it stands after an evaluation at `now`. What begins to match counts from `began`, however late that was found out.
    pub(crate) fn after(
        self,
        condition: Condition,
        began: Timestamp,
        now: Timestamp,
        patience: Patience,
        calendar: &Calendar,
    ) -> Self {
        let next = match (self, condition) {
            (life, Condition::Unknown) => life,
            (Self::Inactive, Condition::Matches) => Self::Pending { active_at: began.min(now) },
            (Self::Firing { active_at, .. }, Condition::Matches) => {
                Self::Firing { active_at, cleared_at: None }
            }
            (Self::Firing { active_at, cleared_at }, Condition::Clear) => {
                Self::Firing { active_at, cleared_at: cleared_at.or(Some(now)) }
            }
            (pending @ Self::Pending { .. }, Condition::Matches) => pending,
            (Self::Inactive | Self::Pending { .. }, Condition::Clear) => Self::Inactive,
        };
        match next.next_change(patience, calendar) {
            Some(moment) if moment <= now => next.changed(),
            _ => next,
        }
    }

    /// The same, except that what waits counts from its beginning, which is another.
    pub(crate) fn counted_anew(self) -> Self {
        match self {
            Self::Pending { .. } => Self::Inactive,
            life => life,
        }
    }

    /// Whether it fires and matched when it was last looked at.
    pub(crate) fn is_matching(self) -> bool {
        matches!(self, Self::Firing { cleared_at: None, .. })
    }

    /// Whether it changes by the passing of time alone.
    pub(crate) fn is_counting(self) -> bool {
        matches!(self, Self::Pending { .. } | Self::Firing { cleared_at: Some(_), .. })
    }

    /// When it changes by the passing of time alone.
    pub(crate) fn next_change(self, patience: Patience, calendar: &Calendar) -> Option<Timestamp> {
        match self {
            Self::Pending { active_at } => Some(patience.pending_for.after_moment(active_at, calendar)),
            Self::Firing { cleared_at: Some(cleared_at), .. } => {
                Some(patience.keep_firing_for.after_moment(cleared_at, calendar))
            }
            Self::Inactive | Self::Firing { cleared_at: None, .. } => None,
        }
    }

    /// The same after a time that does not count, in which Remit was down.
    pub(crate) fn shifted(self, down: jiff::SignedDuration) -> Self {
        let later = |moment: Timestamp| moment.saturating_add(down).unwrap_or(Timestamp::MAX);
        match self {
            Self::Pending { active_at } => Self::Pending { active_at: later(active_at) },
            Self::Firing { active_at, cleared_at } => {
                Self::Firing { active_at, cleared_at: cleared_at.map(later) }
            }
            Self::Inactive => Self::Inactive,
        }
    }

    fn changed(self) -> Self {
        match self {
            Self::Pending { active_at } => Self::Firing { active_at, cleared_at: None },
            Self::Firing { .. } | Self::Inactive => Self::Inactive,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::tz::TimeZone;

    use super::*;
    use crate::model::Wait;

    /// Each step is a day and what the evidence said on it: `m`atches, `c`lear or `?`.
    #[track_caller]
    fn check(pending_days: u32, keep_days: u32, steps: &str, expect: &str) {
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::new());
        let patience =
            Patience { pending_for: Wait::Days(pending_days), keep_firing_for: Wait::Days(keep_days) };
        let mut life = Life::Inactive;
        let mut states = Vec::new();
        for (day, step) in steps.chars().enumerate() {
            let condition = match step {
                'm' => Condition::Matches,
                'c' => Condition::Clear,
                _ => Condition::Unknown,
            };
            let now = Timestamp::from_second(i64::try_from(day).unwrap() * 86_400).unwrap();
            life = life.after(condition, now, now, patience, &calendar);
            states.push(life.state().to_string().remove(0));
        }
        assert_eq!(states.into_iter().collect::<String>(), expect);
    }

    #[test]
    fn fires_at_once_and_ends_at_once_without_patience() {
        check(0, 0, "cmmc", "iffi");
    }

    #[test]
    fn waits_for_as_long_as_it_is_told() {
        check(2, 0, "mmmm", "ppff");
        check(2, 0, "mmcm", "ppip");
    }

    #[test]
    fn keeps_firing_from_the_first_evaluation_that_no_longer_matches() {
        check(0, 2, "mccc", "fffi");
        check(0, 2, "mcmccc", "fffffi");
    }

    #[test]
    fn what_began_long_ago_has_been_waited_for() {
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::new());
        let patience = Patience { pending_for: Wait::Days(2), keep_firing_for: Wait::NONE };
        let day = |day: i64| Timestamp::from_second(day * 86_400).unwrap();
        let after = |began| Life::Inactive.after(Condition::Matches, day(began), day(9), patience, &calendar);
        assert_eq!([after(7), after(8)].map(|life| life.state().to_string()), ["firing", "pending"]);
    }

    #[test]
    fn what_is_not_known_changes_nothing() {
        check(0, 0, "m???c", "ffffi");
        check(0, 0, "???", "iii");
    }
}
