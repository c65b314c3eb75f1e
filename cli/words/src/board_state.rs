//! The five states in which a page shows how something stands. Every verdict and every way of standing has one; the verdict itself is for whoever looks
//! closer.

use engine::model::Verdict;

use crate::summary::StandingKind;

/// How something stands, at a glance. The gravest comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BoardState {
    Missed,
    AtRisk,
    /// For a report, a decision or somebody else.
    Waiting,
    /// Nothing can be said, or nobody is held to it.
    NotJudged,
    OnTrack,
}

impl BoardState {
    /// The state of an obligation.
    pub fn of(kind: StandingKind) -> Self {
        match kind {
            StandingKind::Met => Self::OnTrack,
            StandingKind::Broken => Self::Missed,
            StandingKind::AtRisk => Self::AtRisk,
            StandingKind::HeldUp | StandingKind::Awaited | StandingKind::NotDue => Self::Waiting,
            // What is excused is not met.
            StandingKind::Waived
            | StandingKind::Disputed
            | StandingKind::NotJudged
            | StandingKind::Failed
            | StandingKind::NotPursued
            | StandingKind::Excepted
            | StandingKind::NotMeasurable => Self::NotJudged,
        }
    }

    /// The state of one period.
    pub fn of_verdict(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Met | Verdict::MetLate => Self::OnTrack,
            Verdict::Missed | Verdict::NoData => Self::Missed,
            Verdict::AtRisk => Self::AtRisk,
            Verdict::HeldUp | Verdict::Awaiting | Verdict::NotDue => Self::Waiting,
            Verdict::Waived | Verdict::Disputed | Verdict::NotJudged | Verdict::Failed => Self::NotJudged,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::AtRisk => "At risk",
            Self::Missed => "Missed",
            Self::Waiting => "Waiting",
            Self::NotJudged => "Not judged",
        }
    }

    /// The same for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnTrack => "on-track",
            Self::AtRisk => "at-risk",
            Self::Missed => "missed",
            Self::Waiting => "waiting",
            Self::NotJudged => "not-judged",
        }
    }
}
