//! What programs send as JSON with a token, and how they are answered.

use app::wire::WireProblem;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::body::{HeldBody, Room};
use super::preconditions;
use super::problem::answer;
use super::refusal::Refusal;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::task_queue::Answered;

/// What is sent is no larger.
const LARGEST: usize = 64 << 10;

/// What a program is to send, and what it is told where it sends something else.
pub(super) struct Expected {
    pub(super) title: &'static str,
    pub(super) help: &'static str,
}

impl Expected {
    /// Reads what a program sent. A session counts for the forms of pages alone.
    pub(super) async fn read<T: DeserializeOwned>(
        &self,
        room: &Room,
        who: &Who,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<(T, HeldBody), WireProblem> {
        only_by_token(who)?;
        let held = room.read(headers, body, LARGEST).await.map_err(Refusal::problem)?;
        let read =
            serde_json::from_slice(&held.bytes).map_err(|error| self.not_understood(&error.to_string()))?;
        Ok((read, held))
    }

    /// That it cannot be understood, and why.
    pub(super) fn not_understood(&self, error: &str) -> WireProblem {
        WireProblem {
            status: 400,
            code: "not-understood",
            title: self.title,
            detail: format!("{}.", words::english::capitalised(error.trim_end_matches('.'))),
            help: Some(self.help.to_owned()),
        }
    }
}

/// Lets nobody through who is known by a session alone.
pub(super) fn only_by_token(who: &Who) -> Result<(), WireProblem> {
    if who.is_by_token() { Ok(()) } else { Err(Refusal::ForeignForm.problem()) }
}

/// What became of it, as JSON.
pub(super) fn end(taken: Result<Option<Answered>, WireProblem>) -> Response {
    taken.map_or_else(|problem| answer(&problem, Wanted::Json), preconditions::told)
}
