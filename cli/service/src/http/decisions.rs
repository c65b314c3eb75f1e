//! What a second person decides about something that waits: `POST /approvals/{id}/decisions`, as JSON with a token or as a form of a page.

use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::decide_form;
use super::decided::{Decided, decider, hand_in};
use super::preconditions::{self, Key};
use super::problem::answer;
use super::refusal::Refusal;
use super::submissions::Submissions;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;
use crate::task_queue::Answered;

/// What is decided is no larger.
const LARGEST: usize = 64 << 10;

/// Records what somebody decides.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(Path(id)) = path else { return Refusal::NotFound.answer(Wanted::Json) };
    if is_form(&headers) {
        return decide_form::post(&submissions, &who, &id, &headers, body).await;
    }
    match take(&submissions, &who, id, &headers, body).await {
        Ok(answered) => preconditions::told(answered),
        Err(problem) => answer(&problem, Wanted::Json),
    }
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    id: String,
    headers: &HeaderMap,
    body: Body,
) -> Result<Option<Answered>, WireProblem> {
    let account = decider(submissions, who).map_err(Refusal::problem)?;
    if !who.is_by_token() {
        return Err(Refusal::ForeignForm.problem());
    }
    let key = Key::of(headers)?;
    let held = submissions.room.read(headers, body, LARGEST).await.map_err(Refusal::problem)?;
    let decided: Decided =
        serde_json::from_slice(&held.bytes).map_err(|error| not_understood(&error.to_string()))?;
    let content = preconditions::content(&[b"decision", id.as_bytes(), &held.bytes]);
    hand_in(submissions, &account, id, decided, (key, content)).await
}

fn not_understood(error: &str) -> WireProblem {
    WireProblem {
        status: 400,
        code: "not-understood",
        title: "The decision cannot be understood",
        detail: format!("{}.", words::english::capitalised(error.trim_end_matches('.'))),
        help: Some(
            "send an object with `decision` (approve, refuse or withdraw) and, where it is wanted, `reason`"
                .to_owned(),
        ),
    }
}
