//! What a notifier is: it carries messages to people or programs.

use std::io;

use jiff::SignedDuration;
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
    /// It was not taken.
    fn send(&self, message: &Message) -> Result<(), NotifyError>;
}

/// Why a message was not taken.
#[derive(Debug, Error)]
pub enum NotifyError {
    /// Worth another try.
    #[error("{0}")]
    Unavailable(NotifyFault),
    /// Worth another try, once the receiver has been left alone for as long as it asked.
    #[error("{fault}")]
    Busy { fault: NotifyFault, wait: SignedDuration },
    /// The receiver will not take it as things are: somebody has to put something right.
    #[error("{0}")]
    Refused(NotifyFault),
}

impl NotifyError {
    /// For how long the receiver asked to be left alone.
    pub fn asked_to_wait(&self) -> Option<SignedDuration> {
        match self {
            Self::Busy { wait, .. } => Some(*wait),
            Self::Unavailable(_) | Self::Refused(_) => None,
        }
    }
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
    #[error("the mail cannot be written: {0}")]
    NotWritten(String),
    /// What a mail server answered, in its own words.
    #[error("the mail server did not take it: {0}")]
    NotTaken(String),
    /// The notifier's settings have a fault.
    #[error("it cannot be used as it is written: {0}")]
    Unusable(String),
    #[error(transparent)]
    Plugin(#[from] PluginError),
    /// The receiver answered, and the plugin could not say what the answer means.
    #[error("{answered}; {error}")]
    NotJudged { answered: Box<NotifyFault>, error: PluginError },
}

fn after_colon(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(": {line}") }
}
