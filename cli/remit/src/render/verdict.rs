//! How verdicts look. A colour only adds to the word.

use engine::model::Verdict;

use super::Ink;

/// How a verdict looks.
pub(super) fn ink_of(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Met | Verdict::MetLate | Verdict::Waived => Ink::Calm,
        Verdict::Missed | Verdict::NoData => Ink::Alarm,
        Verdict::NotDue | Verdict::NotJudged => Ink::Faint,
        Verdict::Awaiting | Verdict::HeldUp | Verdict::AtRisk | Verdict::Disputed | Verdict::Failed => {
            Ink::Caution
        }
    }
}
