//! The closed list of verdicts.

use std::fmt;

/// The outcome of one rule, or of a joined-up obligation, for one period.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// The report is not due yet.
    NotDue,
    /// Due, and inside the grace.
    Awaiting,
    /// Done in time.
    Met,
    /// Done after the grace; the miss stays on record.
    MetLate,
    /// Not missed yet, but the rule sees it coming.
    AtRisk,
    /// Not done. For a period this is a permanent fact.
    Missed,
    /// Past due and grace, and nothing usable was reported by whoever owes it.
    NoData,
    /// Past due and grace, and a figure is missing that another body was to report.
    HeldUp,
    /// It cannot be judged, and nobody is to blame for that: neither credit nor blame.
    NotJudged,
    /// Contested by the body and under discussion, or reported in two ways between which nothing decides.
    Disputed,
    /// Excused by an approver until an expiry.
    Waived,
    /// The rule itself failed; nothing is known.
    Failed,
}

impl Verdict {
    /// Every verdict, in the order of the list.
    pub const ALL: [Self; 12] = [
        Self::NotDue,
        Self::Awaiting,
        Self::Met,
        Self::MetLate,
        Self::AtRisk,
        Self::Missed,
        Self::NoData,
        Self::HeldUp,
        Self::NotJudged,
        Self::Disputed,
        Self::Waived,
        Self::Failed,
    ];

    /// In the order in which people want to see them: what was not done, what nothing is known of, what may yet go wrong, what waits, and at
    /// the end what is well.
    pub const WORST_FIRST: [Self; 12] = [
        Self::Missed,
        Self::NoData,
        Self::Failed,
        Self::HeldUp,
        Self::AtRisk,
        Self::Disputed,
        Self::Awaiting,
        Self::Waived,
        Self::NotJudged,
        Self::MetLate,
        Self::Met,
        Self::NotDue,
    ];

    /// Its place among [`Self::WORST_FIRST`], to sort by.
    pub fn place_from_worst(self) -> usize {
        Self::WORST_FIRST.iter().position(|other| *other == self).unwrap_or(Self::WORST_FIRST.len())
    }

    /// The word for it in output and in tests.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotDue => "not-due",
            Self::Awaiting => "awaiting",
            Self::Met => "met",
            Self::MetLate => "met-late",
            Self::AtRisk => "at-risk",
            Self::Missed => "missed",
            Self::NoData => "no-data",
            Self::HeldUp => "held-up",
            Self::NotJudged => "not-judged",
            Self::Disputed => "disputed",
            Self::Waived => "waived",
            Self::Failed => "failed",
        }
    }

    /// Whether the obligation was done.
    pub fn is_delivered(self) -> bool {
        matches!(self, Self::Met | Self::MetLate)
    }

    /// Whether nothing more is asked: it was done, or need not be.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Met | Self::MetLate | Self::Waived | Self::NotJudged)
    }

    /// Whether a report is still to come, and nobody is to blame yet.
    pub(crate) fn is_awaited(self) -> bool {
        matches!(self, Self::NotDue | Self::Awaiting)
    }

    /// Whether its own party breaks the obligation: silence after the grace is an offence too.
    pub fn is_breach(self) -> bool {
        matches!(self, Self::Missed | Self::NoData)
    }

    /// Whether the obligation is overdue and not met, whoever is to blame: what is held up is a matter too, and not its own
    /// party's fault.
    pub fn is_unmet(self) -> bool {
        self.is_breach() || self == Self::HeldUp
    }

    /// Whether nothing can be said: neither a breach nor the end of one.
    pub fn holds_state(self) -> bool {
        matches!(self, Self::Failed | Self::Disputed)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_has_its_place_from_the_worst() {
        let mut sorted = Verdict::ALL;
        sorted.sort_by_key(|verdict| verdict.place_from_worst());
        assert_eq!(sorted, Verdict::WORST_FIRST);
        assert!(Verdict::HeldUp.place_from_worst() < Verdict::AtRisk.place_from_worst());
    }
}
