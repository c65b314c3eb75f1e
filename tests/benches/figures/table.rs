//! Rows of the table, as Markdown.

use std::fmt;
use std::time::Duration;

/// How large the projects are that are measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scale {
    /// As the table says.
    Full,
    /// Small, to see that the bench works.
    Smoke,
}

impl Scale {
    /// `full` where everything is measured, and a fiftieth of it otherwise.
    pub(crate) fn of(self, full: usize) -> usize {
        match self {
            Self::Full => full,
            Self::Smoke => (full / 50).max(2),
        }
    }
}

/// What was measured, what is asked, and what it took here.
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) asked: &'static str,
    pub(crate) here: String,
}

impl Row {
    /// The head of the table.
    pub(crate) const HEAD: &str = "| what | asked | here |\n|---|---|---|";

    pub(crate) fn new(what: impl Into<String>, asked: &'static str, here: impl Into<String>) -> Self {
        Self { what: what.into(), asked, here: here.into() }
    }

    pub(crate) fn timed(what: impl Into<String>, asked: &'static str, time: Duration) -> Self {
        Self::new(what, asked, format!("{time:.2?}"))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "| {} | {} | {} |", self.what, self.asked, self.here)
    }
}
