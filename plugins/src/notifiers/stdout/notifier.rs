//! The notifier: one message after another into its sink.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use super::settings::StdoutSettings;
use crate::notifiers::notifier::{Notifier, NotifyError, NotifyFault};
use language::visible::visible_lines;
use ledger::entry::Message;

/// A notifier that prints.
pub struct Stdout {
    id: String,
    sink: Mutex<Box<dyn Write + Send>>,
}

impl Stdout {
    /// Prints to `sink`.
    pub fn new(settings: StdoutSettings, sink: Box<dyn Write + Send>) -> Self {
        Self { id: settings.id, sink: Mutex::new(sink) }
    }
}

impl Notifier for Stdout {
    fn id(&self) -> &str {
        &self.id
    }

    fn send(&self, message: &Message) -> Result<(), NotifyError> {
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        print(&mut **sink, &message.text)
            .map_err(|error| NotifyError::Unavailable(NotifyFault::NotPrinted(error.kind())))
    }
}

impl fmt::Debug for Stdout {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Stdout").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Names and reasons come from reports: no letter in one is obeyed by the reader's terminal.
fn print(sink: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(sink, "{}", visible_lines(text.trim_end()))?;
    sink.flush()
}
