//! What officials say to alerts: `POST /alerts/{id}/responses`, as JSON with a token or as a form of a page.

use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use plugins::accounts::Permission;

use super::preconditions::{self, Key};
use super::program::{Expected, end};
use super::refusal::Refusal;
use super::reply_form;
use super::said::{Words, hand_in};
use super::submissions::Submissions;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;
use crate::task_queue::Answered;

/// What a program sends.
const RESPONSE: Expected = Expected {
    title: "The response cannot be understood",
    help: "send an object with `kind` and, where it is wanted, `reason`, `contribution`, `periods`, `until`, `document`, `group` or `forecast`",
};
/// What follows the name of an alert in the address.
const ENDING: &str = "/responses";

/// Records what an official says.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let alert = path.ok().and_then(|Path(path)| path.strip_suffix(ENDING).map(str::to_owned));
    let Some(alert) = alert else { return Refusal::OnlyRead.answer(Wanted::Page) };
    if is_form(&headers) {
        return reply_form::post(&submissions, &who, &alert, &headers, body).await;
    }
    end(take(&submissions, &who, alert, &headers, body).await)
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    alert: String,
    headers: &HeaderMap,
    body: Body,
) -> Result<Option<Answered>, WireProblem> {
    let account = preconditions::account(who, Permission::Respond).map_err(Refusal::problem)?;
    let key = Key::of(headers)?;
    let (words, held) = RESPONSE.read::<Words>(&submissions.room, who, headers, body).await?;
    let content = preconditions::content(&[b"response", alert.as_bytes(), &held.bytes]);
    hand_in(submissions, &account, alert, words, key, content).await
}
