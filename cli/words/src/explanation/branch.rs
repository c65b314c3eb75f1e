//! A tree of who and what hangs on what, for drawing.

use engine::model::{SourceFile, Verdict};

use crate::verdict;

/// One thing with what hangs on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Branch {
    pub title: String,
    /// How it stands.
    pub state: State,
    /// What more is to be said of it, each in a few words.
    pub details: Vec<String>,
    /// The hash of the content of the file in which it stands; none where it stands in none.
    pub content: Option<String>,
    /// What it hangs on.
    pub children: Vec<Branch>,
}

/// How a thing stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    /// There is nothing to say of that.
    Plain,
    Verdict(Verdict),
    /// An amount, or why there is none.
    Amount(String),
}

impl Branch {
    /// A thing on which nothing hangs yet.
    pub(super) fn new(title: impl Into<String>, state: State) -> Self {
        Self { title: title.into(), state, details: Vec::new(), content: None, children: Vec::new() }
    }

    /// The same with more said of it.
    pub(super) fn with_details(self, details: impl IntoIterator<Item = String>) -> Self {
        Self { details: self.details.into_iter().chain(details).collect(), ..self }
    }

    /// The same, where it stands in a file.
    pub(super) fn within(self, file: &SourceFile) -> Self {
        let content = (!file.is_reply()).then(|| file.hash.clone());
        Self { content, ..self }
    }

    /// The same with more hanging on it.
    pub(super) fn with_children(self, children: impl IntoIterator<Item = Branch>) -> Self {
        Self { children: self.children.into_iter().chain(children).collect(), ..self }
    }
}

impl State {
    /// The state in words; none where there is nothing to say.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Plain => None,
            Self::Verdict(verdict) => Some(verdict::word(*verdict).to_owned()),
            Self::Amount(amount) => Some(amount.clone()),
        }
    }
}
