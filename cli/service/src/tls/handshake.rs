//! How an encrypted connection begins, within bounds; and a word to whoever speaks plainly where encryption is spoken.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::certificates::Certificates;
use crate::last_word::say;

/// The first byte of every encrypted connection.
const HELLO: u8 = 0x16;
/// What is said to whoever speaks plainly.
const PLAINLY: &str = "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 66\r\nconnection: close\r\n\r\nThis service speaks HTTPS alone: ask at https:// and not http://.\n";

/// Begins encrypted connections.
#[derive(Clone)]
pub(crate) struct Handshake(TlsAcceptor);

/// Why a connection did not begin.
#[derive(Debug, Error)]
pub(crate) enum NoHandshake {
    #[error("it was not done in time")]
    TooSlow,
    #[error("it was begun without encryption")]
    Plain,
    #[error(transparent)]
    Failed(#[from] io::Error),
}

impl Handshake {
    /// The cryptography that is used, which is that of ring alone.
    pub(crate) fn provider() -> Arc<CryptoProvider> {
        Arc::new(ring::default_provider())
    }

    /// # Errors
    /// The cryptography knows no version of the protocol, which it does.
    pub(crate) fn new(
        certificates: Arc<Certificates>,
        provider: Arc<CryptoProvider>,
    ) -> Result<Self, rustls::Error> {
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut config = config.with_no_client_auth().with_cert_resolver(certificates);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    /// Begins one connection.
    pub(crate) async fn begin(
        &self,
        stream: TcpStream,
        patience: Duration,
    ) -> Result<TlsStream<TcpStream>, NoHandshake> {
        let begin = async {
            let mut first = [0];
            if stream.peek(&mut first).await? > 0 && first != [HELLO] {
                say(stream, PLAINLY).await?;
                return Err(NoHandshake::Plain);
            }
            Ok(self.0.accept(stream).await?)
        };
        timeout(patience, begin).await.unwrap_or(Err(NoHandshake::TooSlow))
    }
}

#[cfg(test)]
mod tests {
    use super::PLAINLY;

    #[test]
    fn the_word_is_as_long_as_it_says() {
        let (head, body) = PLAINLY.split_once("\r\n\r\n").expect("a head and a body");
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{}", body.len());
    }
}
