//! A message of a stream, as far as a report needs it.

use async_nats::jetstream::Message;

/// The header by which whoever publishes tells one message from all others.
const ID: &str = "Nats-Msg-Id";
/// The header that says how it is written.
const CONTENT_TYPE: &str = "Content-Type";
/// No id that is longer is kept.
const LONGEST_ID: usize = 200;

/// A message that came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StreamMessage {
    /// By which it can be told from all others of its stream: what whoever published it calls it, or its number there.
    pub key: String,
    /// Its number in the stream.
    pub sequence: u64,
    pub content_type: Option<String>,
    pub bytes: Vec<u8>,
}

impl StreamMessage {
    /// Of a stream that was made at a moment: one of the same name that is made later counts its messages anew. None where the message says nothing of its stream.
    pub(super) fn of(message: &Message, made: &str) -> Option<Self> {
        let sequence = message.info().ok()?.stream_sequence;
        let header = |name: &str| {
            let headers = message.headers.as_ref()?;
            headers.get(name).map(|value| value.as_str().to_owned())
        };
        let id = header(ID).filter(|id| !id.is_empty() && id.len() <= LONGEST_ID);
        let key = id.map_or_else(|| format!("sequence {sequence} of {made}"), |id| format!("id {id}"));
        let (content_type, bytes) = (header(CONTENT_TYPE), message.payload.to_vec());
        Some(Self { key, sequence, content_type, bytes })
    }
}
