//! The deadlines of one report: whether silence is not due, awaited or an offence, and whether a delivery is late. The same for
//! every rule.

use jiff::Timestamp;

use crate::model::{Calendar, Due, Period, Verdict, Vintage};

/// The deadlines of one report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Deadlines {
    /// From here a missing report is overdue.
    pub(crate) overdue_from: Timestamp,
    /// From here silence is `no-data`, and a delivery is late.
    pub(crate) grace_ends: Timestamp,
}

impl Deadlines {
    pub(crate) fn of(due: Due, period: Period, calendar: &Calendar) -> Self {
        Self {
            overdue_from: due.overdue_from(period, calendar),
            grace_ends: due.grace_ends(period, calendar),
        }
    }

    /// Both, for wake-ups.
    pub(crate) fn moments(self) -> [Timestamp; 2] {
        [self.overdue_from, self.grace_ends]
    }

    /// What silence means at `now`.
    pub(super) fn silence(self, now: Timestamp) -> Verdict {
        if now < self.overdue_from {
            Verdict::NotDue
        } else if now < self.grace_ends {
            Verdict::Awaiting
        } else {
            Verdict::NoData
        }
    }

    /// Whether something first known at `vintage` came after the grace. Backfill counts as in time.
    pub(super) fn is_late(self, vintage: Option<Vintage>) -> bool {
        matches!(vintage, Some(Vintage::At(known)) if known >= self.grace_ends)
    }
}
