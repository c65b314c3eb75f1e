//! The shape of what came over the service, what became of it, of messages that wait, of silences, and of what a step led to.

use serde::{Deserialize, Serialize};

use super::wire_numbers::{Moment, Str};

/// What became of a proposal.
#[derive(Serialize, Deserialize)]
pub(super) enum Fate {
    Approved,
    Refused,
    Withdrawn,
}

/// That one value in the text of a mission is to be another.
#[derive(Serialize, Deserialize)]
pub(super) struct TextChange {
    /// The account, the id, who asks, the mission, the place, the new value, the hash of what stood around it, and the reason.
    pub(super) texts: [Str; 8],
    pub(super) before: Option<Str>,
    pub(super) from: Option<Str>,
    pub(super) effect: Vec<Str>,
}

/// What is asked for of texts besides.
#[derive(Serialize, Deserialize)]
pub(super) enum Asked {
    /// Several values; one alone is a `ChangeProposed`.
    Values(TextChanges),
    Examples(RuleExamples),
}

/// That examples become tests.
#[derive(Serialize, Deserialize)]
pub(super) struct RuleExamples {
    /// The account, the id, who asks, the mission, whose verdict it is, the file, the tests, and the reason.
    pub(super) texts: [Str; 8],
    pub(super) told: Vec<Str>,
}

/// That several values in the text of a mission are to be others.
#[derive(Serialize, Deserialize)]
pub(super) struct TextChanges {
    /// The account, the id, who asks, the mission, and the reason.
    pub(super) texts: [Str; 5],
    pub(super) values: Vec<ValueChange>,
    pub(super) effect: Vec<Str>,
}

/// One of them.
#[derive(Serialize, Deserialize)]
pub(super) struct ValueChange {
    /// The place, the new value, and the hash of what stood around it.
    pub(super) texts: [Str; 3],
    pub(super) before: Option<Str>,
    pub(super) from: Option<Str>,
}

/// Until when a message waits, and what for.
#[derive(Serialize, Deserialize)]
pub(super) struct Hold {
    pub(super) until: Moment,
    pub(super) reason: HoldReason,
    pub(super) by: Str,
    pub(super) group: Option<Str>,
}

#[derive(Serialize, Deserialize)]
pub(super) enum HoldReason {
    Hours,
    Group,
    Digest,
    PersonalDigest,
    Silence,
}

/// What somebody handed in over the service, and its answer.
#[derive(Serialize, Deserialize)]
pub(super) struct HandedIn {
    pub(super) account: Str,
    pub(super) key: Str,
    pub(super) content: Str,
    pub(super) status: u16,
    pub(super) answer: Str,
}

/// That nobody is told of some alerts for a time.
#[derive(Serialize, Deserialize)]
pub(super) struct Silence {
    pub(super) id: Str,
    pub(super) account: Option<Str>,
    pub(super) by: Str,
    pub(super) matchers: Vec<Str>,
    pub(super) from: Moment,
    pub(super) until: Moment,
    pub(super) reason: Str,
}

/// What a step led to: the version that worked it out, a line for each alert, how many verdicts turned, and the root over those.
#[derive(Serialize, Deserialize)]
pub(super) struct Outcome {
    pub(super) by: Str,
    pub(super) told: Vec<Str>,
    pub(super) turned: u64,
    pub(super) verdicts: [u8; 32],
}

/// The same for one mission.
#[derive(Serialize, Deserialize)]
pub(super) struct OutcomePart {
    pub(super) mission: Str,
    pub(super) told: Vec<Str>,
    pub(super) turned: u64,
    pub(super) verdicts: [u8; 32],
}
