//! Changes of texts that people ask for: `POST /changes/{mission}`, as JSON with a token or as a form of a page.

use app::wire::WireProblem;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use plugins::accounts::Permission;
use serde::Deserialize;

use super::change_form;
use super::changed::{self, WireForeseen, Words};
use super::preconditions::{self, Key};
use super::program::{Expected, end};
use super::refusal::Refusal;
use super::submissions::Submissions;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;
use crate::task_queue::Answered;

/// What a program sends.
const CHANGE: Expected = Expected {
    title: "The change cannot be understood",
    help: "send an object with `place`, `value`, `reason` and, where the change begins with a day or a period, `from`; or with `reason` and a list of such `values`",
};

/// Whether it is only asked what the change would do.
#[derive(Deserialize)]
pub(super) struct Dry {
    #[serde(default)]
    pub(super) dry: bool,
}

/// What became of it: it waits, or it was only looked at.
enum Became {
    Handed(Option<Answered>),
    LookedAt(Response),
}

/// Takes a change in, or looks at it.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
    asked: Result<Query<Dry>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(Path(mission)) = path else { return Refusal::NotFound.answer(Wanted::Json) };
    if is_form(&headers) {
        return change_form::post(&submissions, &who, &mission, &headers, body).await;
    }
    let Ok(Query(asked)) = asked else { return Refusal::Misasked.answer(Wanted::Json) };
    match take(&submissions, &who, (&mission, asked), &headers, body).await {
        Ok(Became::LookedAt(answer)) => answer,
        Ok(Became::Handed(answered)) => end(Ok(answered)),
        Err(problem) => end(Err(problem)),
    }
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    (mission, asked): (&str, Dry),
    headers: &HeaderMap,
    body: Body,
) -> Result<Became, WireProblem> {
    let account = preconditions::account(who, Permission::Propose).map_err(Refusal::problem)?;
    let key = Key::of(headers)?;
    let (words, held) = CHANGE.read::<Words>(&submissions.room, who, headers, body).await?;
    if asked.dry {
        let found = changed::look_at(submissions, &account, mission, &words).await?;
        let found = found.ok_or_else(|| Refusal::Busy.problem())?;
        return Ok(Became::LookedAt(Json(WireForeseen::of(mission, &words, &found)).into_response()));
    }
    let content = preconditions::content(&[b"change", mission.as_bytes(), &held.bytes]);
    changed::hand_in(submissions, &account, mission, &words, (key, content)).await.map(Became::Handed)
}
