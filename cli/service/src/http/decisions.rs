//! What a second person decides about something that waits: `POST /approvals/{id}/decisions`, as JSON with a token or as a form of a page.

use app::recorder::Deciding;
use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::entry::Fate;
use plugins::accounts::{Account, Permission};
use serde::Deserialize;

use super::decide_form;
use super::preconditions::{self, Key};
use super::problem::answer;
use super::refusal::Refusal;
use super::said::improper;
use super::submissions::Submissions;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;
use crate::task_queue::{Answered, Keyed, Task};

/// What is decided is no larger.
const LARGEST: usize = 64 << 10;

/// What is decided.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decided {
    pub(super) decision: String,
    #[serde(default)]
    pub(super) reason: String,
}

/// What can be decided, by the word for it.
pub(super) fn fate(word: &str) -> Option<Fate> {
    match word {
        "approve" => Some(Fate::Approved),
        "refuse" => Some(Fate::Refused),
        "withdraw" => Some(Fate::Withdrawn),
        _ => None,
    }
}

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

/// Whoever may decide about what others ask for, or take back what he asked for himself.
pub(super) fn decider(submissions: &Submissions, who: &Who) -> Result<Account, Refusal> {
    let may = |permission| preconditions::account(&submissions.access_control, who, permission);
    may(Permission::Decide).or_else(|refusal| may(Permission::Respond).map_err(|_| refusal))
}

/// Hands a decision in for an account.
pub(super) async fn hand_in(
    submissions: &Submissions,
    account: &Account,
    id: String,
    Decided { decision, reason }: Decided,
    (key, content): (Key, String),
) -> Result<Option<Answered>, WireProblem> {
    let fate = fate(&decision).ok_or_else(|| unknown_decision(&decision))?;
    if fate == Fate::Refused && reason.trim().is_empty() {
        return Err(improper("`refuse` needs a reason"));
    }
    if fate != Fate::Withdrawn && !account.role.may(Permission::Decide) {
        return Err(Refusal::NotAllowed.problem());
    }
    let Keyed { account: by, key, content } =
        Keyed { account: account.id.clone(), key: key.as_str().to_owned(), content };
    let deciding =
        Deciding { proposal: id, fate, reason, by: account.name.clone(), account: by, key, content };
    let place = preconditions::place(&submissions.tasks).map_err(Refusal::problem)?;
    Ok(submissions.tasks.ask(Task::Decision(Box::new(deciding)), place).await)
}

fn unknown_decision(word: &str) -> WireProblem {
    let problem = improper(&format!("there is no decision `{word}`"));
    WireProblem { help: Some("there are: approve, refuse, withdraw".to_owned()), ..problem }
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
