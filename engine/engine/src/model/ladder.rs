//! To whom a matter goes up that nobody settles, and after how long. Where an alert stands on its ladder is known elsewhere.

use std::sync::Arc;

use super::BodyId;

/// The steps by which a matter goes up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ladder {
    pub id: Arc<str>,
    /// At least one; the first hears at once.
    pub steps: Vec<LadderStep>,
    /// After so many working days in which nothing was told, whoever was told last is reminded.
    pub remind_every: Option<u32>,
    /// Within so many working days the people whom a step tells are asked to reply.
    pub reply_within: Option<u32>,
}

/// One step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LadderStep {
    /// The role that is told.
    pub to: Arc<str>,
    /// The body at which the role is held, where that is not the lead's own.
    pub body: Option<BodyId>,
    /// Working days after the first message.
    pub after: u32,
}

impl LadderStep {
    /// The role of whoever answers for an obligation at its lead.
    pub const OWNER: &'static str = "owner";
    /// The role of the board that answers for a mission.
    pub const BOARD: &'static str = "board";
}

impl Ladder {
    /// How many working days lie between the step before and this one.
    pub fn days_before(&self, step: usize) -> Option<u32> {
        let after = self.steps.get(step)?.after;
        let before = step.checked_sub(1).and_then(|before| self.steps.get(before));
        Some(after.saturating_sub(before.map_or(0, |before| before.after)))
    }
}
