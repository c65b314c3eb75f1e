//! What a rule may see of other obligations: their verdicts, since when they are broken, and what was said of that. Only those are
//! seen that are judged by figures alone, so that no verdict hangs on itself. What is seen is worked out elsewhere.

use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::model::{
    BodyId, Class, MissionId, ObligationId, ObligationRef, PartId, Period, ResponseKind, Scope, Stake,
    Verdict,
};

/// Which obligations a rule asks for.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Among {
    /// Those of every mission.
    All,
    /// Those of the mission to which the rule's own obligation belongs.
    Own,
    /// Those of a mission, or one of them as `mission/obligation`.
    Named(Arc<str>),
}

impl Among {
    /// The same as a rule of a mission asks for it: its own obligations are those of that mission.
    #[must_use]
    pub fn asked_from(&self, mission: &MissionId) -> Self {
        match self {
            Self::Own => Self::Named(mission.as_str().into()),
            Self::All | Self::Named(_) => self.clone(),
        }
    }

    /// Whether some obligation of a mission may be meant.
    pub fn may_hold_of(&self, mission: &MissionId) -> bool {
        match self {
            Self::All => true,
            Self::Own => false,
            Self::Named(name) => name.split('/').next() == Some(mission.as_str()),
        }
    }

    /// Whether an obligation of a mission is meant, by its id or by the one that is declared for it. Whose own they are is for
    /// [`asked_from`](Self::asked_from) to say.
    pub fn holds(&self, mission: &MissionId, [id, declared]: [&ObligationId; 2]) -> bool {
        match self {
            Self::All => true,
            Self::Own => false,
            Self::Named(name) => match name.split_once('/') {
                None => mission.as_str() == &**name,
                Some((named, obligation)) => {
                    mission.as_str() == named && [id, declared].iter().any(|id| id.as_str() == obligation)
                }
            },
        }
    }
}

/// Why nothing is seen of what a rule names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAmong {
    /// Nothing has that name.
    Unknown,
    /// It is judged by the verdicts of others itself.
    ReadsVerdicts,
}

/// One part of another obligation in one period.
#[derive(Clone, PartialEq, Debug)]
pub struct OtherPart {
    pub id: PartId,
    /// Who owes it.
    pub by: BodyId,
    pub weight: Decimal,
    /// What hangs on it.
    pub stake: Arc<Stake>,
    pub verdict: Verdict,
}

/// The parts of a whole as the rule sees them that joins them.
#[derive(Clone, PartialEq, Debug)]
pub struct Joining {
    /// Those that are owed, in the order of the declaration.
    pub parts: Vec<OtherPart>,
    /// What officials said of the period and did not take back, in order.
    pub replies: Vec<OtherReply>,
}

/// What somebody replied to an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherReply {
    pub kind: ResponseKind,
    /// How much of the obligation it is about.
    pub scope: Scope,
    /// Who says it.
    pub by: Arc<str>,
    pub at: Timestamp,
    /// What it expects of which period, where it makes a forecast.
    pub forecast: Option<(Decimal, Period)>,
}

/// Other obligations as a rule sees them while it runs.
pub trait Others: Send + Sync {
    /// Those that are asked for, in the order of the program.
    ///
    /// # Errors
    /// Nothing has that name, or what has it cannot be read.
    fn among(&self, among: &Among) -> Result<Vec<ObligationRef>, NotAmong>;

    /// Its title.
    fn title(&self, of: &ObligationRef) -> Arc<str>;

    /// The body that leads it.
    fn lead(&self, of: &ObligationRef) -> Option<BodyId>;

    /// Whether it is judged by a measure of this class.
    fn has_class(&self, of: &ObligationRef, class: Class) -> bool;

    /// The value of one of its labels, where it has that label.
    fn label(&self, of: &ObligationRef, label: &str) -> Option<String>;

    /// Whether a body leads it or owes a part of it.
    fn involves(&self, of: &ObligationRef, body: &str) -> bool;

    /// The newest of its periods that ends no later than another one does.
    fn period(&self, of: &ObligationRef, no_later_than: Period) -> Period;

    /// The verdict of its whole; none where nobody owes it for that period.
    fn verdict(&self, of: &ObligationRef, period: Period) -> Option<Verdict>;

    /// The parts that are owed for that period, in the order of the declaration.
    fn parts(&self, of: &ObligationRef, period: Period) -> Vec<OtherPart>;

    /// The deadline of the first of the broken periods that follow each other up to a moment; none where the newest that was due
    /// by then is not broken.
    fn broken_since(&self, of: &ObligationRef, by: Timestamp) -> Option<Timestamp>;

    /// When people were first told of the alert that stood at a moment; none where none did.
    fn told(&self, of: &ObligationRef, by: Timestamp) -> Option<Timestamp>;

    /// What officials had said by a moment and did not take back, in order.
    fn replies(&self, of: &ObligationRef, by: Timestamp) -> Vec<OtherReply>;
}
