//! A template, and what comes of it for a message. It sees what the message says and nothing else: no file, no other template, no clock; and what it
//! may do and write is bounded.

use std::collections::BTreeMap;
use std::ops::Range;

use language::visible::{visible, visible_lines};
use ledger::entry::Message;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use thiserror::Error;

use super::examples::examples;
use super::parts::Parts;

/// What a template may do, all together: an instruction costs one, and so do 64 bytes that it makes.
const MOST_WORK: u64 = 100_000;
/// The longest text that a template may make, in bytes.
const LONGEST: usize = 64 << 10;
/// The longest subject, in letters.
const LONGEST_SUBJECT: usize = 300;
/// With this the first line begins where the template says the subject too.
const SUBJECT: &str = "Subject: ";

/// Why a template says nothing of a message.
#[derive(Debug, Error)]
pub enum TemplateError {
    #[error("{}", said(.0))]
    Failed(#[from] Error),
    #[error("it says nothing")]
    Empty,
    #[error("it makes more than {} KiB", LONGEST >> 10)]
    TooLong,
}

/// A template that can be filled.
#[derive(Debug)]
pub struct Template {
    environment: Environment<'static>,
    source: SourceText,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// It is no template, with where and why.
    pub fn new(source: SourceText) -> Result<Self, Box<Diagnostic>> {
        let mut environment = Environment::new();
        environment.set_debug(true);
        // What comes of it is a text, whatever its file is called; pages of mail are made of that by letters as they are.
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_fuel(Some(MOST_WORK));
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let added = environment.add_template_owned(source.path.to_string(), source.text.to_string());
        match added {
            Ok(()) => Ok(Self { environment, source }),
            Err(error) => Err(Box::new(fault(&source, &TemplateError::Failed(error)))),
        }
    }

    /// Its path within the project.
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// A message about an alert as the template has it. Whom it is for and all that stands with that is below it.
    ///
    /// # Errors
    /// The template fails on it, says nothing or too much.
    pub fn fill(&self, message: &Message) -> Result<Message, TemplateError> {
        let parts = Parts::of(&message.text);
        let made = self.environment.get_template(&self.source.path)?.render(facts(message, &parts))?;
        if made.len() > LONGEST {
            return Err(TemplateError::TooLong);
        }
        let made = visible_lines(made.trim());
        let (subject, told) = match made.strip_prefix(SUBJECT).and_then(|rest| rest.split_once('\n')) {
            Some((subject, told)) => (one_line(subject), told.trim()),
            None => (message.subject.clone(), &*made),
        };
        if told.is_empty() || subject.is_empty() {
            return Err(TemplateError::Empty);
        }
        let text = match parts.below {
            "" => told.to_owned(),
            below => format!("{told}\n\n{below}"),
        };
        Ok(Message { subject, text, ..message.clone() })
    }

    /// Tries it by examples.
    ///
    /// # Errors
    /// It cannot be filled, with where and why.
    pub fn check(&self) -> Result<(), Box<Diagnostic>> {
        let failed = |message: Message| self.fill(&message).err();
        let error = examples().into_iter().find_map(failed);
        error.map_or(Ok(()), |error| Err(Box::new(fault(&self.source, &error))))
    }
}

fn one_line(subject: &str) -> String {
    visible(subject.trim()).chars().take(LONGEST_SUBJECT).collect()
}

/// What a template may name.
fn facts(message: &Message, parts: &Parts<'_>) -> Value {
    let alert: serde_json::Value = serde_json::from_str(&message.json).unwrap_or_default();
    let mut facts: BTreeMap<&str, Value> = parts.named().map(|(name, said)| (name, said.into())).collect();
    facts.insert("kind", message.kind.as_str().into());
    facts.insert("at", message.at.to_string().into());
    facts.insert("subject", message.subject.as_str().into());
    facts.insert("text", parts.told.into());
    facts.insert("alert", Value::from(Serde(&alert)));
    facts.into()
}

/// What failed, in one line.
fn said(error: &Error) -> String {
    let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => format!("{line}it does too much"),
        (ErrorKind::UndefinedError, Some(detail)) => {
            format!("{line}there is nothing of that name ({})", visible(detail))
        }
        (ErrorKind::UndefinedError, None) => format!("{line}there is nothing of that name"),
        (kind, None) => format!("{line}{kind}"),
        (_, Some(detail)) => format!("{line}{}", visible(detail)),
    }
}

fn fault(source: &SourceText, error: &TemplateError) -> Diagnostic {
    let message = match error {
        TemplateError::Failed(error) => said(error),
        other => other.to_string(),
    };
    let message = format!("the template {} cannot be filled: {message}", source.path);
    let help = match error {
        TemplateError::Failed(error) => help(error.kind()),
        TemplateError::Empty => {
            "write what is to be told; `{{ text }}` is what Remit says without a template"
        }
        TemplateError::TooLong => "leave something out; `{{ text }}` is what Remit says without a template",
    };
    Diagnostic::error(Code::Notifier, message, source, place(source, error)).with_help(help)
}

fn help(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UndefinedError => {
            "docs/templates.md lists what there is; `{% if alert.about %}` asks whether an alert has something"
        }
        ErrorKind::OutOfFuel => "leave loops inside loops out",
        _ => "docs/templates.md shows how templates are written",
    }
}

/// Where it failed: within its line, where that is known.
fn place(source: &SourceText, error: &TemplateError) -> Range<usize> {
    let TemplateError::Failed(error) = error else { return 0..0 };
    let is_within = |range: &Range<usize>| source.text.get(range.clone()).is_some();
    error.range().filter(is_within).unwrap_or_else(|| {
        let before = error.line().map_or(0, |line| line.saturating_sub(1));
        let begins = source.text.split_inclusive('\n').take(before).map(str::len).sum();
        let length = source.text.get(begins..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
        begins..begins + length
    })
}
