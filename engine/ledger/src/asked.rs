//! What an account asks for that counts once somebody else has approved it.

use engine::model::{Response, ResponseId};

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// A response. It has the same id once it is one.
    Response {
        /// The alert as it prints itself.
        alert: String,
        /// What it would be, without an approver.
        response: Box<Response>,
    },
    /// Other values in the text of a mission.
    Change(Box<TextChange>),
    /// Tests of what a rule should find.
    Examples(Box<RuleExamples>),
}

/// That values in the text of a mission are to be others, all of them or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextChange {
    pub id: ResponseId,
    /// Who asks for it, as the account is named.
    pub by: String,
    pub mission: String,
    /// One at least, each in a place of its own.
    pub values: Vec<ValueChange>,
    pub reason: String,
    /// What it would have done, as whoever asked was told, sentence by sentence.
    pub effect: Vec<String>,
}

/// That one value in the text of a mission is to be another. It is known by what it stands in, and not by its line, so that it can be put into a text
/// in which other things were changed since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueChange {
    /// Where the value stands, such as `target/four-hours:2023-12-22/value`.
    pub place: String,
    /// The value when it was asked for; none where the key was not written.
    pub before: Option<String>,
    /// What it is to be.
    pub after: String,
    /// The day or the period with which the change begins; none where it is to count from the beginning.
    pub from: Option<String>,
    /// The hash of all that stood around it when it was asked for.
    pub base: String,
}

/// That examples of what a rule should find become tests of the project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleExamples {
    pub id: ResponseId,
    /// Who asks for it, as the account is named.
    pub by: String,
    pub mission: String,
    /// Whose verdict they are about, as tests name it: `homes/warmth/north-council 2024-01`.
    pub subject: String,
    /// The file of tests into which they are written.
    pub path: String,
    /// The tests, as they are written.
    pub text: String,
    pub reason: String,
    /// What the rule in force said of each, as whoever asked was told.
    pub told: Vec<String>,
}

impl Asked {
    /// The mission of which texts are asked for; none where it is about an alert.
    pub fn mission(&self) -> Option<&str> {
        match self {
            Self::Response { .. } => None,
            Self::Change(change) => Some(&change.mission),
            Self::Examples(examples) => Some(&examples.mission),
        }
    }
}

impl TextChange {
    /// Whether another one is of the same value, among others.
    pub fn is_of_same_value(&self, other: &Self) -> bool {
        let is_of_other = |value: &ValueChange| other.values.iter().any(|of| of.place == value.place);
        self.mission == other.mission && self.values.iter().any(is_of_other)
    }
}
