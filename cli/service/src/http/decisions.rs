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
use super::program::{Expected, end};
use super::refusal::Refusal;
use super::submissions::Submissions;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;
use crate::task_queue::Answered;

/// What a program sends.
const DECISION: Expected = Expected {
    title: "The decision cannot be understood",
    help: "send an object with `decision` (approve, refuse or withdraw) and, where it is wanted, `reason`",
};

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
    end(take(&submissions, &who, id, &headers, body).await)
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    id: String,
    headers: &HeaderMap,
    body: Body,
) -> Result<Option<Answered>, WireProblem> {
    let account = decider(who).map_err(Refusal::problem)?;
    let key = Key::of(headers)?;
    let (decided, held) = DECISION.read::<Decided>(&submissions.room, who, headers, body).await?;
    let content = preconditions::content(&[b"decision", id.as_bytes(), &held.bytes]);
    hand_in(submissions, &account, id, decided, (key, content)).await
}
