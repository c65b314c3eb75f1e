//! What a hook is: it adds to messages, and cannot take one away.

use ledger::entry::Message;
use thiserror::Error;

use crate::host::PluginError;

/// Adds to messages about alerts before they are queued, and says where they go. It cannot take one away.
pub trait Hook: Send + Sync {
    /// Its name in the project.
    fn id(&self) -> &str;

    /// Looks at one message. `notifiers` are those that it may go through.
    ///
    /// # Errors
    /// It failed; the message goes out as it was.
    fn alert(&self, message: &Message, notifiers: &[String]) -> Result<Hooked, HookError>;
}

/// A message as a hook leaves it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hooked {
    pub message: Message,
    /// The notifiers that it goes through; none stands for all of them.
    pub route: Option<Vec<String>>,
}

/// Why a hook did nothing.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error(transparent)]
pub struct HookError(#[from] PluginError);
