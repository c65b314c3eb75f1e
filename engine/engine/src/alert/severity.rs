//! How grave a matter is, and which of an obligation's parts it names.

use super::AlertKind;
use crate::model::Verdict;

/// How grave an alert is, the graver the greater.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Nothing is broken, but a rule sees it coming.
    AtRisk,
    /// The obligation is broken, or overdue for want of a figure of others.
    Breach,
}

impl Severity {
    /// Every one, the least grave first.
    pub const ALL: [Self; 2] = [Self::AtRisk, Self::Breach];

    /// The word for it, as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtRisk => "at-risk",
            Self::Breach => "breach",
        }
    }
}

/// What makes an alert name a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Named {
    /// Those that break the whole.
    Broken,
    /// Those that put the whole at risk.
    AtRisk,
    /// Those whose rule failed.
    Failed,
    /// The whole stands so that nobody is named.
    Nobody,
}

impl Named {
    /// What an alert of this kind names, whose last whole stands so.
    pub(super) fn of(kind: AlertKind, whole: Verdict) -> Self {
        match (kind, whole) {
            (AlertKind::RuleFailed, _) => Self::Failed,
            (AlertKind::Breach, whole) if whole.is_unmet() => Self::Broken,
            (AlertKind::Breach, Verdict::AtRisk) => Self::AtRisk,
            (AlertKind::Breach | AlertKind::Group | AlertKind::Cut, _) => Self::Nobody,
        }
    }

    /// Whether a part of this verdict is one of them.
    pub(super) fn includes(self, part: Verdict) -> bool {
        match self {
            Self::Broken => part.is_breach(),
            Self::AtRisk => part == Verdict::AtRisk,
            Self::Failed => part == Verdict::Failed,
            Self::Nobody => false,
        }
    }
}
