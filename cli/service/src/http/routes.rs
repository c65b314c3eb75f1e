//! What is where. Every page is there as JSON too, at the same address.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ledger::entry::Position;
use pages::live;
use serde::Deserialize;

use super::admit::{Entrance, admit};
use super::alerts;
use super::asked::Asked;
use super::audit;
use super::events;
use super::followed;
use super::guard::{Hosts, guard};
use super::receipts;
use super::refusal::Refusal;
use super::shown::Shown;
use super::submissions::Submissions;
use super::submit;
use super::wanted::Wanted;
use crate::wire::{WireAlert, WireMission, WireObligation, WireProject};

/// Every address.
pub(crate) fn routes(shown: Shown, submissions: Submissions, entrance: Entrance, hosts: Hosts) -> Router {
    reads(shown)
        .merge(submit::routes(submissions))
        .fallback(|wanted: Wanted| async move { Refusal::NotFound.answer(wanted) })
        .method_not_allowed_fallback(|wanted: Wanted| async move { Refusal::OnlyRead.answer(wanted) })
        .layer(from_fn_with_state(entrance, admit))
        .layer(from_fn_with_state(hosts, guard))
}

/// Every address that is read.
fn reads(shown: Shown) -> Router {
    Router::new()
        .route("/", get(front))
        .route("/missions/{mission}", get(mission))
        .route("/missions/{mission}/{obligation}", get(obligation))
        .route("/alerts/{*id}", get(alert))
        .merge(followed::routes())
        .merge(receipts::routes())
        .merge(audit::routes())
        .merge(alerts::routes())
        .route("/events", get(listen))
        .route("/healthz", get(|| async { "up\n" }))
        .route("/readyz", get(ready))
        .route("/style.css", get(|| async { ([(CONTENT_TYPE, "text/css; charset=utf-8")], live::STYLE) }))
        .route(
            "/live.js",
            get(|| async { ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], live::SCRIPT) }),
        )
        .with_state(shown)
}

async fn front(State(shown): State<Shown>, asked: Asked) -> Response {
    asked.answer(shown.picture().as_deref(), |picture, form| {
        Some(form.of(|| WireProject::from(picture), || live::front(picture, shown.access)))
    })
}

async fn mission(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(shown.picture().as_deref(), |picture, form| {
        let found = picture.mission(&id)?;
        Some(form.of(|| WireMission::from(found), || live::mission(picture, found, shown.access)))
    })
}

async fn obligation(
    State(shown): State<Shown>,
    Path((mission, id)): Path<(String, String)>,
    asked: Asked,
) -> Response {
    asked.answer(shown.picture().as_deref(), |picture, form| {
        let found = picture.obligation(&mission, &id)?;
        let page = || live::obligation(picture, found, shown.access);
        Some(form.of(|| WireObligation::in_full(found.1), page))
    })
}

async fn alert(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(shown.picture().as_deref(), |picture, form| {
        let found = picture.alert(&id)?;
        Some(form.of(|| WireAlert::of(found.2), || live::alert(picture, found, shown.access)))
    })
}

/// Where a listener's page was made.
#[derive(Deserialize)]
struct After {
    after: Option<Position>,
}

async fn listen(
    State(shown): State<Shown>,
    Query(After { after }): Query<After>,
    headers: HeaderMap,
) -> Response {
    let told = events::told_before(&headers, after);
    events::events(shown.publication.listen(), &shown.listeners, told)
}

/// Whether there is anything to show.
async fn ready(State(shown): State<Shown>) -> Response {
    match shown.picture() {
        Some(_) => "ready\n".into_response(),
        None => Refusal::Busy.answer(Wanted::Json),
    }
}
