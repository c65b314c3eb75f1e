//! The places that a diagnostic points to.

use ledger::source::Span;

/// A place that a diagnostic points to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub span: Span,
    /// What is to be seen there; empty where the message says it all.
    pub text: String,
}
