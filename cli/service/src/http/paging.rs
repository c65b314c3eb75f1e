//! Long lists, page by page: each answer says where the next page is, and none is longer than it may be.

use std::ops::Range;

use axum::extract::{FromRequestParts, Query};
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::http::request::Parts;
use axum::response::Response;
use ledger::entry::Position;
use serde::Deserialize;

use super::refusal::Refusal;
use super::wanted::Wanted;

/// So much is listed unless it is said.
const USUAL: u16 = 50;

/// Which page is asked for.
#[derive(Deserialize)]
pub(super) struct PageQuery {
    pub(super) limit: Option<u16>,
    /// Behind which place it begins.
    pub(super) after: Option<Position>,
}

impl PageQuery {
    /// The same with as much as may be listed, unless it is said.
    pub(super) fn or_most(self) -> Self {
        Self { limit: self.limit.or(Some(Page::MOST)), ..self }
    }
}

/// One page of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Page {
    pub(super) limit: usize,
    pub(super) after: Option<Position>,
}

impl Page {
    /// So much is listed at the most.
    pub(super) const MOST: u16 = 500;

    /// The page that is asked for; none where it would be longer than any may be.
    pub(super) fn asked(PageQuery { limit, after }: PageQuery) -> Option<Self> {
        let limit = limit.unwrap_or(USUAL);
        (1..=Self::MOST).contains(&limit).then(|| Self { limit: limit.into(), after })
    }

    /// From which to which place of a list it goes.
    pub(super) fn range(self) -> Range<usize> {
        let before = self.after.map_or(0, |after| usize::try_from(after).unwrap_or(usize::MAX));
        before..before.saturating_add(self.limit)
    }

    /// What of a list is on this page, and how many stand before the next one; none on the last page.
    pub(super) fn of_list<T>(self, all: &[T]) -> (&[T], Option<usize>) {
        let Range { start, end } = self.range();
        let end = end.min(all.len());
        (all.get(start..end).unwrap_or_default(), (end < all.len()).then_some(end))
    }

    /// Where the page behind a place is of a list that is narrowed by what else was asked.
    pub(super) fn behind(self, address: &str, query: Option<&str>, after: usize) -> String {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        let others = pairs.filter(|(name, _)| !["limit", "after", "format"].contains(&&**name));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(others);
        query.append_pair("limit", &self.limit.to_string()).append_pair("after", &after.to_string());
        format!("{address}?{}", query.finish())
    }

    /// Where the page behind a place is.
    pub(super) fn next(self, address: &str, after: impl std::fmt::Display) -> String {
        format!("{address}?limit={}&after={after}", self.limit)
    }
}

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Response> {
        let query = Query::<PageQuery>::try_from_uri(&parts.uri);
        let page = query.ok().and_then(|Query(query)| Self::asked(query));
        page.ok_or_else(|| Refusal::Misasked.answer(Wanted::of(parts)))
    }
}

/// The answer, saying where the next page is in the same form.
pub(super) fn with_next(mut answer: Response, next: Option<&str>, wanted: Wanted) -> Response {
    let form = match wanted {
        Wanted::Page => "",
        Wanted::Json => "&format=json",
        Wanted::Table => "&format=csv",
    };
    let link = next.and_then(|next| HeaderValue::try_from(format!("<{next}{form}>; rel=\"next\"")).ok());
    answer.headers_mut().extend(link.map(|link| (LINK, link)));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(limit: Option<u16>, expect: Option<usize>) {
        let page = Page::asked(PageQuery { limit, after: None });
        assert_eq!(page.map(|page| page.limit), expect, "{limit:?}");
    }

    #[test]
    fn a_list_is_told_page_by_page_and_ends() {
        let page = |after| Page { limit: 2, after };
        assert_eq!(page(None).of_list(&[1, 2, 3]), (&[1, 2][..], Some(2)));
        assert_eq!(page(Some(2)).of_list(&[1, 2, 3]), (&[3][..], None));
        assert_eq!(page(Some(u64::MAX)).of_list(&[1, 2, 3]), (&[][..], None));
    }

    #[test]
    fn a_page_is_bounded() {
        check(None, Some(50));
        check(Some(1), Some(1));
        check(Some(500), Some(500));
        check(Some(501), None);
        check(Some(0), None);
    }
}
