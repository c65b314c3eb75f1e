//! Where things are handed in.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::passed_on::pass_on;
use super::submissions::Submissions;
use super::{
    change_form, decide_form, decisions, examples, examples_form, identity, looked, metrics, openapi,
    reply_form, reports, responses, return_form, sessions, signatures, silence_form, silences, text_changes,
    upload_form,
};

/// Every address at which something is handed in. What changes the ledger, and what is shown before it is, is done where that is held.
pub(super) fn routes(submissions: Submissions) -> Router {
    held()
        .route_layer(from_fn_with_state(submissions.relay.clone(), pass_on))
        .merge(anywhere())
        .with_state(submissions)
}

/// What is done by the worker that holds the ledger.
fn held() -> Router<Submissions> {
    Router::new()
        .route("/feeds/{feed}/reports", post(reports::post))
        .route("/alerts/{*id}", post(responses::post))
        .route("/approvals/{id}/decisions", post(decisions::post))
        .route("/changes/{mission}/signatures", post(signatures::post))
        .route("/changes/{mission}", post(text_changes::post))
        .route("/propose/{mission}", get(change_form::show_together))
        .route("/propose/{mission}/{*place}", get(change_form::show))
        .route("/examples/{mission}/{*obligation}", get(examples_form::show).post(examples::post))
        .route("/silences", post(silences::post))
        .route("/silences/{id}/end", post(silences::end))
        .route("/silence", get(silence_form::show))
        .route("/end-silence/{id}", get(silence_form::show_end))
        .route("/reply/{*id}", get(reply_form::show))
        .route("/decide/{id}", get(decide_form::show))
        .route("/returns/{body}/{period}", post(return_form::post))
        .route("/fill-in/{body}/{period}", get(return_form::show))
        .route("/report", get(upload_form::show).post(upload_form::post))
        .route("/report/annotated", get(upload_form::annotated))
}

/// What any worker does.
fn anywhere() -> Router<Submissions> {
    Router::new()
        .route("/since", post(looked::post))
        .route("/sign-in", get(sessions::show).post(sessions::enter))
        .route("/sign-in/elsewhere", get(identity::begin))
        .route("/sign-in/back", get(identity::back))
        .route("/sign-out", post(sessions::leave))
        .route("/metrics", get(metrics::show))
        .route("/openapi.json", get(openapi::document))
}
