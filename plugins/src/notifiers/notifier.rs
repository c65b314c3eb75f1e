//! What a notifier is: it carries messages to people or programs.

use std::io;

use ledger::entry::Message;
use thiserror::Error;
use ureq::http::StatusCode;

use crate::host::PluginError;

/// Carries messages to people or programs.
pub trait Notifier: Send + Sync {
    /// Its name in the project.
    fn id(&self) -> &str;

    /// Sends one message. Sending it again under the same id must be harmless.
    ///
    /// # Errors
    /// It was not taken; [`NotifyError::Refused`] means that trying again is useless.
    fn send(&self, message: &Message) -> Result<(), NotifyError>;
}

/// Why a message was not taken.
#[derive(Debug, Error)]
pub enum NotifyError {
    /// Worth another try.
    #[error("{0}")]
    Unavailable(NotifyFault),
    /// The receiver will never take it.
    #[error("{0}")]
    Refused(NotifyFault),
}

/// What stood in the way of a message. No address and no secret is in it: it is recorded and shown.
#[derive(Debug, Error)]
pub enum NotifyFault {
    #[error("the message cannot be printed: {0}")]
    NotPrinted(io::ErrorKind),
    #[error("the message was not sent, because its alert is not a JSON object: {0}")]
    NotAnObject(serde_json::Error),
    #[error("the receiver did not answer in time")]
    TimedOut,
    #[error("the receiver's address is not known to the name service")]
    UnknownHost,
    #[error("the receiver's address is not an address")]
    BadAddress,
    #[error("the receiver cannot be reached: {0}")]
    Unreachable(io::ErrorKind),
    /// What the HTTP client says, in its own words.
    #[error("the receiver cannot be reached: {0}")]
    Transport(String),
    #[error("the receiver answered {status}{}", after_colon(.line))]
    Answered {
        status: StatusCode,
        /// The first line of the answer that says something; empty where none does.
        line: String,
    },
    #[error(transparent)]
    Plugin(#[from] PluginError),
    /// The receiver answered, and the plugin could not say what the answer means.
    #[error("{answered}; {error}")]
    NotJudged { answered: Box<NotifyFault>, error: PluginError },
}

fn after_colon(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(": {line}") }
}
