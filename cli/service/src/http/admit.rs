//! Whom a request comes from, and whether he may ask at all: what holds for every request, once it is known to be meant for this service.

use std::net::IpAddr;
use std::sync::Arc;

use app::wire::WireProblem;
use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use plugins::accounts::AccountsError;

use super::asked::asks_about_a_day;
use super::problem::answer_later;
use super::refusal::Refusal;
use super::wanted::Wanted;
use crate::access_control::{AccessControl, Budget, Said, Transport, Unknown, Who, holder};
use crate::counters::Counters;

/// What is the same for everybody, so that nobody is asked who he is: whether the service is up, and how to use it.
const ALIKE: [&str; 6] = ["/accessibility", "/healthz", "/readyz", "/style.css", "/live.js", "/openapi.json"];

/// What everybody may see besides: how to sign in.
const FOR_ALL: [&str; 4] = ["/sign-in", "/sign-in/elsewhere", "/sign-in/back", "/sign-out"];

/// Whether there may be something to read at an address for somebody who is not known: what there is, its own handler says.
fn may_be_open(request: &Request) -> bool {
    let path = request.uri().path();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    is_read && (path == "/panels" || path.starts_with("/panels/"))
}

/// From where a request comes, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    pub(crate) address: IpAddr,
    pub(crate) transport: Transport,
}

impl Peer {
    /// Whose requests are counted together.
    pub(super) fn asker(self) -> String {
        holder(self.address).to_string()
    }
}

/// What admitting goes by.
#[derive(Clone)]
pub(crate) struct Entrance {
    pub(crate) access_control: Arc<AccessControl>,
    pub(crate) counters: Arc<Counters>,
}

/// Lets a request in with whoever asks, or says why not.
pub(super) async fn admit(
    State(entrance): State<Entrance>,
    wanted: Wanted,
    request: Request,
    next: Next,
) -> Response {
    let answer = match look(&entrance.access_control, wanted, request).await {
        Ok(request) => next.run(request).await,
        Err(refused) => *refused,
    };
    entrance.counters.note_answer(answer.status().as_u16());
    if answer.status() == StatusCode::TOO_MANY_REQUESTS {
        entrance.counters.note_too_often();
    }
    answer
}

/// The request with whoever asks.
async fn look(
    access_control: &AccessControl,
    wanted: Wanted,
    mut request: Request,
) -> Result<Request, Box<Response>> {
    let peer = request.extensions().get::<Peer>().copied();
    let connection = peer.map_or(Transport::Plain, |peer| peer.transport);
    let (peer, transport) =
        (peer.map(Peer::asker).unwrap_or_default(), Transport::of(connection, request.headers()));
    let later = |wait| Box::new(answer_later(&too_often(), wanted, wait));
    let path = request.uri().path();
    let (is_alike, is_for_all) = (ALIKE.contains(&path), FOR_ALL.contains(&path));
    let said = if is_alike { Said::Nothing } else { Said::of(request.headers(), transport) };
    let mut who = match access_control.who(said).await {
        Ok(who) => who,
        Err(Unknown::Wrong) => {
            access_control.spend(Budget::Guessing, &peer).map_err(later)?;
            return Err(Box::new(Refusal::WrongToken.answer(wanted)));
        }
        Err(Unknown::Failed(error)) => return Err(Box::new(failed(&error, wanted))),
    };
    let asker = match &who {
        Who::Known(account, _) => &account.id,
        Who::Nobody | Who::NobodyYet => &peer,
    };
    access_control.spend(Budget::Asking, asker).map_err(later)?;
    if who == Who::Nobody && !is_alike && !is_for_all {
        who = access_control.nobody().await.map_err(|error| Box::new(failed(&error, wanted)))?;
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        match access_control.lets_read(&who) {
            true => {}
            // What takes the engine is asked for by everybody alike: it is left to those whose work it is.
            false if may_be_open(&request) => {
                access_control.spend(budget(&request), &peer).map_err(later)?;
            }
            false if is_read => return Err(Box::new(turned_away(request.uri(), wanted))),
            false => return Err(Box::new(Refusal::NotSignedIn.answer(wanted))),
        }
    }
    request.extensions_mut().insert(who);
    request.extensions_mut().insert(transport);
    Ok(request)
}

fn failed(error: &AccountsError, wanted: Wanted) -> Response {
    tracing::error!(%error, "it cannot be told who asks");
    Refusal::from(error).answer(wanted)
}

/// What a question of somebody who is not known takes: for a day that is over, the ledger is lived through.
fn budget(request: &Request) -> Budget {
    let query = request.uri().query().unwrap_or_default();
    if asks_about_a_day(query) { Budget::PastDays } else { Budget::Reading }
}

/// Leads a browser to where it can sign in, and from there to what it asked for; a program is told.
pub(super) fn turned_away(address: &Uri, wanted: Wanted) -> Response {
    if wanted != Wanted::Page {
        return Refusal::NotSignedIn.answer(wanted);
    }
    let path = address.path_and_query().map_or("/", |path| path.as_str());
    let then = utf8_percent_encode(path, NON_ALPHANUMERIC);
    (StatusCode::SEE_OTHER, [(LOCATION, format!("/sign-in?then={then}"))]).into_response()
}

pub(super) fn too_often() -> WireProblem {
    WireProblem {
        status: 429,
        code: "too-often",
        title: "Too many requests",
        detail: "More is asked than the service answers to one account or address.".to_owned(),
        help: Some("wait as long as `Retry-After` says; a report may hold many rows".to_owned()),
    }
}
