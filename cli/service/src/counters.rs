//! What an operator counts: how much was asked and answered, and how whoever holds the engine keeps up. Nothing here is read to decide anything.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What is counted. Each number only rises, unless it says what is now.
#[derive(Default)]
pub struct Counters {
    /// Answers by the first digit of their status.
    answers: [AtomicU64; 6],
    groups: AtomicU64,
    /// Requests that were carried out in groups.
    carried_out: AtomicU64,
    rows: AtomicU64,
    /// Microseconds that groups took, until they were on disk and shown.
    micros: AtomicU64,
    /// Groups that could not be written.
    unwritten: AtomicU64,
    turned_away: AtomicU64,
    /// Requests of those who asked too often.
    too_often: AtomicU64,
    /// Connections of addresses that had too many open.
    connections_refused: AtomicU64,
    /// Connections that did not come to be encrypted.
    handshakes_failed: AtomicU64,
    /// Messages that are still to be delivered now.
    messages_waiting: AtomicU64,
}

/// One number, as operators read it.
pub(crate) struct Reading {
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
    pub(crate) is_now: bool,
    /// What it is of, beside the name, where there are several.
    pub(crate) label: Option<(&'static str, &'static str)>,
    pub(crate) value: f64,
}

const CLASSES: [&str; 6] = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];

impl Counters {
    pub(crate) fn note_answer(&self, status: u16) {
        let class = usize::from(status / 100);
        let place = if class < CLASSES.len() { class } else { 0 };
        if let Some(count) = self.answers.get(place) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Notes that somebody was told to come back, since too much waits already.
    pub(crate) fn note_turned_away(&self) {
        self.turned_away.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that somebody asked too often.
    pub(crate) fn note_too_often(&self) {
        self.too_often.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that an address had too many connections open for another one.
    pub(crate) fn note_connection_refused(&self) {
        self.connections_refused.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that a connection did not come to be encrypted.
    pub(crate) fn note_handshake_failed(&self) {
        self.handshakes_failed.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that a group was carried out.
    pub fn note_group(&self, requests: usize, rows: usize, took: Duration) {
        self.groups.fetch_add(1, Ordering::Relaxed);
        self.carried_out.fetch_add(requests as u64, Ordering::Relaxed);
        self.rows.fetch_add(rows as u64, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Notes that what a group came to could not be written.
    pub fn note_unwritten(&self) {
        self.unwritten.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes how many messages are still to be delivered.
    pub fn set_messages_waiting(&self, messages: usize) {
        self.messages_waiting.store(messages as u64, Ordering::Relaxed);
    }

    /// All of them.
    pub(crate) fn readings(&self) -> Vec<Reading> {
        let value = |count: &AtomicU64| {
            #[expect(clippy::cast_precision_loss, reason = "counts are read by people and by graphs")]
            let value = count.load(Ordering::Relaxed) as f64;
            value
        };
        let answers = CLASSES.iter().zip(&self.answers).skip(1).map(|(class, count)| Reading {
            name: "remit_http_answers_total",
            help: "Answers to requests over HTTP, by the class of their status.",
            is_now: false,
            label: Some(("class", class)),
            value: value(count),
        });
        let total = |name, help, count: &AtomicU64| Reading {
            name,
            help,
            is_now: false,
            label: None,
            value: value(count),
        };
        let mut readings: Vec<Reading> = answers.collect();
        readings.extend([
            total("remit_groups_total", "Groups of requests that were carried out together.", &self.groups),
            total("remit_requests_carried_out_total", "Requests that were carried out.", &self.carried_out),
            total("remit_rows_total", "Rows with a figure in reports that were taken in.", &self.rows),
            Reading {
                value: value(&self.micros) / 1e6,
                ..total(
                    "remit_group_seconds_total",
                    "Seconds that groups took until they were on disk and shown.",
                    &self.micros,
                )
            },
            total("remit_groups_unwritten_total", "Groups that the ledger did not take.", &self.unwritten),
            total("remit_turned_away_total", "Requests that found the queue full.", &self.turned_away),
            total("remit_too_often_total", "Requests of those who asked too often.", &self.too_often),
            total(
                "remit_connections_refused_total",
                "Connections of addresses that had too many open.",
                &self.connections_refused,
            ),
            total(
                "remit_handshakes_failed_total",
                "Connections that did not come to be encrypted.",
                &self.handshakes_failed,
            ),
            Reading {
                is_now: true,
                ..total(
                    "remit_messages_waiting",
                    "Messages that are still to be delivered.",
                    &self.messages_waiting,
                )
            },
        ]);
        readings
    }
}
