//! What holds for every request: it is asked of an address that is the service's own, and the answer is not to be put to other uses by a browser.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use super::admit::Peer;
use super::passed_on::PassedOn;
use super::refusal::Refusal;
use super::wanted::Wanted;
use crate::access_control::Transport;

/// Nothing but the service's own style, script and events.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    // Other sites are told nothing. With `no-referrer` browsers would not say either from where a form of the service's own pages comes.
    (REFERRER_POLICY, "same-origin"),
    (CACHE_CONTROL, "no-cache"),
];

/// Where connections are encrypted, browsers ask in no other way for a year.
const ENCRYPTED_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// By which names the service may be asked. A page of somebody else's that leads its own name to this machine is so kept from reading
/// along.
#[derive(Clone, Debug)]
pub(crate) enum Hosts {
    /// These alone.
    Named(Arc<[String]>),
    /// Any, since whoever reaches the address may read.
    Any,
}

/// The names that a machine has for itself.
const OF_MACHINE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

impl Hosts {
    /// The names of this machine for itself, and more that are said, as a proxy passes them on.
    pub(crate) fn of_machine(address: SocketAddr, more: Vec<String>) -> Self {
        let port = address.port();
        let own = OF_MACHINE.map(|name| format!("{name}:{port}"));
        Self::Named(own.into_iter().chain(more).collect())
    }

    fn holds(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        match self {
            Self::Any => host.is_some(),
            Self::Named(names) => {
                host.is_some_and(|host| names.iter().any(|name| name.eq_ignore_ascii_case(host)))
            }
        }
    }
}

/// Whether it is asked by a name that a machine has for itself.
fn is_of_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.chars().all(|digit| digit.is_ascii_digit()) { name } else { host }
    });
    OF_MACHINE.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// Lets a request in, and dresses its answer.
pub(super) async fn guard(
    State(hosts): State<Hosts>,
    wanted: Wanted,
    request: Request,
    next: Next,
) -> Response {
    let connection = request.extensions().get::<Peer>().map(|peer| peer.transport);
    let is_of_machine = is_of_machine(request.headers());
    // What another worker passes on was asked of an address that is its own.
    let is_passed_on = request.extensions().get::<PassedOn>() == Some(&PassedOn::Here);
    let mut answer = if is_passed_on || hosts.holds(request.headers()) {
        next.run(request).await
    } else {
        Refusal::OtherHost.answer(wanted)
    };
    for (name, value) in HEADERS {
        answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    // A browser would ask for whatever else the machine serves by that name in no other way either.
    if connection == Some(Transport::Encrypted) && !is_of_machine {
        answer.headers_mut().insert(STRICT_TRANSPORT_SECURITY, ENCRYPTED_ONLY);
    }
    answer
}
