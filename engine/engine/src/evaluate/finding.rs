//! From what a rule said to a verdict, the same for every rule. What silence means at a moment is in `deadlines`.

use jiff::Timestamp;
use jiff::civil::Date;

use super::deadlines::Deadlines;
use crate::evidence::{Gap, WhyAbsent};
use crate::model::{BodyId, Statement, Submission, UnusedReport, Verdict, Vintage};
use crate::program::{Assessment, Judgement};
use crate::view::{Failure, Fault, Stop};

/// A verdict with its cause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub verdict: Verdict,
    pub cause: Cause,
}

/// What a verdict comes of, as facts. Two causes are equal when people would be told the same of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// The verdict says it all.
    Evident,
    /// What the rule said, and the line that said it, counted from 1.
    Stated { statement: Statement, line: Option<u32> },
    /// A figure that is missing, or that nothing decides on.
    Missing(Box<Gap>),
    /// The rule itself failed.
    Failed(Box<Fault>),
    /// The verdicts of the parts, which are not repeated here.
    Parts,
    /// A benefit that may not be expected before a day, by a relation.
    InsideDelay { relation: BodyId, until: Date },
    /// What an official said of a breach.
    Answered(Box<AnsweredBreach>),
}

/// A breach with what an official said of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnsweredBreach {
    pub submission: Submission,
    pub breach: Finding,
}

/// A figure without which nothing can be judged, by whose it is and whether it came in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Lack {
    /// The party's own.
    Own(Gap),
    /// The party's own, of a longer period that stands for the one that is judged, and is due at a moment of its own.
    OwnOfLonger { gap: Gap, grace_ends: Timestamp },
    /// Others are to report it, by a moment of their own.
    Others { gap: Gap, grace_ends: Timestamp },
    /// It may stand in a file that came in in time, and into which nobody may look yet.
    Waits(Gap),
    /// Nobody's: no such figure is owed.
    Nobodys(Gap),
}

/// What is known of a part beside what its rule said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances {
    pub(crate) deadlines: Deadlines,
    /// When its own evidence first came in.
    pub(crate) first_known: Option<Vintage>,
    pub(crate) rests: Rests,
    pub(crate) now: Timestamp,
}

/// What a judgement rests on. Verdicts of others may turn as long as anything may still be reported, so that what rests on them is
/// said for certain only once it is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rests {
    Figures,
    Verdicts,
    /// A verdict that it rests on is still to come.
    VerdictsToCome,
}

impl Cause {
    /// What is missing and may stand in a file that waits for the end of an embargo; none before anybody would be called silent for it.
    pub(crate) fn waiting(&self) -> Option<&Gap> {
        match self {
            Self::Missing(gap) => gap.unused.as_ref()?.waits_since.map(|_| &**gap),
            Self::Answered(answered) => answered.breach.cause.waiting(),
            _ => None,
        }
    }

    /// What came in for the figure that is missing, and could not be used.
    pub fn unused(&self) -> Option<&UnusedReport> {
        match self {
            Self::Missing(gap) => gap.unused.as_deref(),
            Self::Answered(answered) => answered.breach.cause.unused(),
            Self::Evident
            | Self::Stated { .. }
            | Self::Failed(_)
            | Self::Parts
            | Self::InsideDelay { .. } => None,
        }
    }
}

impl Finding {
    /// A verdict that says it all.
    pub(crate) fn evident(verdict: Verdict) -> Self {
        Self { verdict, cause: Cause::Evident }
    }

    /// Judges what a rule came to; `lack` says whose a figure is that is missing.
    pub(crate) fn judge(
        said: &Result<Assessment, Box<Stop>>,
        lack: impl FnOnce(&Gap) -> Lack,
        circumstances: Circumstances,
    ) -> Self {
        match said.as_ref().map_err(|stop| &**stop) {
            Ok(assessment) => Self::stated(assessment, circumstances),
            // Nothing is missing, and nobody can say which figure to judge by.
            Err(Stop::NoData(gap)) if gap.why.is_unreconciled() => {
                Self { verdict: Verdict::Disputed, cause: Cause::Missing(Box::new(gap.clone())) }
            }
            Err(Stop::NoData(gap)) => Self::lacking(lack(gap), circumstances),
            // Nobody promised anything for a period without a target.
            Err(Stop::Failed(fault)) if matches!(fault.failure, Failure::NoTarget(_)) => {
                Self { verdict: Verdict::NotJudged, cause: Cause::Failed(Box::new(fault.clone())) }
            }
            Err(Stop::Failed(fault)) => {
                Self { verdict: Verdict::Failed, cause: Cause::Failed(Box::new(fault.clone())) }
            }
        }
    }

