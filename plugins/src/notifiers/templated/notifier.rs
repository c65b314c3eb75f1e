//! A notifier whose messages about alerts are in the words of a template. Where that fails, the standard text goes out and says so: nobody goes without
//! word for a slip in a template.

use std::sync::Arc;

use ledger::entry::Message;

use super::parts::is_of_alert;
use super::template::{Template, TemplateError};
use crate::notifiers::notifier::{Notifier, NotifyError};

/// A notifier with a template.
pub struct Templated {
    inner: Arc<dyn Notifier>,
    template: Template,
}

impl Templated {
    pub fn new(inner: Arc<dyn Notifier>, template: Template) -> Self {
        Self { inner, template }
    }

    /// The message as it goes out.
    pub fn message(&self, message: &Message) -> Message {
        self.template.fill(message).unwrap_or_else(|error| unfilled(message, self.template.path(), &error))
    }
}

impl Notifier for Templated {
    fn id(&self) -> &str {
        self.inner.id()
    }

    fn send(&self, message: &Message) -> Result<(), NotifyError> {
        if is_of_alert(message) { self.inner.send(&self.message(message)) } else { self.inner.send(message) }
    }
}

/// The standard text, with why it is not the template's.
fn unfilled(message: &Message, path: &str, error: &TemplateError) -> Message {
    tracing::warn!(template = path, %error, message = message.id, "the standard text goes out: the template cannot be filled");
    let text = format!(
        "{}\n\nThis is the standard text: the template {path} cannot be filled ({error}).",
        message.text
    );
    Message { text, ..message.clone() }
}
