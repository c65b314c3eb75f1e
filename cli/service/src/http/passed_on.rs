//! What only the worker does that holds the ledger: on any other it is passed on there, as whoever asked has sent it, and the answer is passed back.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CONNECTION, HeaderName, HeaderValue, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::admit::Peer;
use super::refusal::Refusal;
use super::wanted::Wanted;
use crate::access_control::Transport;
use crate::relay::{Holder, RELAY_KEY, Relay};

/// For whom it is asked, and by which kind of connection.
const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const BY: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// What is said of one connection, and not of what goes over it, beside what that itself says of it (RFC 9110, 7.6.1).
const OF_CONNECTION: [HeaderName; 8] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// That another worker has passed a request on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PassedOn {
    /// To this one, by its key: it has let the request in.
    Here,
    /// To whoever listened here before: nobody else is to be asked for it once more.
    Astray,
}

/// Has a request carried out by whoever holds the ledger.
pub(super) async fn pass_on(
    State(relay): State<Relay>,
    wanted: Wanted,
    request: Request,
    next: Next,
) -> Response {
    match relay.holder() {
        Holder::Here => next.run(request).await,
        // Whoever passed it on knows less than this worker, or means another one.
        Holder::Elsewhere { .. } if request.extensions().get::<PassedOn>().is_some() => {
            Refusal::NotHeld.answer(wanted)
        }
        Holder::Elsewhere { address, key } => match passed_on(&relay, request, &address, &key).await {
            Ok(answer) => answer,
            Err(refusal) => refusal.answer(wanted),
        },
        Holder::OutOfReach => Refusal::NotHeld.answer(wanted),
    }
}

async fn passed_on(relay: &Relay, request: Request, address: &str, key: &str) -> Result<Response, Refusal> {
    let (head, body) = request.into_parts();
    let mut asked = Request::new(body);
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    let address: Uri = address.parse().map_err(|_| Refusal::NotHeld)?;
    *asked.uri_mut() = path.parse().map_err(|_| Refusal::NotHeld)?;
    (*asked.method_mut(), *asked.headers_mut()) = (head.method, kept(&head.headers));
    let said = asked.headers_mut();
    if let Some(peer) = head.extensions.get::<Peer>() {
        said.insert(FOR, HeaderValue::from_str(&peer.address.to_string()).map_err(|_| Refusal::NotHeld)?);
    }
    if head.extensions.get::<Transport>() == Some(&Transport::Encrypted) {
        said.insert(BY, HeaderValue::from_static("https"));
    }
    said.insert(RELAY_KEY, HeaderValue::from_str(key).map_err(|_| Refusal::NotHeld)?);
    match relay.ask(&address, asked).await {
        Ok(answer) => {
            let (head, body) = answer.into_parts();
            let mut passed = Response::new(Body::new(body));
            (*passed.status_mut(), *passed.headers_mut()) = (head.status, kept(&head.headers));
            Ok(passed)
        }
        Err(error) => {
            tracing::warn!(%error, %address, "the worker that holds the ledger does not answer");
            Err(if error.is_before_asking() { Refusal::NotHeld } else { Refusal::HolderSilent })
        }
    }
}

/// What is said of a request or an answer, and not of the connection over which it came.
fn kept(headers: &HeaderMap) -> HeaderMap {
    let named = headers.get_all(CONNECTION).iter().filter_map(|named| named.to_str().ok());
    let named: Vec<&str> = named.flat_map(|named| named.split(',')).map(str::trim).collect();
    let is_named = |name: &HeaderName| named.iter().any(|named| name.as_str().eq_ignore_ascii_case(named));
    let is_kept = |name: &HeaderName| !OF_CONNECTION.contains(name) && !is_named(name);
    let kept = headers.iter().filter(|(name, _)| is_kept(name));
    let mut all = HeaderMap::new();
    for (name, value) in kept {
        all.append(name, value.clone());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_one_connection_is_not_passed_on() {
        let said = [
            ("connection", "close, X-Hop"),
            ("x-hop", "1"),
            ("keep-alive", "timeout=5"),
            ("transfer-encoding", "chunked"),
            ("accept", "text/html"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
        ];
        let mut headers = HeaderMap::new();
        for (name, value) in said {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let kept = kept(&headers);
        let kept: Vec<_> =
            kept.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
        assert_eq!(kept, ["accept: text/html", "set-cookie: a=1", "set-cookie: b=2"]);
    }
}
