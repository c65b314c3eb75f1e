//! In which form an answer is wanted: a page, unless a program asks for JSON.

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use std::convert::Infallible;

/// In which form an answer is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    Page,
    Json,
}

impl Wanted {
    fn of(parts: &Parts) -> Self {
        let mut pairs = parts.uri.query().into_iter().flat_map(|query| query.split('&'));
        let accepts = parts.headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        let accepts_json = accepts.split(',').any(|kind| kind.trim().starts_with("application/json"));
        let accepts_page = accepts.contains("text/html");
        if pairs.any(|pair| pair == "format=json") || (accepts_json && !accepts_page) {
            Self::Json
        } else {
            Self::Page
        }
    }
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
    }
}
