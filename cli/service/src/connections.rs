//! Connections: they are taken one by one, bounded in number, in all and for each address, and none may be silent for long.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::header::HeaderMap;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::access_control::{Place, Places, Transport, asker};
use crate::counters::Counters;
use crate::http::{PassedOn, Peer};
use crate::last_word::say;
use crate::relay::{RELAY_KEY, Relay};
use crate::tls::Handshake;
use crate::write_timeout::WriteTimeout;

/// So many connections are open at a time; the next one waits.
const MOST_CONNECTIONS: usize = 1200;
/// A connection that says nothing for so long is closed.
const LONGEST_SILENCE: Duration = Duration::from_secs(10);
/// What a request's head may hold.
const LARGEST_HEAD: usize = 16 * 1024;
/// The pause after a connection could not be taken, as when too many files are open.
const PAUSE: Duration = Duration::from_millis(50);
/// For so long is somebody heard who has too many.
const LONGEST_WORD: Duration = Duration::from_millis(200);
/// What is said to whoever has too many connections open.
const TOO_MANY: &str = "HTTP/1.1 429 Too Many Requests\r\ncontent-type: text/plain; charset=utf-8\r\nretry-after: 10\r\ncontent-length: 48\r\nconnection: close\r\n\r\nYour address has too many connections open now.\n";

/// How connections are taken.
#[derive(Clone)]
pub(crate) struct Connections {
    pub(crate) routes: Router,
    /// None where nothing is encrypted here.
    pub(crate) handshake: Option<Handshake>,
    pub(crate) places: Places,
    pub(crate) proxies: Arc<[IpAddr]>,
    pub(crate) counters: Arc<Counters>,
    /// Knows what other workers pass on.
    pub(crate) relay: Relay,
}

/// What a connection holds for as long as it is open.
struct Held {
    _in_all: OwnedSemaphorePermit,
    /// None once another worker has passed something on over it: it asks for others.
    of_address: Mutex<Option<Place>>,
}

impl Held {
    fn is_of_worker(&self) {
        self.of_address.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Connections {
    /// Takes connections for ever.
    pub(crate) async fn accept(self, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, peer)) => self.take(stream, peer, place),
                Err(error) => {
                    tracing::debug!(%error, "a connection cannot be taken");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    fn take(&self, stream: TcpStream, peer: SocketAddr, in_all: OwnedSemaphorePermit) {
        let address = peer.ip();
        if let Some(of_address) = self.places.take(address) {
            let held = Held { _in_all: in_all, of_address: Mutex::new(Some(of_address)) };
            drop(tokio::spawn(self.clone().serve(stream, address, held)));
        } else {
            self.counters.note_connection_refused();
            // Encryption would cost more than the word is worth.
            if self.handshake.is_none() {
                drop(tokio::spawn(refuse(stream, in_all)));
            }
        }
    }

    async fn serve(self, stream: TcpStream, address: IpAddr, held: Held) {
        match &self.handshake {
            None => self.answer(stream, Peer { address, transport: Transport::Plain }, held).await,
            Some(handshake) => match handshake.begin(stream, LONGEST_SILENCE).await {
                Ok(stream) => {
                    self.answer(stream, Peer { address, transport: Transport::Encrypted }, held).await;
                }
                Err(error) => {
                    self.counters.note_handshake_failed();
                    tracing::debug!(%error, "a connection does not begin");
                }
            },
        }
    }

    /// Answers what is asked over a connection, which holds its places until it ends.
    async fn answer<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S, peer: Peer, held: Held) {
        let (routes, proxies) = (TowerToHyperService::new(self.routes.clone()), Arc::clone(&self.proxies));
        let relay = self.relay.clone();
        let from_peer = service_fn(move |mut request: Request<Incoming>| {
            let passed_on = request
                .headers_mut()
                .remove(RELAY_KEY)
                .map(|key| if relay.is_known(key.as_bytes()) { PassedOn::Here } else { PassedOn::Astray });
            let said = forwarded(request.headers());
            let address = if passed_on == Some(PassedOn::Here) {
                held.is_of_worker();
                asker(peer.address, said, &[peer.address.to_canonical()])
            } else {
                asker(peer.address, said, &proxies)
            };
            if let Some(passed_on) = passed_on {
                request.extensions_mut().insert(passed_on);
            }
            request.extensions_mut().insert(Peer { address, ..peer });
            routes.call(request)
        });
        let served = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(LONGEST_SILENCE)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(TokioIo::new(WriteTimeout::new(stream, LONGEST_SILENCE)), from_peer)
            .await;
        if let Err(error) = served {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// For whom a request is said to be asked. Of several lines the last is of the nearest proxy.
fn forwarded(headers: &HeaderMap) -> Option<&str> {
    headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()
}

/// Says that there are too many, as long as whoever is told takes it.
async fn refuse(stream: TcpStream, in_all: OwnedSemaphorePermit) {
    // Who has too many open and hears nothing is told nothing.
    timeout(LONGEST_WORD, say(stream, TOO_MANY)).await.ok();
    drop(in_all);
}

#[cfg(test)]
mod tests {
    use super::TOO_MANY;

    #[test]
    fn the_word_is_as_long_as_it_says() {
        let (head, body) = TOO_MANY.split_once("\r\n\r\n").expect("a head and a body");
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{}", body.len());
    }
}
