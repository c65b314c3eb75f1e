//! What an official hands in with a response, with every name in it looked up.

use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;

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
    /// A figure that is expected.
    Forecast(Forecast),
}

/// A figure that an official expects, and how that came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forecast {
    pub cell: Cell,
    pub value: Decimal,
    pub outcome: ForecastOutcome,
}

/// How a forecast came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ForecastOutcome {
    /// The figure may still come.
    #[default]
    Open,
    /// The figure is this, and as good as was expected or better.
    CameTrue(Decimal),
    /// The figure is this, and worse than was expected.
    FellShort(Decimal),
    /// The figure is overdue.
    NotReported,
}

impl ForecastOutcome {
    /// The word for it, as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::CameTrue(_) => "came-true",
            Self::FellShort(_) => "fell-short",
            Self::NotReported => "not-reported",
        }
    }

    /// The figure that came.
    pub fn figure(self) -> Option<Decimal> {
        match self {
            Self::CameTrue(figure) | Self::FellShort(figure) => Some(figure),
            Self::Open | Self::NotReported => None,
        }
    }
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
            Self::Nothing | Self::Paper(_) | Self::Acceptance(_) | Self::Forecast(_) => None,
        }
    }

    /// The same group, to be changed.
    pub(crate) fn group_mut(&mut self) -> Option<&mut Group> {
        match self {
            Self::Group(group) => Some(group),
            Self::Nothing | Self::Paper(_) | Self::Acceptance(_) | Self::Forecast(_) => None,
        }
    }

    /// The bodies for which an obligation is accepted anew by it.
    pub fn accepted_for(&self) -> Option<&[BodyId]> {
        match self {
            Self::Acceptance(bodies) => Some(bodies),
            Self::Nothing | Self::Paper(_) | Self::Group(_) | Self::Forecast(_) => None,
        }
    }

    /// The figure that is expected by it.
    pub fn forecast(&self) -> Option<&Forecast> {
        match self {
            Self::Forecast(forecast) => Some(forecast),
            Self::Nothing | Self::Paper(_) | Self::Group(_) | Self::Acceptance(_) => None,
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
