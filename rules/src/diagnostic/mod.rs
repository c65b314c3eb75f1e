//! Diagnostics: everything that a user can get wrong, said so that it can be put right.
//!
//! `render` tells them to people, `json` to programs, `suggest` finds the word that was meant.

mod excerpt;
mod json;
mod order;
mod render;
mod suggest;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

pub use json::json;
pub use order::sort;
pub use render::{Colour, render};
pub use suggest::nearest;

use crate::source::{SourceText, Span};

/// One fault of a user, with where it stands and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What kind of fault it is; stable, for documents and programs.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; the first label is the place to go to.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

/// How grave a fault is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth a look; the project works.
    Warning,
    /// What it stands in cannot be used.
    Error,
}

/// A place that a diagnostic points to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there; empty where the message says it all.
    pub text: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What kind of fault a diagnostic is about.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as it is printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

codes! {
    /// The text is not TOML, or a key is missing, unknown or of the wrong type.
    Toml = "toml",
    /// An id is not well formed.
    MalformedId = "malformed-id",
    /// Two things have one id.
    DuplicateId = "duplicate-id",
    /// A body is named that is not in the register.
    UnknownBody = "unknown-body",
    /// A measure is named that nobody declares.
    UnknownMeasure = "unknown-measure",
    /// A rule is named that has no file.
    UnknownRule = "unknown-rule",
    /// An obligation is named that nobody declares.
    UnknownObligation = "unknown-obligation",
    /// A value is out of its range or does not fit what stands beside it.
    InvalidValue = "invalid-value",
    /// A period or a date is not one.
    InvalidPeriod = "invalid-period",
    /// Obligations wait for each other in a circle.
    CyclicDependency = "cyclic-dependency",
    /// The register of bodies cannot be read.
    Register = "register",
    /// A file of the project is missing or cannot be read.
    MissingFile = "missing-file",
    /// The project declares nothing.
    EmptyProject = "empty-project",
    /// A rule is not Rhai.
    RuleSyntax = "rule-syntax",
    /// A rule lacks its entry point, or has it in the wrong shape.
    RuleShape = "rule-shape",
    /// A rule calls a function that does not exist, or hides one that does.
    RuleFunction = "rule-function",
    /// A feed cannot work as it is declared.
    Feed = "feed",
    /// A notifier cannot work as it is declared.
    Notifier = "notifier",
    /// A row of a feed cannot be used.
    Row = "row",
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, message: impl Into<String>, source: &SourceText, range: Range<usize>) -> Self {
        let label = Label { span: Span { source: source.clone(), range }, text: String::new() };
        Self { code, severity: Severity::Error, message: message.into(), labels: vec![label], help: None }
    }

    /// An error without a place.
    pub fn project_error(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), labels: Vec::new(), help: None }
    }

    /// The same, as a warning.
    #[must_use]
    pub fn into_warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The same, with words at its first label.
    #[must_use]
    pub fn with_label(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = text.into();
        }
        self
    }

    /// The same, with a further place that it is about.
    #[must_use]
    pub fn and_label(mut self, source: &SourceText, range: Range<usize>, text: impl Into<String>) -> Self {
        self.labels.push(Label { span: Span { source: source.clone(), range }, text: text.into() });
        self
    }

    /// The same, with a suggestion of the word that was meant, where one of `candidates` comes near.
    #[must_use]
    pub fn with_nearest<'a>(self, word: &str, candidates: impl Iterator<Item = &'a str>) -> Self {
        match nearest(word, candidates) {
            Some(near) => self.with_help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// Whether what it stands in cannot be used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}
