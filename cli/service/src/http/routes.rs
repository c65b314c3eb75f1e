//! What is where. Every page is there as JSON too, at the same address.

use std::sync::Arc;

use app::published::Picture;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use ledger::entry::Position;
use pages::live::{self, Access, Insight, address};
use plugins::accounts::Permission;
use serde::Deserialize;

use super::admit::{Entrance, admit};
use super::alerts;
use super::approvals;
use super::asked::{Asked, Form, page_or_fault};
use super::audit;
use super::board_pack;
use super::burden;
use super::events;
use super::followed;
use super::guard::{Hosts, guard};
use super::handed_out;
use super::paging::{Page, PageQuery};
use super::panels;
use super::preconditions::may_see;
use super::reader::OwnAsked;
use super::receipts;
use super::refusal::Refusal;
use super::returns;
use super::shown::Shown;
use super::silences;
use super::since;
use super::submissions::Submissions;
use super::submit;
use super::subscriptions;
use super::texts;
use super::values;
use super::wanted::Wanted;
use crate::access_control::Who;
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
        .merge(since::routes())
        .merge(receipts::routes())
        .merge(audit::routes())
        .merge(handed_out::routes())
        .merge(texts::routes())
        .merge(values::routes())
        .merge(alerts::routes())
        .merge(returns::routes())
        .merge(burden::routes())
        .merge(panels::routes())
        .merge(board_pack::routes())
        .merge(approvals::routes())
        .merge(silences::routes())
        .merge(subscriptions::routes())
        .route("/events", get(listen))
        .route("/accessibility", get(accessibility))
        .route("/healthz", get(|| async { "up\n" }))
        .route("/readyz", get(ready))
        .route("/style.css", get(|| async { ([(CONTENT_TYPE, "text/css; charset=utf-8")], live::STYLE) }))
        .route(
            "/live.js",
            get(|| async { ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], live::SCRIPT) }),
        )
        .with_state(shown)
}

async fn front(
    State(shown): State<Shown>,
    Extension(who): Extension<Who>,
    OwnAsked { asked, reader, own }: OwnAsked,
) -> Response {
    let may_see = may_see(&who, Permission::Audit).is_ok();
    let insight = if may_see { Insight::Texts } else { Insight::Standing };
    let calendar = shown.tasks.intake().map(|intake| Arc::clone(&intake.program.calendar));
    let find = move |picture: &Picture, form: Form, access: Access| {
        let narrowed = own.as_ref().map(|own| picture.of_own(own));
        let picture = narrowed.as_ref().unwrap_or(picture);
        let looked = reader.looked().filter(|looked| looked.entry <= picture.position);
        let looked = looked.and_then(|looked| Some((looked.entry, calendar.as_ref()?.day(looked.at))));
        Some(form.of(
            || WireProject::from(picture),
            || live::front(picture, looked, (insight, reader.view(), access)),
        ))
    };
    shown.show(asked, find).await
}

async fn mission(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let find = move |picture: &Picture, form: Form, access: Access| {
        let found = picture.mission(&id)?;
        Some(form.of(|| WireMission::from(found), || live::mission(picture, found, access)))
    };
    shown.show(asked, find).await
}

async fn obligation(
    State(shown): State<Shown>,
    Path((mission, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
    query: Result<Query<PageQuery>, QueryRejection>,
    asked: Asked,
) -> Response {
    // Most have fewer bodies than a page has rows.
    let page = query.ok().and_then(|Query(query)| Page::asked(query.or_most()));
    let Some(rows) = page else { return asked.refuse(Refusal::Misasked) };
    let find = move |picture: &Picture, form: Form, access: Access| {
        let found = picture.obligation(&mission, &id)?;
        let further = |after| rows.behind(&address::obligation(&found.1.reference), raw.as_deref(), after);
        let page = || live::obligation(picture, found, (rows.range(), further), access);
        Some(form.of(|| WireObligation::in_full(found.1), page))
    };
    shown.show(asked, find).await
}

async fn alert(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let find = move |picture: &Picture, form: Form, access: Access| {
        let found = picture.alert(&id)?;
        Some(form.of(|| WireAlert::of(found.2), || live::alert(picture, found, access)))
    };
    shown.show(asked, find).await
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

async fn accessibility() -> Response {
    page_or_fault(live::accessibility())
}

/// Whether there is anything to show.
async fn ready(State(shown): State<Shown>) -> Response {
    match shown.picture() {
        Some(_) => "ready\n".into_response(),
        None => Refusal::Busy.answer(Wanted::Json),
    }
}
