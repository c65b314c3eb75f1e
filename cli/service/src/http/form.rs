//! Forms of the service's own pages: what they say, and whether they come from such a page.

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

use super::body::Room;
use super::refusal::Refusal;

/// A form is no larger.
const LARGEST: usize = 64 << 10;

/// What a form says.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form that a page of this service sent.
    ///
    /// # Errors
    /// It comes from another page, is too large or too slow.
    pub(super) async fn read(room: &Room, headers: &HeaderMap, body: Body) -> Result<Self, Refusal> {
        if !is_from_own_page(headers) {
            return Err(Refusal::ForeignForm);
        }
        let held = room.read(headers, body, LARGEST).await?;
        let pairs = form_urlencoded::parse(&held.bytes);
        Ok(Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
    }

    /// What stands in a field; nothing where it is not there.
    pub(super) fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Whether it comes from a page of this session.
    pub(super) fn is_of_session(&self, form_token: &str) -> bool {
        is_same(self.field("form_token"), form_token)
    }
}

/// Whether what is said is what only one session knows, in a time that tells nothing of it.
pub(super) fn is_same(said: &str, form_token: &str) -> bool {
    blake3::hash(said.as_bytes()) == blake3::hash(form_token.as_bytes())
}

/// Browsers say from which page a form comes.
pub(super) fn is_from_own_page(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()) else { return true };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let from = origin.split_once("://").map(|(_, host)| host);
    from.is_some() && from == host
}
