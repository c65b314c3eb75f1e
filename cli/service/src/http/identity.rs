//! Signing in at a provider of identities: the browser is led there, and what it brings back is looked at.

use app::wire::WireProblem;
use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use pages::live::forms::signed_in;
use plugins::accounts::SessionTimes;
use plugins::identity::IdentityFault;
use serde::Deserialize;

use super::admit::{Peer, too_often};
use super::html::html;
use super::problem::{answer, answer_later};
use super::refusal::Refusal;
use super::sessions::{Then, own_address};
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::{Budget, NotIdentified, SignedIn, Transport, attempt_cookie, session_cookie};

/// What a browser brings back.
#[derive(Deserialize)]
pub(super) struct Brought {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    /// Why the provider let nobody in.
    error: Option<String>,
}

/// Leads a browser to the provider.
pub(super) async fn begin(
    State(submissions): State<Submissions>,
    Extension(transport): Extension<Transport>,
    then: Result<Query<Then>, QueryRejection>,
) -> Response {
    let then = then.map(|Query(then)| then).unwrap_or_default();
    match submissions.access_control.begin_elsewhere(own_address(then.as_str())).await {
        Ok(Some((address, word))) => {
            let cookie = attempt_cookie(&word, transport);
            let head = [(LOCATION, address), (SET_COOKIE, cookie), (CACHE_CONTROL, "no-store".to_owned())];
            (StatusCode::SEE_OTHER, head).into_response()
        }
        Ok(None) => Refusal::NotFound.answer(Wanted::Page),
        Err(fault) => refused(&fault),
    }
}

/// Takes what a browser brings back.
pub(super) async fn back(
    State(submissions): State<Submissions>,
    Extension(transport): Extension<Transport>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    brought: Result<Query<Brought>, QueryRejection>,
) -> Response {
    let access_control = &submissions.access_control;
    let guesser = format!("{} elsewhere", peer.asker());
    if let Err(wait) = access_control.check(Budget::Guessing, &guesser) {
        return answer_later(&too_often(), Wanted::Page, wait);
    }
    let Ok(Query(Brought { code, state, error })) = brought else {
        return Refusal::Misasked.answer(Wanted::Page);
    };
    let brought = if error.is_some() { None } else { Some(code) };
    let mut response = match access_control.back_from_elsewhere(&headers, transport, &state, brought).await {
        Ok(Some(SignedIn { word, name, then })) => {
            let cookie = session_cookie(&word, SessionTimes::LONGEST, transport);
            // A redirect would count as the provider's, and the session's cookie would not be sent with it.
            match signed_in(&name, own_address(&then)) {
                Ok(page) => ([(SET_COOKIE, cookie), (CACHE_CONTROL, "no-store".to_owned())], html(page))
                    .into_response(),
                Err(error) => {
                    tracing::error!(%error, "a page cannot be put together");
                    Refusal::Broken.answer(Wanted::Page)
                }
            }
        }
        Ok(None) => return Refusal::NotFound.answer(Wanted::Page),
        Err(fault) => {
            if let Err(wait) = access_control.spend(Budget::Guessing, &guesser) {
                return answer_later(&too_often(), Wanted::Page, wait);
            }
            refused(&fault)
        }
    };
    let over = attempt_cookie("", transport);
    if let Ok(over) = over.parse() {
        response.headers_mut().append(SET_COOKIE, over);
    }
    response
}

/// Why nobody is signed in.
fn refused(fault: &NotIdentified) -> Response {
    tracing::warn!("somebody could not sign in at the identity provider: {fault}");
    let (status, code, help) = match fault {
        NotIdentified::Accounts(error) => {
            tracing::error!(%error, "nobody can sign in");
            return Refusal::from(error).answer(Wanted::Page);
        }
        NotIdentified::Secret(error) => {
            tracing::error!(%error, "nobody can sign in");
            return Refusal::Broken.answer(Wanted::Page);
        }
        NotIdentified::Provider(fault) if fault.is_of_provider() => {
            (503, "provider-down", "try again in a while, or sign in with a password if you have one")
        }
        NotIdentified::Provider(IdentityFault::UnverifiedAddress) => {
            (403, "not-identified", "have your address verified at the identity provider, and sign in again")
        }
        NotIdentified::Provider(_) | NotIdentified::Attempt(_) | NotIdentified::Declined => {
            (403, "not-identified", "go back to `/sign-in` and sign in once more")
        }
        NotIdentified::NoAccount | NotIdentified::NoName | NotIdentified::NameTaken => (
            403,
            "no-account",
            "ask the people who look after accounts; `remit account add` with `--identity` makes one",
        ),
    };
    let detail = match fault {
        // What lies behind it is for the log alone.
        NotIdentified::Provider(fault) if fault.is_of_provider() => {
            "The identity provider cannot be asked now.".to_owned()
        }
        fault => format!("{}.", words::english::capitalised(&fault.to_string())),
    };
    let problem =
        WireProblem { status, code, title: "You are not signed in", detail, help: Some(help.to_owned()) };
    answer(&problem, Wanted::Page)
}
