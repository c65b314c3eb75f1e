//! Reports that are handed in: `POST /feeds/{feed}/reports`.

use std::sync::Arc;

use app::intake::{HandIn, Intake, IntakeFault, KeepError, ReadReport, Sent, Speaker};
use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use engine::model::BodyId;
use jiff::Timestamp;
use plugins::accounts::{Account, Permission};
use serde::Deserialize;
use tokio::sync::oneshot;

use super::preconditions::{self, Key};
use super::program::end;
use super::refusal::Refusal;
use super::submissions::Submissions;
use crate::access_control::Who;
use crate::task_queue::{Answered, Keyed, Place, Report, Task, TaskQueue};

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
    let Submissions { tasks, access_control, room, publication, .. } = submissions;
    let account =
        preconditions::account(access_control, who, Permission::Report).map_err(Refusal::problem)?;
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
    let place = preconditions::place(tasks).map_err(Refusal::problem)?;
    let shown = publication.picture().map(|picture| picture.as_at);
    let received = shown.map_or_else(Timestamp::now, |shown| shown.max(Timestamp::now()));
    let coming = Coming {
        feed,
        about,
        content_type,
        bytes: std::mem::take(&mut held.bytes),
        received,
        keyed,
        account,
    };
    let tasks = tasks.clone();
    // It is carried through, also where whoever sends it goes away meanwhile.
    let handed_in = tokio::task::spawn_blocking(move || coming.hand_in(&tasks, &intake, place));
    let waiting = handed_in.await.map_err(|_| Refusal::Broken.problem())??;
    Ok(match waiting {
        Some(waiting) => waiting.await.ok(),
        None => None,
    })
}

/// A report that came whole.
struct Coming {
    feed: String,
    about: About,
    content_type: Option<String>,
    bytes: Vec<u8>,
    received: Timestamp,
    keyed: Keyed,
    account: Account,
}

impl Coming {
    /// Reads it, keeps it and hands it in, or asks what it would come to.
    fn hand_in(
        self,
        tasks: &TaskQueue,
        intake: &Arc<Intake>,
        place: Place,
    ) -> Result<Option<oneshot::Receiver<Answered>>, WireProblem> {
        let sent = Sent {
            feed: &self.feed,
            name: self.about.name.as_deref(),
            account: &self.account.id,
            key: &self.keyed.key,
            content_type: self.content_type.as_deref(),
            bytes: &self.bytes,
            received: self.received,
        };
        let read = intake.read(&sent, &speaker(&self.account)).map_err(|fault| fault.problem())?;
        if self.about.dry {
            return Ok(tasks.hand_in(Task::Foresee(Box::new(read.reading)), place));
        }
        let path = intake.path_within(&read.path);
        tasks.kept.keep(&read.path, &read.bytes).map_err(|error| not_kept(&error, path.clone()))?;
        let Keyed { account, key, content } = self.keyed;
        let hand_in = HandIn { account, key, content, path };
        let place_of_file = read.path.clone();
        let read = ReadReport { bytes: Vec::new(), ..read };
        let waiting = tasks.hand_in(Task::Report(Box::new(Report { read, hand_in })), place);
        if waiting.is_none() {
            tasks.kept.settle(&place_of_file);
        }
        Ok(waiting)
    }
}

/// For whom an account may report.
fn speaker(account: &Account) -> Speaker {
    if account.role.is_of_bodies() {
        Speaker::Bodies(account.bodies.iter().map(|body| BodyId::new(body.as_str())).collect())
    } else {
        Speaker::Everybody
    }
}

fn not_kept(error: &KeepError, path: String) -> WireProblem {
    match error {
        KeepError::NameTaken => IntakeFault::NameTaken { path }.problem(),
        KeepError::Unavailable(error) => {
            tracing::error!(%error, path, "a report cannot be kept");
            WireProblem {
                status: 503,
                code: "not-kept",
                title: "The report cannot be kept",
                detail: format!("{path} cannot be written."),
                help: Some("try again later; the log of the service says more".to_owned()),
            }
        }
    }
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