    fn stated(assessment: &Assessment, circumstances: Circumstances) -> Self {
        let Circumstances { deadlines, first_known, rests, now } = circumstances;
        let judgement = match (rests, deadlines.silence(now), assessment.judgement) {
            (Rests::Figures, _, judgement) => judgement,
            (_, Verdict::NotDue, Judgement::Met) => return Self::evident(Verdict::NotDue),
            (_, Verdict::NotDue, Judgement::Missed) => Judgement::AtRisk,
            (Rests::VerdictsToCome, Verdict::Awaiting, Judgement::Met | Judgement::Missed) => {
                return Self::evident(Verdict::Awaiting);
            }
            (_, _, judgement) => judgement,
        };
        let verdict = match judgement {
            Judgement::Met if deadlines.is_late(first_known) => Verdict::MetLate,
            Judgement::Met => Verdict::Met,
            Judgement::AtRisk => Verdict::AtRisk,
            Judgement::Missed => Verdict::Missed,
            Judgement::NotJudged => Verdict::NotJudged,
        };
        let statement = assessment.reason.clone();
        Self { verdict, cause: Cause::Stated { statement, line: assessment.line } }
    }

    fn lacking(lack: Lack, Circumstances { deadlines, now, .. }: Circumstances) -> Self {
        let (verdict, gap) = match lack {
            Lack::Nobodys(gap) if gap.why == WhyAbsent::ZeroOverZero => (Verdict::NotJudged, gap),
            // History may still be loaded until the report itself is due.
            Lack::Nobodys(gap) => match deadlines.silence(now) {
                Verdict::NotDue => (Verdict::NotDue, gap),
                _ => (Verdict::NotJudged, gap),
            },
            Lack::Own(gap) => (deadlines.silence(now), gap),
            Lack::Waits(gap) => match deadlines.silence(now) {
                Verdict::NoData => (Verdict::Awaiting, gap),
                early => (early, gap),
            },
            Lack::OwnOfLonger { gap, grace_ends } => match deadlines.silence(now) {
                // A year is not over while its quarters are.
                Verdict::NoData if now < grace_ends => (Verdict::Awaiting, gap),
                verdict => (verdict, gap),
            },
            Lack::Others { gap, grace_ends } => match deadlines.silence(now) {
                // Whoever is to report it may have longer than the party that waits for it.
                Verdict::NoData if now < grace_ends => (Verdict::Awaiting, gap),
                Verdict::NoData => (Verdict::HeldUp, gap),
                early => (early, gap),
            },
        };
        // Until a report is due, it does not matter which one is missing.
        let cause = match verdict {
            Verdict::NotDue => Cause::Evident,
            _ => Cause::Missing(Box::new(gap)),
        };
        Self { verdict, cause }
    }

    /// The line of the rule that decided, counted from 1.
    pub fn line(&self) -> Option<u32> {
        match &self.cause {
            Cause::Stated { line, .. } => *line,
            Cause::Failed(fault) => fault.line,
            Cause::Answered(answered) => answered.breach.line(),
            Cause::Evident | Cause::Missing(_) | Cause::Parts | Cause::InsideDelay { .. } => None,
        }
    }

    /// Whether people would be told the same of both, in whichever lines of rules they were found.
    pub(crate) fn reads_as(&self, other: &Self) -> bool {
        let same_cause = match (&self.cause, &other.cause) {
            (Cause::Stated { statement: one, .. }, Cause::Stated { statement: other, .. }) => one == other,
            (Cause::Evident, Cause::Stated { statement, .. })
            | (Cause::Stated { statement, .. }, Cause::Evident) => statement.is_empty(),
            (Cause::Failed(one), Cause::Failed(other)) => one.failure == other.failure,
            (Cause::Answered(one), Cause::Answered(other)) => {
                one.submission == other.submission && one.breach.reads_as(&other.breach)
            }
            (one, other) => one == other,
        };
        self.verdict == other.verdict && (same_cause || self.verdict == Verdict::NotDue)
    }
}
