//! An answer that says why there is none: a page for people, a problem document (RFC 9457) for programs.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::wanted::Wanted;

/// Why something is not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    /// There is nothing at this address.
    NotFound,
    /// It was asked of an address that is not this service's own.
    OtherHost,
    /// What is asked for is only read here.
    OnlyRead,
    /// Nothing is in force yet, or too many listen already.
    Busy,
    /// It cannot be a table.
    NoTable,
    /// What is asked for is asked for wrongly.
    Misasked,
    /// A page could not be put together, which is a fault of Remit.
    Broken,
}

/// What RFC 9457 asks for.
#[derive(Serialize)]
struct Problem {
    status: u16,
    title: &'static str,
    detail: &'static str,
}

impl Refusal {
    fn problem(self) -> Problem {
        let (status, title, detail) = match self {
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "There is nothing at this address",
                "The alert may have ended, or what was declared here is declared no longer.",
            ),
            Self::OtherHost => (
                StatusCode::MISDIRECTED_REQUEST,
                "This service does not answer at this address",
                "Ask at the address that it says when it starts.",
            ),
            Self::OnlyRead => (
                StatusCode::METHOD_NOT_ALLOWED,
                "Nothing can be changed here",
                "These pages are only read. Use `remit respond` to reply to an alert.",
            ),
            Self::Busy => {
                (StatusCode::SERVICE_UNAVAILABLE, "The service cannot answer yet", "Try again in a moment.")
            }
            Self::NoTable => (
                StatusCode::NOT_ACCEPTABLE,
                "This is no table",
                "Ask for a page or for JSON. What is due, the matrix, a body and a measure are there as tables.",
            ),
            Self::Misasked => (
                StatusCode::BAD_REQUEST,
                "The question cannot be read",
                "`days` is a whole number up to 366, and a period is written as pages show it.",
            ),
            Self::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "The page could not be made",
                "This is a fault of Remit and not of the project. The log says more.",
            ),
        };
        Problem { status: status.as_u16(), title, detail }
    }

    /// As it is wanted.
    pub(super) fn answer(self, wanted: Wanted) -> Response {
        let problem = self.problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let page = match wanted {
            Wanted::Page => pages::live::refusal(problem.title, problem.detail).ok(),
            Wanted::Json | Wanted::Table => None,
        };
        if let Some(page) = page {
            return (status, Html(page)).into_response();
        }
        let body = serde_json::to_string(&problem).unwrap_or_default();
        (status, [(CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}
