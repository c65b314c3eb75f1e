//! Whose verdict for which period, in one text: `homelessness/duty-to-refer/adult_prison 2021-Q3`.

use std::fmt;

use engine::model::{ContributionId, ObligationRef, Period};

/// TestNames a verdict.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct VerdictName {
    pub(super) obligation: ObligationRef,
    /// None for the whole, or for the lead's own duty where it stands alone.
    pub(super) contribution: Option<ContributionId>,
    pub(super) period: Period,
}

impl fmt::Display for VerdictName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.obligation)?;
        if let Some(contribution) = &self.contribution {
            write!(out, "/{contribution}")?;
        }
        write!(out, " {}", self.period)
    }
}
