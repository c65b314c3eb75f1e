//! What other programs look in for: a calendar of what a body is asked for, `GET /bodies/BODY/due.ics`, and the open alerts as a feed,
//! `GET /alerts.atom`. Each is in one form, whatever is accepted.

use app::chasing::Moves;
use app::due::{AskedDue, Outlook};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use engine::expected::Survey;
use engine::model::BodyId;
use jiff::Span;
use pages::calendar::calendar;
use pages::feed::alerts_feed;
use pages::live::Access;

use super::asked::{Asked, Form};
use super::shown::Shown;
use crate::questions::Known;

/// How far ahead a calendar looks.
const DAYS_AHEAD: i64 = 366;

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/bodies/{body}/due.ics", get(due)).route("/alerts.atom", get(alerts))
}

async fn due(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, _: Access| {
        let body = known.program.catalogue.bodies.get(&BodyId::new(&*id))?;
        let about = AskedDue { body: Some(body.id.clone()), ..AskedDue::default() };
        let survey = Survey::of(known.engine)?;
        let last = survey.today().saturating_add(Span::new().days(DAYS_AHEAD));
        let taken_from = (known.program, known.engine.evidence());
        let outlook = Outlook::of(&survey, taken_from, &known.picture.supply, &about, last);
        // Each activation of texts may have moved any day: that counts for all, so that nothing that moved stays behind.
        let last = known.picture.position;
        let activations = match known.records.texts(last, |texts| Some(texts.count(last))) {
            Ok(count) => count.unwrap_or_default(),
            Err(error) => return form.read(Err(error)),
        };
        let sequence = |matter: &app::due::Matter| {
            let moved = activations.saturating_sub(1) + survey.times_extended(&matter.report);
            (matter.report.cell.clone(), moved)
        };
        let of = outlook.matters.iter().map(sequence).collect();
        // Whoever looks in again on the same day is told the same, letter for letter.
        let at = known.program.calendar.start_of_day(known.picture.day);
        let moves = Moves { at, of };
        let title = format!("{}: {}", known.picture.title, body.name);
        let text = calendar(&title, &outlook, known.program, &moves);
        Some(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
    };
    shown.follow(asked, find).await
}

async fn alerts(State(shown): State<Shown>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, _: Form, _: Access| {
        let text = alerts_feed(&known.picture.title, known.engine, known.program, known.picture.as_at);
        Some(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
    };
    shown.follow(asked, find).await
}
