//! What a consumer gave before and nobody acknowledged, as when the service was killed. NATS gives it again only after a time, and what came later before it: so it is read from the
//! stream first, in its order.

use async_nats::jetstream::consumer::Info;
use async_nats::jetstream::stream::{RawMessageErrorKind, Stream};

use super::fault::StreamFault;
use super::message::StreamMessage;

/// Messages that were given and not acknowledged, as far as they were not read yet. What was acknowledged among them is read again, and is known.
pub(super) struct Pending {
    next: u64,
    last: u64,
    /// The subjects that the consumer takes.
    subjects: Vec<String>,
}

impl Pending {
    pub(super) fn of(consumer: &Info) -> Self {
        let config = &consumer.config;
        let named = config.filter_subjects.iter().chain([&config.filter_subject]);
        let mut subjects: Vec<String> = named.filter(|subject| !subject.is_empty()).cloned().collect();
        if subjects.is_empty() {
            subjects.push(">".to_owned());
        }
        let last = if consumer.num_ack_pending == 0 { 0 } else { consumer.delivered.stream_sequence };
        Self { next: consumer.ack_floor.stream_sequence + 1, last, subjects }
    }

    /// The next of them, up to so many.
    pub(super) async fn batch(
        &mut self,
        stream: &Stream,
        made: &str,
        most: usize,
    ) -> Result<Vec<StreamMessage>, StreamFault> {
        let mut messages = Vec::new();
        while messages.len() < most && self.next <= self.last {
            let mut first: Option<StreamMessage> = None;
            for subject in &self.subjects {
                let found = match stream.get_first_raw_message_by_subject(subject, self.next).await {
                    Ok(found) => StreamMessage::of_stream(found, made),
                    Err(error) if error.kind() == RawMessageErrorKind::NoMessageFound => continue,
                    Err(error) => return Err(StreamFault::Unreadable { reason: error.to_string() }),
                };
                if first.as_ref().is_none_or(|first| found.sequence < first.sequence) {
                    first = Some(found);
                }
            }
            let Some(first) = first.filter(|first| first.sequence <= self.last) else {
                self.next = self.last + 1;
                break;
            };
            self.next = first.sequence + 1;
            messages.push(first);
        }
        Ok(messages)
    }
}
