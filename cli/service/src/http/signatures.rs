//! Signatures under a change of texts that waits: `POST /changes/{mission}/signatures`. Who signs is proved by the key, and not by the account.

use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::entry::Signed;
use ledger::signature::Statement;
use plugins::accounts::Permission;
use serde::Deserialize;

use super::preconditions;
use super::program::{Expected, end};
use super::refusal::Refusal;
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::task_queue::{Answered, Task};

/// What a program sends.
const SIGNATURE: Expected = Expected {
    title: "The signature cannot be understood",
    help: "send an object with `statement` and `signature`, as `remit approve --statement` and `ssh-keygen -Y sign` write them",
};

/// A statement with the signature under it, as `ssh-keygen -Y sign` makes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    statement: String,
    signature: String,
}

/// Takes a signature in.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(Path(mission)) = path else { return Refusal::NotFound.answer(Wanted::Json) };
    end(take(&submissions, &who, &mission, &headers, body).await)
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    mission: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<Option<Answered>, WireProblem> {
    preconditions::account(who, Permission::Decide).map_err(Refusal::problem)?;
    let (Words { statement, signature }, _held) =
        SIGNATURE.read(&submissions.room, who, headers, body).await?;
    let is_of_mission = Statement::parse(&statement).map(|said| said.mission.as_str() == mission);
    match is_of_mission {
        Ok(true) => {}
        Ok(false) => return Err(SIGNATURE.not_understood("the statement is about another mission")),
        Err(fault) => return Err(SIGNATURE.not_understood(&format!("the statement is none: {fault}"))),
    }
    let place = preconditions::place(&submissions.tasks).map_err(Refusal::problem)?;
    let signed = Task::Signature(Box::new(Signed { statement, signature }));
    Ok(submissions.tasks.ask(signed, place).await)
}
