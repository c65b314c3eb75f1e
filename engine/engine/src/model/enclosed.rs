//! What an official hands in with a response, with every name in it looked up.

use std::sync::Arc;

use jiff::Timestamp;

use super::{BodyId, Cell, MeasureId, ObligationRef, Paper};

/// What came with a response.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Enclosed {
    /// Words alone.
    #[default]
    Nothing,
    /// A paper that it reports. Its last day is that of the response.
    Paper(ReportedPaper),
    /// A group that it opens. Its end is the last day of the response.
    Group(Group),
    /// That an obligation is accepted anew after a cut, for these bodies.
    Acceptance(Vec<BodyId>),
}

/// A paper that is reported by a response, and not by a feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportedPaper {
    /// The document, its body, and the day from which the paper is in force.
    pub cell: Cell,
    pub paper: Arc<Paper>,
}

/// Those who are to bring something about together, for a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// At least one, each once.
    pub members: Vec<Member>,
    /// What must hold for it to close.
    pub exit_test: ExitTest,
    /// When that held; none while it is open.
    pub closed_at: Option<Timestamp>,
}

/// A member of a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub body: BodyId,
    /// The person; none where the body is the member, whoever answers for it.
    pub person: Option<Arc<str>>,
}

/// What must hold for a group to close.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExitTest {
    /// The newest periods of an obligation that are decided are met, so many of them.
    Met { obligation: ObligationRef, periods: u32 },
    /// A document is in force.
    InForce { document: MeasureId, body: BodyId },
}

impl Enclosed {
    /// The group that it opens.
    pub fn group(&self) -> Option<&Group> {
        match self {
            Self::Group(group) => Some(group),
            Self::Nothing | Self::Paper(_) | Self::Acceptance(_) => None,
        }
    }

    /// The same group, to be changed.
    pub(crate) fn group_mut(&mut self) -> Option<&mut Group> {
        match self {
            Self::Group(group) => Some(group),
            Self::Nothing | Self::Paper(_) | Self::Acceptance(_) => None,
        }
    }

    /// The bodies for which an obligation is accepted anew by it.
    pub fn accepted_for(&self) -> Option<&[BodyId]> {
        match self {
            Self::Acceptance(bodies) => Some(bodies),
            Self::Nothing | Self::Paper(_) | Self::Group(_) => None,
        }
    }

    /// The obligation on which hangs what becomes of it.
    pub fn waits_for(&self) -> Option<&ObligationRef> {
        match &self.group()?.exit_test {
            ExitTest::Met { obligation, .. } => Some(obligation),
            ExitTest::InForce { .. } => None,
        }
    }
}
