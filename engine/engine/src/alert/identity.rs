//! Which alert is which.

use std::fmt;

use crate::evaluate::ObligationState;
use crate::model::{MissionId, ObligationId, ObligationRef};

/// What stands behind the obligation in the name of an alert about its rules.
const RULE_FAILED: &str = "/rule-failed";
/// What stands behind the obligation in the name of an alert about the group that was opened for it.
const GROUP: &str = "/group";
/// What stands behind the obligation in the name of an alert about a cut in what funds it.
const CUT: &str = "/cut";

/// The identity of an alert: it stays the same over edits, renames, reloads and restarts, and when another body takes the lead.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct AlertId {
    pub mission: MissionId,
    pub obligation: ObligationId,
    /// What it is about.
    pub kind: AlertKind,
}

/// What an alert is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum AlertKind {
    /// The obligation is broken.
    Breach,
    /// A rule of the obligation failed; for the rule's owner.
    RuleFailed,
    /// The group that was opened for it has come to its end, and what it was to bring about has not come about.
    Group,
    /// What funds it was cut, and it is to be accepted anew. It holds nothing against anybody.
    Cut,
}

impl AlertKind {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Breach, Self::RuleFailed, Self::Group, Self::Cut];

    /// Whether it is the obligation's own verdicts that open it. What a group did not bring about is no breach of the obligation for which it
    /// was opened, and a cut is no breach at all.
    pub fn is_of_verdicts(self) -> bool {
        matches!(self, Self::Breach | Self::RuleFailed)
    }
}

impl AlertId {
    /// That under which an obligation's alert of this kind lies.
    pub(crate) fn of(owed: &ObligationState, kind: AlertKind) -> Self {
        Self { mission: owed.mission.id.clone(), obligation: owed.obligation().id.clone(), kind }
    }

    /// The obligation that it belongs to.
    pub fn obligation_ref(&self) -> ObligationRef {
        ObligationRef { mission: self.mission.clone(), obligation: self.obligation.clone() }
    }

    /// By which name its evidence is asked for: that of its obligation, where it is about a group that was opened for it or about a cut.
    pub fn asked_as(&self) -> String {
        match self.kind {
            AlertKind::Breach | AlertKind::RuleFailed => self.to_string(),
            AlertKind::Group | AlertKind::Cut => self.obligation_ref().to_string(),
        }
    }

    /// Whether it is meant by a name: as it prints itself or, as alerts were called before, with a body behind the obligation
    /// that leads it.
    pub fn is_meant_by(&self, name: &str, leads: impl Fn(&str) -> bool) -> bool {
        let rest = name.strip_prefix(&self.obligation_ref().to_string());
        let Some(behind) = rest.filter(|rest| rest.is_empty() || rest.starts_with('/')) else { return false };
        let of_kind = match self.kind {
            AlertKind::Breach => Some(behind).filter(|behind| ![RULE_FAILED, GROUP, CUT].contains(behind)),
            AlertKind::Group => behind.strip_suffix(GROUP),
            AlertKind::Cut => behind.strip_suffix(CUT),
            AlertKind::RuleFailed => behind.strip_suffix(RULE_FAILED),
        };
        of_kind.is_some_and(|lead| lead.strip_prefix('/').map_or(lead.is_empty(), leads))
    }
}

impl fmt::Display for AlertId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let suffix = match self.kind {
            AlertKind::Breach => "",
            AlertKind::RuleFailed => RULE_FAILED,
            AlertKind::Group => GROUP,
            AlertKind::Cut => CUT,
        };
        write!(out, "{}/{}{suffix}", self.mission, self.obligation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: AlertKind, name: &str, expect: bool) {
        let id = AlertId { mission: MissionId::new("homes"), obligation: ObligationId::new("built"), kind };
        assert_eq!(id.is_meant_by(name, |body| body == "council"), expect, "{id} by `{name}`");
    }

    #[test]
    fn an_alert_is_meant_by_its_name_with_or_without_the_lead() {
        check(AlertKind::Breach, "homes/built", true);
        check(AlertKind::Breach, "homes/built/council", true);
        check(AlertKind::Breach, "homes/built/trust", false);
        check(AlertKind::Breach, "homes/built-later", false);
        check(AlertKind::RuleFailed, "homes/built/rule-failed", true);
        check(AlertKind::RuleFailed, "homes/built/council/rule-failed", true);
    }

    #[test]
    fn the_kinds_of_alert_are_told_apart() {
        check(AlertKind::Breach, "homes/built/rule-failed", false);
        check(AlertKind::RuleFailed, "homes/built", false);
        check(AlertKind::RuleFailed, "homes/built/council", false);
        check(AlertKind::Group, "homes/built/group", true);
        check(AlertKind::Group, "homes/built", false);
        check(AlertKind::Breach, "homes/built/group", false);
        check(AlertKind::Cut, "homes/built/cut", true);
        check(AlertKind::Breach, "homes/built/cut", false);
    }
}
