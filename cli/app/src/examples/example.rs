//! Examples as somebody gives them. Nothing of them is looked up here.

use engine::model::Verdict;

/// What one part of an obligation should be found to be for a period, in some cases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Examples {
    pub mission: String,
    /// Within the mission; of one about each of many, with the body: `plans/leeds`.
    pub obligation: String,
    /// None where the lead owes it alone.
    pub contribution: Option<String>,
    pub period: String,
    /// Who gives them, as the account is named.
    pub by: String,
    /// By which the request can be spoken of. No two tests of a file have one name.
    pub reference: String,
    /// From one on up to [`Examples::MOST`].
    pub examples: Vec<Example>,
}

/// One of them: what is reported, which targets hold, and the verdict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    pub figures: Vec<Given>,
    /// In the place of those that the project declares.
    pub targets: Vec<Given>,
    pub verdict: String,
}

/// A figure of one cell, or the target for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    pub measure: String,
    pub body: String,
    pub period: String,
    /// As it was typed.
    pub value: String,
}

impl Example {
    /// The verdict that it expects where none can come to that: figures of examples are never late, and nothing is waited for any more.
    pub(super) fn cannot_be(&self) -> Option<Verdict> {
        let never = [Verdict::NotDue, Verdict::Awaiting, Verdict::MetLate];
        never.into_iter().find(|verdict| verdict.as_str() == self.verdict.trim())
    }
}

impl Examples {
    /// So many are given together at the most: each is played, and one person has to read them all.
    pub const MOST: usize = 5;
    /// So many figures and targets one of them says at the most.
    pub const MOST_GIVEN: usize = 24;

    /// Whose verdict they are about, as tests name it.
    pub fn subject(&self) -> String {
        let part = self.contribution.as_ref().map(|id| format!("/{id}")).unwrap_or_default();
        format!("{}/{}{part} {}", self.mission, self.obligation, self.period)
    }

    /// The file of tests into which they are written.
    pub fn path(&self) -> String {
        format!("{}/{}-examples.toml", crate::cases::TESTS_FOLDER, self.mission)
    }
}
