//! What nobody is told of for a time: `GET /silences` and `/silences/{id}`, and `POST` to ask for a silence or to end one, as JSON with a token or as a form of
//! a page.

use app::published::Picture;
use app::wire::WireProblem;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use pages::live::{self, Access};
use pages::tables::silences_table;
use plugins::accounts::{Account, Permission};

use super::asked::{Asked, Form};
use super::preconditions::{self, Key};
use super::program::{self, Expected};
use super::refusal::Refusal;
use super::shown::Shown;
use super::silence_form;
use super::silenced::{self, EndWords, Words};
use super::submissions::Submissions;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;
use crate::task_queue::Answered;
use crate::wire::{WireSilenceShown, WireSilences};

const NOT_UNDERSTOOD: &str = "What is asked of silences cannot be understood";
/// What a program sends that asks for one.
const BEGIN: Expected = Expected {
    title: NOT_UNDERSTOOD,
    help: "send an object with `matchers`, `until`, `reason` and, where it is wanted, `from`",
};
/// What a program sends that ends one.
const END: Expected =
    Expected { title: NOT_UNDERSTOOD, help: "send an object, with `reason` where it is wanted" };

/// The addresses that are read.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/silences", get(all)).route("/silences/{id}", get(one))
}

async fn all(State(shown): State<Shown>, asked: Asked) -> Response {
    let find = |picture: &Picture, form: Form, access: Access| {
        Some(form.or_table(
            || WireSilences::of(picture),
            || live::silences(picture, access),
            || silences_table(&picture.silences.0),
        ))
    };
    shown.show(asked, find).await
}

async fn one(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let find = move |picture: &Picture, form: Form, access: Access| {
        let found = picture.silence(&id)?;
        Some(form.of(|| WireSilenceShown::of(picture, found), || live::silence(picture, found, access)))
    };
    shown.show(asked, find).await
}

/// Records that nobody is to be told of some alerts for a time.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if is_form(&headers) {
        return silence_form::post(&submissions, &who, &headers, body).await;
    }
    program::end(begin(&submissions, &who, &headers, body).await)
}

async fn begin(
    submissions: &Submissions,
    who: &Who,
    headers: &HeaderMap,
    body: Body,
) -> Result<Option<Answered>, WireProblem> {
    let (account, key) = by_token(who, headers)?;
    let (words, held) = BEGIN.read::<Words>(&submissions.room, who, headers, body).await?;
    let content = preconditions::content(&[b"silence", &held.bytes]);
    silenced::begin(submissions, &account, words, (key, content)).await
}

/// Records that a silence ends.
pub(super) async fn end(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(Path(id)) = path else { return Refusal::NotFound.answer(Wanted::Json) };
    if is_form(&headers) {
        return silence_form::post_end(&submissions, &who, &id, &headers, body).await;
    }
    program::end(take_end(&submissions, &who, id, &headers, body).await)
}

async fn take_end(
    submissions: &Submissions,
    who: &Who,
    id: String,
    headers: &HeaderMap,
    body: Body,
) -> Result<Option<Answered>, WireProblem> {
    let (account, key) = by_token(who, headers)?;
    let (words, held) = END.read::<EndWords>(&submissions.room, who, headers, body).await?;
    let content = preconditions::content(&[b"silence end", id.as_bytes(), &held.bytes]);
    silenced::end(submissions, &account, (id, words.reason), (key, content)).await
}

fn by_token(who: &Who, headers: &HeaderMap) -> Result<(Account, Key), WireProblem> {
    let account = preconditions::account(who, Permission::Silence).map_err(Refusal::problem)?;
    program::only_by_token(who)?;
    Ok((account, Key::of(headers)?))
}
