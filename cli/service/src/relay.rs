//! Which worker holds the ledger, and passing on to it what only that one can do. Where several workers serve one project, any of them answers for how things stand; what is handed in is
//! carried out by the one that writes. What is passed on is not understood here.

use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use app::published::HolderWord;
use axum::body::Body;
use axum::http::{HeaderName, Request, Response, Uri};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use plugins::accounts::{SecretError, random_word};
use plugins::loopback;
use rustls::crypto::ring;
use rustls::pki_types::{InvalidDnsNameError, ServerName};
use rustls::{ClientConfig, RootCertStore};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// By which whoever holds the ledger knows that another worker has let a request in.
pub(crate) const RELAY_KEY: HeaderName = HeaderName::from_static("remit-relay-key");
/// For how long is waited until a worker has taken a connection, and until it begins to answer.
const CONNECTED_WITHIN: Duration = Duration::from_secs(2);
const ANSWERED_WITHIN: Duration = Duration::from_mins(1);

/// Who holds the ledger, as a worker knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Holder {
    /// This worker.
    Here,
    /// Another one, which is reached there and knows what is passed on by this key.
    Elsewhere { address: String, key: String },
    /// Nobody, or somebody who is not reached.
    OutOfReach,
}

/// Why the worker that holds the ledger gives no answer.
#[derive(Debug, Error)]
pub(crate) enum RelayError {
    #[error("its address names no place")]
    NoAddress,
    #[error("it took no connection within {} seconds", CONNECTED_WITHIN.as_secs())]
    NotConnected,
    #[error("it did not begin to answer within {} seconds", ANSWERED_WITHIN.as_secs())]
    Silent,
    #[error("another worker holds the ledger by now")]
    HeldElsewhere,
    #[error(transparent)]
    Line(#[from] io::Error),
    #[error(transparent)]
    Name(#[from] InvalidDnsNameError),
    #[error(transparent)]
    Encryption(#[from] rustls::Error),
    #[error(transparent)]
    Http(#[from] hyper::Error),
}

impl RelayError {
    /// Whether nothing was asked yet, so that nothing can have been carried out.
    pub(crate) fn is_before_asking(&self) -> bool {
        !matches!(self, Self::Silent | Self::HeldElsewhere | Self::Http(_))
    }
}

/// Knows who holds the ledger, and passes on to that worker.
#[derive(Clone)]
pub struct Relay {
    holder: watch::Sender<Holder>,
    /// By which this worker knows what others pass on to it.
    key: Arc<str>,
    /// Within which this worker reaches others by addresses that every machine has for itself.
    network: Option<Arc<str>>,
}

impl Relay {
    /// Of a worker that knows of nobody who holds the ledger before it is told.
    ///
    /// # Errors
    /// The machine has no randomness to give.
    pub fn new() -> Result<Self, SecretError> {
        let network = loopback::network().map(Arc::from);
        Ok(Self { holder: watch::Sender::new(Holder::OutOfReach), key: random_word::<32>()?.into(), network })
    }

    /// The key that those are told who follow the ledger.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// This worker holds the ledger from now on.
    pub fn is_held_here(&self) {
        self.set(Holder::Here);
    }

    /// Another worker holds it, which left this word; none where nobody did.
    pub fn is_held_by(&self, word: Option<&HolderWord>) {
        let reached = word.and_then(|word| {
            let address = word.reached_from(self.network.as_deref())?.to_owned();
            Some(Holder::Elsewhere { address, key: word.relay_key.clone() })
        });
        self.set(reached.unwrap_or(Holder::OutOfReach));
    }

    fn set(&self, holder: Holder) {
        self.holder.send_if_modified(|known| {
            let is_news = *known != holder;
            *known = holder;
            is_news
        });
    }

    /// Who holds it now.
    pub(crate) fn holder(&self) -> Holder {
        self.holder.borrow().clone()
    }

    /// Whether what comes in with this key was let in by another worker.
    pub(crate) fn is_known(&self, key: &[u8]) -> bool {
        blake3::hash(key) == blake3::hash(self.key.as_bytes())
    }

    /// The answer of the worker at this address, for as long as it holds the ledger.
    pub(crate) async fn ask(
        &self,
        address: &Uri,
        request: Request<Body>,
    ) -> Result<Response<Incoming>, RelayError> {
        let mut news = self.holder.subscribe();
        let answer =
            async { timeout(ANSWERED_WITHIN, ask(address, request)).await.map_err(|_| RelayError::Silent)? };
        tokio::select! {
            answer = answer => answer,
            _ = news.changed() => Err(RelayError::HeldElsewhere),
        }
    }
}

async fn ask(address: &Uri, request: Request<Body>) -> Result<Response<Incoming>, RelayError> {
    let host = address.host().ok_or(RelayError::NoAddress)?;
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let is_encrypted = address.scheme_str() == Some("https");
    let port = address.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 });
    let connected = timeout(CONNECTED_WITHIN, TcpStream::connect((host.clone(), port))).await;
    let stream = connected.map_err(|_| RelayError::NotConnected)??;
    stream.set_nodelay(true)?;
    if is_encrypted {
        let stream = TlsConnector::from(encryption()?).connect(ServerName::try_from(host)?, stream).await?;
        return over(stream, request).await;
    }
    over(stream, request).await
}

/// How what goes to another worker is encrypted; it is put together once.
fn encryption() -> Result<Arc<ClientConfig>, rustls::Error> {
    static KNOWN: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(known) = KNOWN.get() {
        return Ok(Arc::clone(known));
    }
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions()?;
    let config = config.with_root_certificates(roots).with_no_client_auth();
    Ok(Arc::clone(KNOWN.get_or_init(|| Arc::new(config))))
}

/// The answer over a connection, which goes on for as long as it is read.
async fn over<S>(stream: S, request: Request<Body>) -> Result<Response<Incoming>, RelayError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to another worker ended early");
        }
    });
    Ok(sender.send_request(request).await?)
}
