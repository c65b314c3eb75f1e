//! Verdicts in words. A colour only adds to the word.

use engine::model::Verdict;

use super::Ink;

/// A verdict as the label of an obligation.
pub(super) fn verdict_label(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotDue => "NOT DUE",
        Verdict::Awaiting => "AWAITING",
        Verdict::Met => "MET",
        Verdict::MetLate => "MET LATE",
        Verdict::AtRisk => "AT RISK",
        Verdict::Missed => "MISSED",
        Verdict::NoData => "NO DATA",
        Verdict::Disputed => "DISPUTED",
        Verdict::Waived => "WAIVED",
        Verdict::Failed => "FAILED",
    }
}

/// A verdict in a sentence.
pub(super) fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotDue => "not due yet",
        Verdict::Awaiting => "due and awaited",
        Verdict::Met => "met",
        Verdict::MetLate => "met, but late,",
        Verdict::AtRisk => "at risk",
        Verdict::Missed => "missed",
        Verdict::NoData => "nothing usable was reported",
        Verdict::Disputed => "disputed",
        Verdict::Waived => "waived",
        Verdict::Failed => "the rule failed",
    }
}

/// How a verdict looks.
pub(super) fn ink_of(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Met | Verdict::MetLate | Verdict::Waived => Ink::Calm,
        Verdict::Missed | Verdict::NoData => Ink::Alarm,
        Verdict::NotDue => Ink::Faint,
        Verdict::Awaiting | Verdict::AtRisk | Verdict::Disputed | Verdict::Failed => Ink::Caution,
    }
}
