//! What an operator counts, as Prometheus reads it: `GET /metrics`.

use std::fmt::Write as _;

use app::published::Picture;
use axum::Extension;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use plugins::accounts::Permission;

use super::preconditions::may_see;
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::counters::Reading;
use crate::relay::Holder;

/// The form that Prometheus knows.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// All that is counted.
pub(super) async fn show(State(submissions): State<Submissions>, Extension(who): Extension<Who>) -> Response {
    let Submissions { tasks, publication, relay, .. } = &submissions;
    if let Err(refusal) = may_see(&who, Permission::Watch) {
        return refusal.answer(Wanted::Json);
    }
    let mut readings = tasks.counters.readings();
    readings.push(now(
        "remit_queue_waiting",
        "Requests that wait for the thread that holds the engine.",
        tasks.waiting(),
    ));
    readings.push(now(
        "remit_holds_ledger",
        "Whether this worker writes the ledger; of several that serve one project one does.",
        usize::from(relay.holder() == Holder::Here),
    ));
    if let Some(picture) = publication.picture() {
        readings.extend(of_picture(&picture));
    }
    ([(CONTENT_TYPE, TEXT)], text(&readings)).into_response()
}

fn of_picture(picture: &Picture) -> [Reading; 5] {
    let alerts = picture.open().iter().flat_map(|(_, declared)| declared.alerts()).count();
    let seconds = usize::try_from(picture.as_at.as_second()).unwrap_or_default();
    let position = usize::try_from(picture.position).unwrap_or(usize::MAX);
    [
        now("remit_alerts_open", "Alerts that are pending or firing.", alerts),
        now("remit_ledger_position", "The newest entry of the ledger that is shown.", position),
        now(
            "remit_feeds_silent",
            "Feeds to which nothing comes from their streams.",
            picture.silent_feeds.len(),
        ),
        now(
            "remit_ledger_unsigned",
            "Whether the service is to sign what the ledger comes to, and cannot.",
            usize::from(picture.unsigned.is_some()),
        ),
        now("remit_shown_as_at_seconds", "The moment of which all is shown, in seconds since 1970.", seconds),
    ]
}

fn now(name: &'static str, help: &'static str, value: usize) -> Reading {
    #[expect(clippy::cast_precision_loss, reason = "counts are read by people and by graphs")]
    let value = value as f64;
    Reading { name, help, is_now: true, label: None, value }
}

fn text(readings: &[Reading]) -> String {
    let (mut text, mut last) = (String::new(), "");
    for Reading { name, help, is_now, label, value } in readings {
        if *name != last {
            let kind = if *is_now { "gauge" } else { "counter" };
            write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n")
                .expect("a text takes what is written");
            last = name;
        }
        let label = label.map(|(key, word)| format!("{{{key}=\"{word}\"}}")).unwrap_or_default();
        writeln!(text, "{name}{label} {value}").expect("a text takes what is written");
    }
    text
}
