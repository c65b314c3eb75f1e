//! Examples of what a rule should find: `POST /examples/{mission}/{obligation}`, as JSON with a token or as a form of a page.

use app::examples::{Example, Given, TriedExample, TriedExamples};
use app::wire::WireProblem;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use plugins::accounts::Permission;
use serde::{Deserialize, Serialize};

use super::exampled::{self, Words};
use super::examples_form;
use super::preconditions::{self, Key};
use super::program::{Expected, end};
use super::refusal::Refusal;
use super::submissions::Submissions;
use super::text_changes::Dry;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;

/// What a program sends.
const EXAMPLES: Expected = Expected {
    title: "The examples cannot be understood",
    help: "send an object with `period`, `examples`, `reason` and, where it is one part of several, `contribution`",
};

/// Examples as programs send them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    #[serde(default)]
    contribution: Option<String>,
    period: String,
    examples: Vec<SentExample>,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentExample {
    #[serde(default)]
    figures: Vec<SentFigure>,
    #[serde(default)]
    targets: Vec<SentTarget>,
    verdict: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentFigure {
    measure: String,
    body: String,
    period: String,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentTarget {
    measure: String,
    body: String,
    value: String,
}

impl From<SentExample> for Example {
    fn from(SentExample { figures, targets, verdict }: SentExample) -> Self {
        let figures = figures.into_iter().map(|SentFigure { measure, body, period, value }| Given {
            measure,
            body,
            period,
            value,
        });
        let targets = targets.into_iter().map(|SentTarget { measure, body, value }| Given {
            measure,
            body,
            period: String::new(),
            value,
        });
        Self { figures: figures.collect(), targets: targets.collect(), verdict }
    }
}

/// What the rule in force says of examples, for programs.
#[derive(Serialize)]
struct WireTried<'t> {
    subject: &'t str,
    path: &'t str,
    text: &'t str,
    examples: Vec<WireTriedExample<'t>>,
}

#[derive(Serialize)]
struct WireTriedExample<'t> {
    told: &'t str,
    agrees: bool,
}

/// Takes examples in, or looks what the rule says of them.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<(String, String)>, PathRejection>,
    dry: Result<Query<Dry>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(Path((mission, obligation))) = path else { return Refusal::NotFound.answer(Wanted::Json) };
    if is_form(&headers) {
        return examples_form::post(&submissions, &who, (&mission, &obligation), &headers, body).await;
    }
    let Ok(Query(dry)) = dry else { return Refusal::Misasked.answer(Wanted::Json) };
    let taken = take(&submissions, &who, (&mission, obligation, dry), &headers, body).await;
    taken.unwrap_or_else(|problem| end(Err(problem)))
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    (mission, obligation, dry): (&str, String, Dry),
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, WireProblem> {
    let account = preconditions::account(who, Permission::Propose).map_err(Refusal::problem)?;
    let key = Key::of(headers)?;
    let (sent, held) = EXAMPLES.read::<Sent>(&submissions.room, who, headers, body).await?;
    let Sent { contribution, period, examples, reason } = sent;
    let examples = examples.into_iter().map(Into::into).collect();
    let words = Words { obligation, contribution, period, examples, reason };
    if dry.dry {
        let asked = exampled::of(&account, mission, &words, key.as_str());
        let tried = exampled::look_at(submissions, &account, &asked).await?;
        let tried = tried.ok_or_else(|| Refusal::Busy.problem())?;
        return Ok(Json(WireTried::of(&asked.subject(), &tried)).into_response());
    }
    let parts = [b"examples", mission.as_bytes(), words.obligation.as_bytes(), &held.bytes];
    let content = preconditions::content(&parts);
    Ok(end(exampled::hand_in(submissions, &account, mission, &words, (key, content)).await))
}

impl<'t> WireTried<'t> {
    fn of(subject: &'t str, TriedExamples { path, text, examples }: &'t TriedExamples) -> Self {
        let told =
            |TriedExample { told, agrees }: &'t TriedExample| WireTriedExample { told, agrees: *agrees };
        Self { subject, path, text, examples: examples.iter().map(told).collect() }
    }
}
