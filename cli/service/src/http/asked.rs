//! One question and its answer: in the form that is wanted, and not sent twice to whoever has it already. It is answered by the picture that is shown, or by the engine that
//! follows it.

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;

use app::published::Picture;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::model::Calendar;
use jiff::civil::Date;
use plugins::stores::StoreError;
use serde::Serialize;

use super::html::html;
use super::refusal::Refusal;
use super::wanted::Wanted;
use crate::past_days::PastDays;
use crate::questions::{Known, Questions, Unanswered};

/// What is asked besides where.
pub(super) struct Asked {
    wanted: Wanted,
    /// The tags of the answers that whoever asks has already.
    known: Option<String>,
    /// At the end of which day; none for now.
    day: Result<Option<Date>, NoDay>,
    /// By what the answer to whoever reads is told from one to others; none where it is the same.
    reader: Option<String>,
}

/// What is asked for as a day is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NoDay;

impl Asked {
    /// At the end of which day it is asked how things stood; none for now.
    pub(super) fn day(&self) -> Result<Option<Date>, NoDay> {
        self.day
    }

    /// The answer that is found in a picture, if there is one; `picture` is none before the first is published.
    pub(super) fn answer(
        &self,
        picture: Option<&Picture>,
        find: impl FnOnce(&Picture, Form) -> Option<Response>,
    ) -> Response {
        let Some(picture) = picture else { return Refusal::Busy.answer(self.wanted) };
        self.is_known(picture).unwrap_or_else(|| self.tagged(picture, find(picture, Form(self.wanted))))
    }

    /// The answer that the engine has which follows the ledger, if there is one.
    pub(super) async fn answer_by(
        self,
        questions: &Questions,
        find: impl FnOnce(Known<'_>, Form) -> Option<Response> + Send + 'static,
    ) -> Response {
        let wanted = self.wanted;
        told(questions.ask(move |known| self.found(known, find)).await, wanted)
    }

    /// The same of how things stood at the end of a day.
    pub(super) async fn answer_by_day(
        self,
        days: &PastDays,
        day: (Date, Arc<Calendar>),
        find: impl FnOnce(Known<'_>, Form) -> Option<Response> + Send + 'static,
    ) -> Response {
        let wanted = self.wanted;
        told(days.ask(day, move |known| self.found(known, find)).await, wanted)
    }

    fn found(&self, known: Known<'_>, find: impl FnOnce(Known<'_>, Form) -> Option<Response>) -> Response {
        let is_known = self.is_known(known.picture);
        is_known.unwrap_or_else(|| self.tagged(known.picture, find(known, Form(self.wanted))))
    }

    /// The same of what is answered even to whoever has the answer already.
    pub(super) fn anew(self) -> Self {
        Self { known: None, ..self }
    }

    /// The same of what is told otherwise to each who reads.
    pub(super) fn of_reader(self, reader: Option<String>) -> Self {
        Self { reader, ..self }
    }

    /// Why it is not answered.
    pub(super) fn refuse(&self, refusal: Refusal) -> Response {
        refusal.answer(self.wanted)
    }

    /// That there is nothing new for whoever has the answer already.
    fn is_known(&self, picture: &Picture) -> Option<Response> {
        let tag = self.tag(picture);
        let is_known = self.known.as_ref()?.split(',').any(|one| one.trim() == tag);
        is_known.then(|| (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response())
    }

    fn tagged(&self, picture: &Picture, found: Option<Response>) -> Response {
        let Some(mut answer) = found else { return Refusal::NotFound.answer(self.wanted) };
        let headers = answer.headers_mut();
        headers.extend(HeaderValue::from_str(&self.tag(picture)).ok().map(|tag| (ETAG, tag)));
        let varies = if self.reader.is_some() { "accept, authorization, cookie" } else { "accept" };
        headers.insert(VARY, HeaderValue::from_static(varies));
        answer
    }

    /// Another moment, another tag: a page says of which moment it is.
    fn tag(&self, picture: &Picture) -> String {
        let (at, wanted) = (picture.as_at.as_millisecond(), self.wanted.as_str());
        match &self.reader {
            Some(reader) => format!("\"{}-{at}-{wanted}-{reader}\"", picture.position),
            None => format!("\"{}-{at}-{wanted}\"", picture.position),
        }
    }
}

/// The answer, or why there is none.
fn told(answer: Result<Response, Unanswered>, wanted: Wanted) -> Response {
    answer.unwrap_or_else(|unanswered| Refusal::from(unanswered).answer(wanted))
}

impl From<Unanswered> for Refusal {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::NotNow => Self::Busy,
            Unanswered::NotOver => Self::NotOver,
            Unanswered::TooEarly => Self::TooEarly,
            Unanswered::Failed => Self::Broken,
        }
    }
}

/// The day that a query asks about, as it is written there.
fn written_day(query: &str) -> Option<Cow<'_, str>> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find_map(|(name, value)| (name == "as-of").then_some(value))
}

/// Whether a query asks about a day that is over, however its letters are written.
pub(super) fn asks_about_a_day(query: &str) -> bool {
    written_day(query).is_some()
}

/// The day that a query asks about.
fn day_of(query: &str) -> Result<Option<Date>, NoDay> {
    let day = written_day(query);
    day.map(|day| day.parse().map_err(|_| NoDay)).transpose()
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let wanted = Wanted::from_request_parts(parts, state).await?;
        let known = parts.headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        let day = day_of(parts.uri.query().unwrap_or_default());
        Ok(Self { wanted, known: known.map(str::to_owned), day, reader: None })
    }
}

/// The form in which an answer is wanted.
#[derive(Clone, Copy)]
pub(super) struct Form(Wanted);

impl Form {
    /// What was found on the ledger, or that it cannot be read.
    pub(super) fn read(self, found: Result<Option<Response>, StoreError>) -> Option<Response> {
        found.unwrap_or_else(|error| {
            tracing::error!(%error, "the ledger cannot be read");
            Some(Refusal::Broken.answer(self.0))
        })
    }

    /// The answer in this form; only that form is made. It is no table.
    pub(super) fn of<W: Serialize>(
        self,
        json: impl FnOnce() -> W,
        page: impl FnOnce() -> Result<String, pages::live::PageError>,
    ) -> Response {
        match self.0 {
            Wanted::Json => Json(json()).into_response(),
            Wanted::Page => page_or_fault(page()),
            Wanted::Table => Refusal::NoTable.answer(Wanted::Json),
        }
    }

    /// The same of what can be a table as well.
    pub(super) fn or_table<W: Serialize>(
        self,
        json: impl FnOnce() -> W,
        page: impl FnOnce() -> Result<String, pages::live::PageError>,
        table: impl FnOnce() -> String,
    ) -> Response {
        match self.0 {
            Wanted::Table => ([(CONTENT_TYPE, "text/csv; charset=utf-8")], table()).into_response(),
            Wanted::Json | Wanted::Page => self.of(json, page),
        }
    }
}

pub(super) fn page_or_fault(page: Result<String, pages::live::PageError>) -> Response {
    page.map_or_else(
        |error| {
            tracing::error!(%error, "a page cannot be put together");
            Refusal::Broken.answer(Wanted::Page)
        },
        |page| html(page).into_response(),
    )
}
