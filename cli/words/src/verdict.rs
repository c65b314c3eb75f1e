//! The words for verdicts, in one table.

use engine::model::{Period, Verdict};

use crate::english;

/// How one verdict is called.
struct VerdictWords {
    /// In a word or two, for lists and labels.
    word: &'static str,
    /// In a clause of its own, of an obligation or a part.
    clause: &'static str,
}

const fn words(verdict: Verdict) -> VerdictWords {
    let (word, clause) = match verdict {
        Verdict::NotDue => ("not due", "not due yet"),
        Verdict::Awaiting => ("awaiting", "due and awaited"),
        Verdict::Met => ("met", "met"),
        Verdict::MetLate => ("met late", "met, but late"),
        Verdict::AtRisk => ("at risk", "at risk"),
        Verdict::Missed => ("missed", "missed"),
        Verdict::NoData => ("no data", "nothing usable was reported"),
        Verdict::Disputed => ("disputed", "disputed"),
        Verdict::Waived => ("waived", "waived"),
        Verdict::Failed => ("failed", "the rule failed"),
    };
    VerdictWords { word, clause }
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
