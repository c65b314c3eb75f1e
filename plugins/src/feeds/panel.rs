//! What is said of a feed that speaks for people.

use engine::model::{MissionId, VoiceId};

/// What is said of a feed that speaks for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PanelSettings {
    /// For whom it speaks.
    pub voice: VoiceId,
    /// The missions of which anyone may read what it says, without an account.
    pub open_for: Vec<MissionId>,
    /// Within how many working days an answer is asked for; none where no day is set.
    pub answer_within: Option<u32>,
}
