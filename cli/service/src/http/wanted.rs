//! In which form an answer is wanted: a page, unless a program asks for JSON or somebody for a table.

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use std::convert::Infallible;

/// In which form an answer is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    Page,
    Json,
    /// Comma-separated values (RFC 4180).
    Table,
}

impl Wanted {
    pub(super) fn of(parts: &Parts) -> Self {
        let query = || parts.uri.query().into_iter().flat_map(|query| query.split('&'));
        let accepts = parts.headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        let accepts_first = |kind: &str| accepts.split(',').any(|one| one.trim().starts_with(kind));
        match query().find_map(|pair| pair.strip_prefix("format=")) {
            Some("json") => Self::Json,
            Some("csv") => Self::Table,
            _ if accepts.contains("text/html") => Self::Page,
            _ if accepts_first("application/json") => Self::Json,
            _ if accepts_first("text/csv") => Self::Table,
            // What is sent by a program is answered to a program.
            _ if parts.method == Method::POST => Self::Json,
            _ => Self::Page,
        }
    }

    /// One word for it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Json => "json",
            Self::Table => "csv",
        }
    }
}

/// Whether a request is a form that a page sends.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim() == "application/x-www-form-urlencoded")
}

impl<S: Sync> FromRequestParts<S> for Wanted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[track_caller]
    fn check(uri: &str, accept: &str, expect: Wanted) {
        let request = Request::builder().uri(uri).header(ACCEPT, accept).body(()).unwrap();
        assert_eq!(Wanted::of(&request.into_parts().0), expect, "{uri} with {accept}");
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_what_it_asks_for() {
        check("/", "text/html,application/xhtml+xml,*/*;q=0.8", Wanted::Page);
        check("/", "*/*", Wanted::Page);
        check("/", "application/json", Wanted::Json);
        check("/?format=json", "text/html", Wanted::Json);
        check("/?a=1&format=json", "*/*", Wanted::Json);
        check("/?format=jsonp", "*/*", Wanted::Page);
        check("/due", "text/csv", Wanted::Table);
        check("/due?days=7&format=csv", "text/html", Wanted::Table);
    }
}
