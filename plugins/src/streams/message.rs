//! A message of a stream, as far as a report needs it.

use async_nats::HeaderMap;
use async_nats::jetstream::Message;
use async_nats::jetstream::message::StreamMessage as Read;

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
    /// The hash of that.
    pub content: String,
}

impl StreamMessage {
    /// As a consumer gives it, of a stream that was made at a moment: one of the same name that is made later counts its messages anew. With the place among all that
    /// the consumer gave; none where the message says nothing of its stream.
    pub(super) fn given(message: &Message, made: &str) -> Option<(u64, Self)> {
        let info = message.info().ok()?;
        let (place, sequence) = (info.consumer_sequence, info.stream_sequence);
        Some((place, Self::new(sequence, message.headers.as_ref(), message.payload.to_vec(), made)))
    }

    /// As the stream holds it.
    pub(super) fn of_stream(message: Read, made: &str) -> Self {
        let Read { sequence, headers, payload, .. } = message;
        Self::new(sequence, Some(&headers), payload.to_vec(), made)
    }

    fn new(sequence: u64, headers: Option<&HeaderMap>, bytes: Vec<u8>, made: &str) -> Self {
        let header = |name: &str| headers?.get(name).map(|value| value.as_str().to_owned());
        let id = header(ID).filter(|id| !id.is_empty() && id.len() <= LONGEST_ID);
        let key = id.map_or_else(|| format!("sequence {sequence} of {made}"), |id| format!("id {id}"));
        let content = blake3::hash(&bytes).to_hex().to_string();
        Self { key, sequence, content_type: header(CONTENT_TYPE), bytes, content }
    }
}
