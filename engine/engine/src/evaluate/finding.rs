//! From what a rule said to a verdict: silence, grace and lateness are judged here, the same for every rule.

use jiff::Timestamp;

use crate::evidence::Gap;
use crate::model::{Catalogue, Verdict, Vintage};
use crate::plain;
use crate::program::{Assessment, Judgement};
use crate::view::Stop;

/// A verdict with its cause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in words without a full stop; empty where the verdict says it all.
    pub reason: String,
    /// The line of the rule that decided, counted from 1.
    pub line: Option<u32>,
}

/// The deadlines of one report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Deadlines {
    /// From here a missing report is overdue.
    pub(crate) overdue_from: Timestamp,
    /// From here silence is `no-data`, and a delivery is late.
    pub(crate) grace_ends: Timestamp,
}

impl Deadlines {
    /// What silence means at `now`.
    fn silence(self, now: Timestamp) -> Verdict {
        if now < self.overdue_from {
            Verdict::NotDue
        } else if now < self.grace_ends {
            Verdict::Awaiting
        } else {
            Verdict::NoData
        }
    }

    /// Whether something first known at `vintage` came after the grace. Backfill counts as in time.
    fn is_late(self, vintage: Option<Vintage>) -> bool {
        matches!(vintage, Some(Vintage::At(known)) if known >= self.grace_ends)
    }
}

impl Finding {
    /// A finding without a cause to tell.
    pub(crate) fn bare(verdict: Verdict) -> Self {
        Self { verdict, reason: String::new(), line: None }
    }

    /// Judges what a rule said at `now`; `first_known` is when its own evidence first came in.
    pub(crate) fn judge(
        said: &Result<Assessment, Stop>,
        deadlines: Deadlines,
        first_known: Option<Vintage>,
        now: Timestamp,
        catalogue: &Catalogue,
    ) -> Self {
        match said {
            Ok(assessment) => {
                let verdict = match assessment.judgement {
                    Judgement::Met if deadlines.is_late(first_known) => Verdict::MetLate,
                    Judgement::Met => Verdict::Met,
                    Judgement::AtRisk => Verdict::AtRisk,
                    Judgement::Missed => Verdict::Missed,
                };
                Self { verdict, reason: assessment.reason.clone(), line: assessment.line }
            }
            Err(Stop::NoData(gap)) => {
                let verdict = deadlines.silence(now);
                Self { verdict, reason: silence_reason(verdict, gap, catalogue), line: None }
            }
            Err(Stop::Failed(fault)) => {
                Self { verdict: Verdict::Failed, reason: fault.message.clone(), line: fault.line }
            }
        }
    }
}

/// Names the cell as people know it, since a gap may lie in another figure than the one that was due.
fn silence_reason(verdict: Verdict, gap: &Gap, catalogue: &Catalogue) -> String {
    let Gap { cell, why } = gap;
    let measure =
        catalogue.measures.get(&cell.measure).map_or(cell.measure.as_str(), |measure| &measure.title);
    match verdict {
        Verdict::NotDue => String::new(),
        _ => format!("{measure}, {}, {}: {why}", catalogue.body_name(&cell.body), plain::period(cell.period)),
    }
}
