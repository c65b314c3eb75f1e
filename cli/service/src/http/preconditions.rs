//! What all that is handed in over HTTP goes through: who may, under which key, and how it is answered.

use app::wire::WireProblem;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use plugins::accounts::{Account, Permission, random_word};

use super::problem::answer;
use super::refusal::Refusal;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::task_queue::{Answered, Keyed, Place, Task, TaskQueue};

/// By what whoever hands something in tells it from all else.
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Said where an answer is one that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The longest key.
const LONGEST_KEY: usize = 200;

/// Whoever asks, where he may do this.
pub(super) fn account(who: &Who, permission: Permission) -> Result<Account, Refusal> {
    if let Some(account) = who.may(permission) {
        return Ok(account.clone());
    }
    Err(match who {
        Who::Known(..) => Refusal::NotAllowed,
        Who::NobodyYet => Refusal::NoAccounts,
        Who::Nobody => Refusal::NotSignedIn,
    })
}

/// Whether somebody may see what is not for all who read. Where nobody has an account, whoever may read may see this as well.
pub(super) fn may_see(who: &Who, permission: Permission) -> Result<(), Refusal> {
    match who {
        Who::NobodyYet => Ok(()),
        Who::Nobody | Who::Known(..) => account(who, permission).map(|_| ()),
    }
}

/// A key, and who chose it.
pub(super) enum Key {
    /// Whoever hands something in: it may have been handed in before.
    Given(String),
    /// Nobody: it is new.
    Made(String),
}

impl Key {
    /// The key of a request.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, WireProblem> {
        let Some(given) = headers.get(KEY) else {
            return random_word::<16>().map(Self::Made).map_err(|error| {
                tracing::error!(%error, "no key can be made");
                Refusal::Broken.problem()
            });
        };
        let given = given.to_str().ok().filter(|key| (1..=LONGEST_KEY).contains(&key.len()));
        given.map(|key| Self::Given(key.to_owned())).ok_or_else(|| WireProblem {
            status: 400,
            code: "improper-key",
            title: "The key cannot be used",
            detail: format!("An `Idempotency-Key` has 1 to {LONGEST_KEY} plain letters."),
            help: Some("send another key, such as a UUID, or none".to_owned()),
        })
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Given(key) | Self::Made(key) => key,
        }
    }
}

/// A place in the queue, or word that there is none.
pub(super) fn place(tasks: &TaskQueue) -> Result<Place, Refusal> {
    tasks.place().ok_or_else(|| {
        tasks.counters.note_turned_away();
        Refusal::Busy
    })
}

/// The answer to what was handed in before under a key; none where nothing was.
pub(super) async fn known(tasks: &TaskQueue, keyed: &Keyed, key: &Key) -> Result<Option<Answered>, Refusal> {
    if let Key::Made(_) = key {
        return Ok(None);
    }
    let place = place(tasks)?;
    match tasks.ask(Task::Known(keyed.clone()), place).await.ok_or(Refusal::Busy)? {
        Answered::Unknown => Ok(None),
        answered => Ok(Some(answered)),
    }
}

/// The hash of what is handed in, and to which address.
pub(super) fn content(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    hasher.finalize().to_hex().to_string()
}

/// What became of it, as JSON.
pub(super) fn told(answered: Option<Answered>) -> Response {
    match answered {
        Some(Answered::Written { status, json }) => written(status, json),
        Some(Answered::Before { status, json }) => {
            let mut answer = written(status, json);
            answer.headers_mut().insert(REPLAYED, axum::http::HeaderValue::from_static("true"));
            answer
        }
        Some(Answered::Foreseen(report)) => axum::Json(report).into_response(),
        Some(Answered::Refused(problem)) => answer(&problem, Wanted::Json),
        Some(Answered::Unwritten) => Refusal::Unwritten.answer(Wanted::Json),
        Some(Answered::Unknown | Answered::Kept) | None => Refusal::Busy.answer(Wanted::Json),
    }
}

fn written(status: u16, json: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (status, [(CONTENT_TYPE, "application/json")], json).into_response()
}
