//! The words for verdicts, in one table.

use engine::model::{Period, Verdict};

use crate::english;

/// How one verdict is called.
struct VerdictWords {
    /// In a word or two, for lists and labels.
    word: &'static str,
    /// In a clause of its own, of an obligation or a part.
    clause: &'static str,
    /// What it means, in sentences.
    meaning: &'static str,
}

const fn words(verdict: Verdict) -> VerdictWords {
    let (word, clause, meaning) = match verdict {
        Verdict::NotDue => ("not due", "not due yet", "The report is not due yet."),
        Verdict::Awaiting => {
            ("awaiting", "due and awaited", "The report is due and has not come, but there is still grace.")
        }
        Verdict::Met => (
            "met",
            "met",
            "It was done, and in time. It may be given before the due date, once no further figure can change it.",
        ),
        Verdict::MetLate => (
            "met late",
            "met, but late",
            "It was done, but after its time. That it was late stays on record.",
        ),
        Verdict::AtRisk => ("at risk", "at risk", "It is not missed yet, but the rule sees it coming."),
        Verdict::Missed => ("missed", "missed", "It was not done. Only corrected evidence changes this."),
        Verdict::NoData => (
            "no data",
            "nothing usable was reported",
            "It is past its due date and its grace, and nothing usable was reported. Silence counts as a breach; it is never taken for zero.",
        ),
        Verdict::HeldUp => (
            "held up",
            "held up by a figure that is missing",
            "It is past its due date and its grace, and a figure is missing that another body was to report. Nothing is held against the body that waits.",
        ),
        Verdict::NotJudged => (
            "not judged",
            "not judged",
            "It cannot be judged, and nobody is to blame for that. It counts neither for nor against the body.",
        ),
        Verdict::Disputed => (
            "disputed",
            "disputed",
            "The body contests it, or reports of its figure contradict each other. Until it is settled, nothing is held against the body and nothing is taken back.",
        ),
        Verdict::Waived => ("waived", "waived", "An approver has excused it, with a reason and until a day."),
        Verdict::Failed => (
            "failed",
            "the rule failed",
            "The rule itself failed, so nothing is known. Whatever stood before stays, and the rule’s owner is told.",
        ),
    };
    VerdictWords { word, clause, meaning }
}

/// A verdict in a word or two: `met late`.
pub fn word(verdict: Verdict) -> &'static str {
    words(verdict).word
}

/// The same as a label: `MET LATE`.
pub fn label(verdict: Verdict) -> String {
    word(verdict).to_uppercase()
}

/// A verdict in a clause of its own: `nothing usable was reported`.
pub fn clause(verdict: Verdict) -> &'static str {
    words(verdict).clause
}

/// A verdict with its period: `met, but late, for Q1 2024`.
pub fn clause_for(verdict: Verdict, period: Period) -> String {
    let clause = clause(verdict);
    let pause = if clause.contains(',') { "," } else { "" };
    format!("{clause}{pause} for {}", english::period(period))
}

/// What a verdict means, in sentences.
pub fn meaning(verdict: Verdict) -> &'static str {
    words(verdict).meaning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_called_as_its_id_has_it() {
        for verdict in Verdict::ALL {
            assert_eq!(word(verdict), verdict.as_str().replace('-', " "));
        }
    }
}
