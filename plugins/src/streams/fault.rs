//! Why nothing comes from a stream, as data, and what to do about it. No credentials are shown.

use thiserror::Error;

/// Why nothing comes from a stream.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum StreamFault {
    #[error("no server can be reached: {reason}")]
    Unreachable { reason: String },
    #[error("the server is NATS {found}, and {oldest} or newer is needed")]
    TooOld { found: String, oldest: &'static str },
    #[error("there is no stream `{stream}`, or it may not be asked: {reason}")]
    NoStream { stream: String, reason: String },
    #[error("the stream `{stream}` has no consumer `{consumer}`, or it may not be asked: {reason}")]
    NoConsumer { stream: String, consumer: String, reason: String },
    #[error("the consumer `{consumer}` does not wait for each message to be acknowledged")]
    NotAcknowledged { consumer: String },
    #[error("the file `{file}` cannot be used: {reason}")]
    NoFile { file: String, reason: String },
    #[error("the servers do not answer")]
    NoAnswer,
    #[error("{pending} more messages are there, and none comes")]
    NothingComes { pending: u64 },
    #[error("messages were lost on the way, and are asked for again")]
    LostOnTheWay,
    #[error("what the stream holds cannot be read: {reason}")]
    Unreadable { reason: String },
    #[error("what came cannot be taken in: {reason}")]
    NotTakenIn { reason: String },
}

impl StreamFault {
    /// Whether it may pass by itself in a moment, as when a cluster chooses another leader.
    pub(super) fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::NoAnswer
                | Self::NothingComes { .. }
                | Self::LostOnTheWay
                | Self::Unreadable { .. }
                | Self::NotTakenIn { .. }
        )
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NoConsumer { .. } | Self::NotAcknowledged { .. } => Some(
                "make a durable pull consumer with `nats consumer add STREAM CONSUMER --pull --ack explicit`, and let the credentials use it",
            ),
            Self::NoStream { .. } => Some("look at the name, and at what the credentials may do"),
            Self::NothingComes { .. } => Some(
                "look whether somebody else uses the consumer, and at its replicas with `nats consumer info`",
            ),
            Self::Unreadable { .. } => Some(
                "let the credentials ask for messages by their numbers (`$JS.API.STREAM.MSG.GET.STREAM`), and look at the servers",
            ),
            Self::NoFile { .. } => Some("put the file there, and allow Remit to read it"),
            _ => None,
        }
    }
}
