//! That somebody has read up to an entry of the ledger: `POST /since`, as JSON with a token or as the form of a page. Only whoever is known moves
//! a mark, and only his own.

use app::wire::WireProblem;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use pages::live::address;
use plugins::accounts::{Account, Looked, Permission};
use serde::{Deserialize, Serialize};

use super::form::Form;
use super::preconditions;
use super::problem::answer;
use super::program::Expected;
use super::refusal::Refusal;
use super::submissions::Submissions;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;

/// What a program sends.
const READ: Expected = Expected {
    title: "Up to where you have read cannot be understood",
    help: "send an object with `entry`, the number of the last entry of the ledger that you have seen",
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    entry: u64,
}

/// Up to where somebody has read, as a program is told.
#[derive(Serialize)]
struct WireLooked {
    entry: u64,
    at: Timestamp,
}

/// Moves the mark of whoever asks.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if is_form(&headers) {
        let taken = take(&submissions, &who, &headers, body).await;
        return taken.map_or_else(
            |refusal| refusal.answer(Wanted::Page),
            |()| (StatusCode::SEE_OTHER, [(LOCATION, address::SINCE)]).into_response(),
        );
    }
    match told(&submissions, &who, &headers, body).await {
        Ok(Looked { entry, at }) => Json(WireLooked { entry, at }).into_response(),
        Err(problem) => answer(&problem, Wanted::Json),
    }
}

async fn take(submissions: &Submissions, who: &Who, headers: &HeaderMap, body: Body) -> Result<(), Refusal> {
    let account = preconditions::account(who, Permission::Read)?;
    let (_, form_token) = who.session().ok_or(Refusal::NotSignedIn)?;
    let form = Form::read(&submissions.room, headers, body).await?;
    if !form.is_of_session(form_token) {
        return Err(Refusal::ForeignForm);
    }
    let entry = form.field("entry").parse().map_err(|_| Refusal::Misasked)?;
    move_mark(submissions, account, entry).await.map(drop)
}

async fn told(
    submissions: &Submissions,
    who: &Who,
    headers: &HeaderMap,
    body: Body,
) -> Result<Looked, WireProblem> {
    let account = preconditions::account(who, Permission::Read).map_err(Refusal::problem)?;
    let (Words { entry }, _) = READ.read::<Words>(&submissions.room, who, headers, body).await?;
    move_mark(submissions, account, entry).await.map_err(Refusal::problem)
}

/// Nobody has read what is not written yet: such a mark stands at the end of what is shown.
async fn move_mark(submissions: &Submissions, account: Account, entry: u64) -> Result<Looked, Refusal> {
    let shown = submissions.publication.picture().ok_or(Refusal::Busy)?;
    let looked = Looked { entry: entry.min(shown.position), at: Timestamp::now() };
    let moved = submissions.access_control.ask(move |accounts| accounts.look(&account.id, looked));
    match moved.await {
        Ok(Some(())) => Ok(looked),
        Ok(None) => Err(Refusal::NoAccounts),
        Err(error) => {
            tracing::error!(%error, "it cannot be kept up to where somebody has read");
            Err(Refusal::from(&error))
        }
    }
}
