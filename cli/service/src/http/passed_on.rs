//! What only the worker does that holds the ledger: on any other it is passed on there, as whoever asked has sent it, and the answer is passed back.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderName, HeaderValue, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::admit::Peer;
use super::body::Room;
use super::refusal::Refusal;
use super::wanted::Wanted;
use crate::access_control::Transport;
use crate::relay::{Holder, RELAY_KEY, Relay};

/// What is passed on is no larger: the largest report is not.
const LARGEST: usize = 64 << 20;
/// For whom it is asked, and by which kind of connection.
const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const BY: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// What is said of one connection, and not of what goes over it.
const OF_CONNECTION: [HeaderName; 6] = [CONNECTION, CONTENT_LENGTH, TE, TRAILER, TRANSFER_ENCODING, UPGRADE];

/// That another worker has let a request in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PassedOn;

/// What passing on goes by.
#[derive(Clone)]
pub(super) struct PassingOn {
    pub(super) relay: Relay,
    pub(super) room: Room,
}

/// Has a request carried out by whoever holds the ledger.
pub(super) async fn pass_on(
    State(passing_on): State<PassingOn>,
    wanted: Wanted,
    request: Request,
    next: Next,
) -> Response {
    match &*passing_on.relay.holder() {
        Holder::Here => next.run(request).await,
        // Whoever passed it on knows less than this worker.
        Holder::Elsewhere { .. } if request.extensions().get::<PassedOn>().is_some() => {
            Refusal::NotHeld.answer(wanted)
        }
        Holder::Elsewhere { address, key } => {
            passing_on.answer(request, address, key).await.unwrap_or_else(|refusal| refusal.answer(wanted))
        }
        Holder::OutOfReach => Refusal::NotHeld.answer(wanted),
    }
}

impl PassingOn {
    async fn answer(&self, request: Request, address: &str, key: &str) -> Result<Response, Refusal> {
        let (head, body) = request.into_parts();
        let held = self.room.read(&head.headers, body, LARGEST).await?;
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
        let uri: Uri = format!("{address}{path}").parse().map_err(|_| Refusal::NotHeld)?;
        let mut asked = axum::http::Request::new(held.bytes.clone());
        (*asked.method_mut(), *asked.uri_mut()) = (head.method, uri);
        *asked.headers_mut() = kept(&head.headers);
        let said = asked.headers_mut();
        if let Some(host) = head.headers.get(HOST) {
            said.insert(HOST, host.clone());
        }
        let peer = head.extensions.get::<Peer>();
        if let Some(peer) = peer.and_then(|peer| HeaderValue::from_str(&peer.address.to_string()).ok()) {
            said.insert(FOR, peer);
        }
        if head.extensions.get::<Transport>() == Some(&Transport::Encrypted) {
            said.insert(BY, HeaderValue::from_static("https"));
        }
        said.insert(RELAY_KEY, HeaderValue::from_str(key).map_err(|_| Refusal::NotHeld)?);
        let relay = self.relay.clone();
        let answered = tokio::task::spawn_blocking(move || relay.ask(asked)).await;
        match answered {
            Ok(Ok(answer)) => {
                let (head, body) = answer.into_parts();
                let mut passed = Response::new(Body::from(body));
                (*passed.status_mut(), *passed.headers_mut()) = (head.status, kept(&head.headers));
                Ok(passed)
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, address, "the worker that holds the ledger does not answer");
                Err(Refusal::HolderSilent)
            }
            Err(_) => Err(Refusal::Broken),
        }
    }
}

/// What is said of a request or an answer, and not of the connection over which it came.
fn kept(headers: &HeaderMap) -> HeaderMap {
    let is_kept = |name: &HeaderName| !OF_CONNECTION.contains(name) && *name != HOST && *name != RELAY_KEY;
    let kept = headers.iter().filter(|(name, _)| is_kept(name));
    let mut all = HeaderMap::new();
    for (name, value) in kept {
        all.append(name, value.clone());
    }
    all
}
