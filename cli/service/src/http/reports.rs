//! Reports that are handed in: `POST /feeds/{feed}/reports`.

use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use plugins::accounts::Permission;
use serde::Deserialize;

use super::coming::{Coming, Purpose, received, reference};
use super::preconditions::{self, Key};
use super::program::end;
use super::refusal::Refusal;
use super::submissions::Submissions;
use crate::access_control::Who;
use crate::task_queue::{Answered, Keyed};

/// A report is no larger. What is goes by the folder of its feed.
const LARGEST: usize = 32 << 20;

/// What may be said of a report beside its body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    /// What its file is to be called.
    name: Option<String>,
    /// Whether it is only asked what it would come to.
    #[serde(default)]
    dry: bool,
}

/// Takes a report in, or says what it would come to.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    feed: Result<Path<String>, PathRejection>,
    about: Result<Query<About>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    end(take(&submissions, &who, (feed, about), &headers, body).await)
}

type Asked = (Result<Path<String>, PathRejection>, Result<Query<About>, QueryRejection>);

async fn take(
    submissions: &Submissions,
    who: &Who,
    (feed, about): Asked,
    headers: &HeaderMap,
    body: Body,
) -> Result<Option<Answered>, WireProblem> {
    let Submissions { tasks, room, .. } = submissions;
    let account = preconditions::account(who, Permission::Report).map_err(Refusal::problem)?;
    let Path(feed) = feed.map_err(|_| Refusal::NotFound.problem())?;
    let Query(about) = about.map_err(|error| improper_query(&error))?;
    let key = Key::of(headers)?;
    let intake = tasks.intake().ok_or(Refusal::Busy).map_err(Refusal::problem)?;
    let mut held = room.read(headers, body, LARGEST).await.map_err(Refusal::problem)?;
    let content_type = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(str::to_owned);
    let name = about.name.as_deref().unwrap_or_default();
    let content = preconditions::content(&[b"report", feed.as_bytes(), name.as_bytes(), &held.bytes]);
    let keyed = Keyed { account: account.id.clone(), key: key.as_str().to_owned(), content };
    if !about.dry
        && let Some(answered) = preconditions::known(tasks, &keyed, &key).await.map_err(Refusal::problem)?
    {
        return Ok(Some(answered));
    }
    let purpose = if about.dry { Purpose::Foresee } else { Purpose::TakeIn };
    let coming = Coming {
        feed,
        name: about.name,
        content_type,
        bytes: std::mem::take(&mut held.bytes),
        received: received(submissions),
        reference: reference(&account.id, &keyed.key),
        keyed,
        account,
    };
    coming.hand_in(tasks, intake, purpose).await
}

fn improper_query(error: &QueryRejection) -> WireProblem {
    let text = error.body_text();
    let asked = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
    WireProblem {
        status: 400,
        code: "improper-query",
        title: "The address cannot be understood",
        detail: format!("{}.", words::english::capitalised(asked.trim_end_matches('.'))),
        help: Some("a report takes `name=FILE` and `dry=true`".to_owned()),
    }
}
