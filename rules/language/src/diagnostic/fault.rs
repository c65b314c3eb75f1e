//! One diagnostic and how it is put together: code, gravity, message, places, help.

use std::ops::Range;

use super::code::Code;
use super::label::Label;
use super::suggest::nearest;
use ledger::source::{SourceText, Span};

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
    /// A change of the text at the first label that puts it right.
    pub fix: Option<Fix>,
}

/// A change of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What is to be replaced, in the text of the first label.
    pub range: Range<usize>,
    /// What is to be put in its place.
    pub text: String,
}

/// How grave a fault is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth a look; the project works.
    Warning,
    /// What it stands in cannot be used.
    Error,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, message: impl Into<String>, source: &SourceText, range: Range<usize>) -> Self {
        let label = Label { span: Span { source: source.clone(), range }, text: String::new() };
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: vec![label],
            help: None,
            fix: None,
        }
    }

    /// An error without a place.
    pub fn project_error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            fix: None,
        }
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
        self.with_near(word, nearest(word, candidates))
    }

    /// The same, with a suggestion of what was meant by `word`, where that is known.
    #[must_use]
    pub fn with_near(self, word: &str, near: Option<&str>) -> Self {
        let Some(near) = near else { return self };
        let fix = self.place_of(word).map(|range| Fix { range, text: near.to_owned() });
        Self { fix, ..self.with_help(format!("did you mean `{near}`?")) }
    }

    /// Where a word stands within the first label, which may hold quotation marks besides.
    fn place_of(&self, word: &str) -> Option<Range<usize>> {
        let span = &self.labels.first()?.span;
        let at = span.range.start + span.source.text.get(span.range.clone())?.find(word)?;
        Some(at..at + word.len())
    }

    /// Whether what it stands in cannot be used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
