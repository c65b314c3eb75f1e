//! What lints find, and what a project says of it.

use std::sync::Arc;

use jiff::civil::Date;

use super::text::LintDoc;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// One thing that a lint found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What the lint says of itself: its code, why it matters, what to do.
    pub lint: Arc<LintDoc>,
    /// What it is about, by its name.
    pub at: String,
    /// Where that is written.
    pub place: Option<Span>,
    /// What was found, as a sentence without a full stop.
    pub says: String,
    /// What to do about this one, where the lint says more than at its head.
    pub to_do: Option<String>,
    /// By what it was allowed until a day that is over.
    pub lapsed: Option<Permission>,
}

impl Finding {
    /// What to do about it.
    pub fn to_do(&self) -> Option<&str> {
        self.to_do.as_deref().or(self.lint.to_do.as_deref())
    }
}

/// Why a finding is not told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Permission {
    pub reason: String,
    /// The last day, where there is one.
    pub until: Option<Date>,
}

/// What came of all lints of a project.
#[derive(Clone, Default, Debug)]
pub struct Linted {
    /// By lint, in the order of the alphabet, and then by place.
    pub findings: Vec<Finding>,
    /// Those that the project has decided to live with, and why.
    pub allowed: Vec<(Finding, Permission)>,
    /// Lints that could not be read or failed, and permissions for what is not found.
    pub faults: Vec<Diagnostic>,
    /// The codes of all lints there are.
    pub codes: Vec<Arc<str>>,
    /// Those of the lints that could not be run.
    pub failed: Vec<Arc<str>>,
}
