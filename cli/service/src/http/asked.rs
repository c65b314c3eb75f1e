//! One question about the picture that is shown, and its answer: in the form that is wanted, and not sent twice to whoever has it already.

use std::convert::Infallible;

use app::published::Picture;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::header::{ETAG, IF_NONE_MATCH, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::refusal::Refusal;
use super::wanted::Wanted;

/// What is asked besides where.
pub(super) struct Asked {
    wanted: Wanted,
    /// The tags of the answers that whoever asks has already.
    known: Option<String>,
}

impl Asked {
    /// The answer that is found in a picture, if there is one; `picture` is none before the first is published.
    pub(super) fn answer(
        &self,
        picture: Option<&Picture>,
        find: impl FnOnce(&Picture, Form) -> Option<Response>,
    ) -> Response {
        let Some(picture) = picture else { return Refusal::Busy.answer(self.wanted) };
        let tag = self.tag(picture);
        if self.known.as_ref().is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
            return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
        }
        match find(picture, Form(self.wanted)) {
            None => Refusal::NotFound.answer(self.wanted),
            Some(mut answer) => {
                let headers = answer.headers_mut();
                headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
                headers.insert(VARY, HeaderValue::from_static("accept"));
                answer
            }
        }
    }

    /// Another moment, another tag: a page says of which moment it is.
    fn tag(&self, picture: &Picture) -> String {
        let form = match self.wanted {
            Wanted::Page => "page",
            Wanted::Json => "json",
        };
        format!("\"{}-{}-{form}\"", picture.position, picture.as_at.as_millisecond())
    }
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let wanted = Wanted::from_request_parts(parts, state).await?;
        let known = parts.headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        Ok(Self { wanted, known: known.map(str::to_owned) })
    }
}

/// The form in which an answer is wanted.
pub(super) struct Form(Wanted);

impl Form {
    /// The answer in this form; only that form is made.
    pub(super) fn of<W: Serialize>(
        self,
        json: impl FnOnce() -> W,
        page: impl FnOnce() -> Result<String, pages::live::PageError>,
    ) -> Response {
        match self.0 {
            Wanted::Json => Json(json()).into_response(),
            Wanted::Page => page().map_or_else(
                |error| {
                    tracing::error!(%error, "a page cannot be put together");
                    Refusal::Broken.answer(Wanted::Page)
                },
                |page| Html(page).into_response(),
            ),
        }
    }
}
