//! Signing in and out with a browser.

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use pages::live::forms::{Elsewhere, Person, SignIn, SignedOut, sign_in, signed_out};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use plugins::accounts::{Origin, SessionTimes};
use serde::Deserialize;

use super::admit::Peer;
use super::admit::too_often;
use super::form::Form;
use super::html::html;
use super::problem::answer_later;
use super::refusal::Refusal;
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::{Budget, Transport, Who, session_cookie};

/// Where to go once signed in.
#[derive(Deserialize, Default)]
pub(super) struct Then {
    #[serde(default)]
    then: String,
}

impl Then {
    pub(super) fn as_str(&self) -> &str {
        &self.then
    }
}

/// The page on which people sign in.
pub(super) async fn show(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    then: Result<Query<Then>, QueryRejection>,
) -> Response {
    let then = then.map(|Query(Then { then })| then).unwrap_or_default();
    page(&submissions, &who, "", own_address(&then), StatusCode::OK)
}

/// Signs somebody in.
pub(super) async fn enter(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    Extension(peer): Extension<Peer>,
    Extension(transport): Extension<Transport>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Submissions { access_control, room, .. } = &submissions;
    let form = match Form::read(room, &headers, body).await {
        Ok(form) => form,
        Err(refusal) => return refusal.answer(Wanted::Page),
    };
    let (name, then) = (form.field("name"), own_address(form.field("then")));
    // Whoever guesses one person's password holds up nobody else at the same address.
    let guesser = format!("{} {}", peer.asker(), blake3::hash(name.to_lowercase().as_bytes()));
    if let Err(wait) = access_control.check(Budget::Guessing, &guesser) {
        return answer_later(&too_often(), Wanted::Page, wait);
    }
    match access_control.sign_in(name, form.field("password").to_owned()).await {
        Ok(Some(word)) => {
            let cookie = session_cookie(&word, SessionTimes::LONGEST, transport);
            (StatusCode::SEE_OTHER, [(LOCATION, then.to_owned()), (SET_COOKIE, cookie)]).into_response()
        }
        Ok(None) => match access_control.spend(Budget::Guessing, &guesser) {
            Ok(()) => page(&submissions, &who, name, then, StatusCode::UNAUTHORIZED),
            Err(wait) => answer_later(&too_often(), Wanted::Page, wait),
        },
        Err(error) => {
            tracing::error!(%error, "nobody can sign in");
            Refusal::from(&error).answer(Wanted::Page)
        }
    }
}

/// Signs somebody out.
pub(super) async fn leave(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    Extension(transport): Extension<Transport>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = match Form::read(&submissions.room, &headers, body).await {
        Ok(form) => form,
        Err(refusal) => return refusal.answer(Wanted::Page),
    };
    if who.session().is_some_and(|(_, form_token)| !form.is_of_session(form_token)) {
        return Refusal::ForeignForm.answer(Wanted::Page);
    }
    let access_control = &submissions.access_control;
    let origin = match access_control.sign_out(&headers, transport).await {
        Ok(origin) => origin,
        Err(error) => {
            tracing::error!(%error, "somebody cannot sign out");
            return Refusal::from(&error).answer(Wanted::Page);
        }
    };
    let cookie = session_cookie("", SessionTimes::LONGEST, transport);
    if let Some(Origin::Elsewhere(token)) = origin
        && let Some(name) = access_control.elsewhere_name()
    {
        // A form may not lead to another site, so that the page leads there.
        let href = access_control.end_elsewhere(token).await;
        return match signed_out(&SignedOut { name, href: href.as_deref() }) {
            Ok(page) => {
                let head = [(SET_COOKIE, cookie), (CACHE_CONTROL, "no-store".to_owned())];
                (head, html(page)).into_response()
            }
            Err(error) => {
                tracing::error!(%error, "a page cannot be put together");
                Refusal::Broken.answer(Wanted::Page)
            }
        };
    }
    (StatusCode::SEE_OTHER, [(LOCATION, "/sign-in".to_owned()), (SET_COOKIE, cookie)]).into_response()
}

fn page(submissions: &Submissions, who: &Who, name: &str, then: &str, status: StatusCode) -> Response {
    let person = who.session().map(|(account, form_token)| Person { name: &account.name, form_token });
    let is_wrong = status == StatusCode::UNAUTHORIZED;
    let href = format!("/sign-in/elsewhere?then={}", utf8_percent_encode(then, NON_ALPHANUMERIC));
    let elsewhere = submissions.access_control.elsewhere_name();
    let elsewhere = elsewhere.map(|name| Elsewhere { name, href: &href });
    match sign_in(&SignIn { person, name, then, is_wrong, elsewhere }) {
        Ok(page) => (status, [(CACHE_CONTROL, "no-store")], html(page)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page cannot be put together");
            Refusal::Broken.answer(Wanted::Page)
        }
    }
}

/// An address of this service; its front page where it is another one.
pub(super) fn own_address(then: &str) -> &str {
    let is_own = then.starts_with('/')
        && !then.starts_with("//")
        && then.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    if is_own { then } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn nobody_is_led_elsewhere() {
        for then in ["/", "/missions/homes?a=1", "/alerts/homes/warmth/x"] {
            assert_eq!(own_address(then), then);
        }
        for then in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: b", "a"]
        {
            assert_eq!(own_address(then), "/", "{then:?}");
        }
    }
}
