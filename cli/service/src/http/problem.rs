//! Why something is not done, as an answer: a page for people, a problem document (RFC 9457) for programs.

use std::time::Duration;

use app::wire::WireProblem;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};

use super::html::html;
use super::wanted::Wanted;

/// The kind of a problem document.
pub(super) const PROBLEM: &str = "application/problem+json";

/// Whoever is told that something cannot be done now comes back after so many seconds.
const SOON: u64 = 1;

/// The answer that tells a problem as it is wanted.
pub(super) fn answer(problem: &WireProblem, wanted: Wanted) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = match wanted {
        Wanted::Page => pages::live::refusal(problem.title, &told(problem)).ok(),
        Wanted::Json | Wanted::Table => None,
    };
    let mut answer = if let Some(page) = page {
        (status, html(page)).into_response()
    } else {
        let body = serde_json::to_string(problem).unwrap_or_default();
        (status, [(CONTENT_TYPE, PROBLEM)], body).into_response()
    };
    if status == StatusCode::UNAUTHORIZED {
        answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(SOON));
    }
    answer
}

/// The same, saying when to come back.
pub(super) fn answer_later(problem: &WireProblem, wanted: Wanted, wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let mut answer = answer(problem, wanted);
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    answer
}

/// Why, and what helps, as a page says it.
pub(super) fn told(problem: &WireProblem) -> String {
    match &problem.help {
        Some(help) => {
            format!("{} {}.", problem.detail, words::english::capitalised(help.trim_end_matches('.')))
        }
        None => problem.detail.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_cannot_be_done_now_says_when_to_come_back() {
        let problem =
            |status| WireProblem { status, code: "any", title: "Any", detail: String::new(), help: None };
        for (status, expect) in [(503, true), (404, false), (500, false)] {
            let answer = answer(&problem(status), Wanted::Json);
            assert_eq!(answer.headers().contains_key(RETRY_AFTER), expect, "{status}");
        }
    }
}
