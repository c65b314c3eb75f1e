//! A certificate and its private key, read from files in PEM and looked at before anybody is shown them. Whether others trust it is for them to say.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier as _;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{CertificateError as Judged, Error, InconsistentKeys, RootCertStore};
use thiserror::Error;

/// No file of a certificate or a key is larger.
const LARGEST: u64 = 1 << 20;
/// A moment at which no certificate is in force any more: what is said of it then is when it ends.
const FAR_AWAY: Duration = Duration::from_secs(253_402_300_799);

/// Where a certificate and its key are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CertificateFiles {
    /// The certificate, and behind it those that vouch for it.
    pub chain: PathBuf,
    pub key: PathBuf,
}

/// Why a certificate cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CertificateError {
    #[error("{path} cannot be read: {reason}")]
    Unreadable { path: String, reason: String },
    #[error("{path} is larger than 1 MiB, as no certificate is")]
    TooLarge { path: String },
    #[error("{path} holds no certificate in PEM")]
    NoCertificate { path: String },
    #[error("{path} holds no private key in PEM")]
    NoKey { path: String },
    #[error("the certificate in {path} cannot be read")]
    Unsound { path: String },
    #[error("the private key in {path} cannot be used")]
    UnusableKey { path: String },
    #[error("the private key in {key} does not belong to the certificate in {chain}")]
    ForeignKey { key: String, chain: String },
    #[error("the certificate in {path} ended at {ended}")]
    Ended { path: String, ended: Timestamp },
    #[error("the certificate in {path} begins at {begins}")]
    NotBegun { path: String, begins: Timestamp },
}

impl CertificateError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => {
                "see that it is there, and that the user who runs the service may read it"
            }
            Self::TooLarge { .. } => "name the file of the certificate, or of its key",
            Self::NoCertificate { .. } => {
                "it has a part that begins with `-----BEGIN CERTIFICATE-----`: the certificate, and below it those that vouch for it"
            }
            Self::NoKey { .. } => {
                "it has a part that begins with `-----BEGIN PRIVATE KEY-----`; a key under a passphrase cannot be used"
            }
            Self::Unsound { .. } => "ask those who issued it for another one",
            Self::UnusableKey { .. } => "keys of RSA, of ECDSA on P-256 and P-384, and of Ed25519 are known",
            Self::ForeignKey { .. } => "name the key with which this certificate was asked for",
            Self::Ended { .. } => "renew it",
            Self::NotBegun { .. } => "see whether the clock of this machine is right",
        }
    }
}

/// A certificate that can be used.
pub(super) struct Certificate {
    pub(super) certified: Arc<CertifiedKey>,
    pub(super) ends: Timestamp,
}

impl CertificateFiles {
    /// Reads the two and looks whether they can be used at a moment.
    pub(super) fn read(
        &self,
        provider: &Arc<CryptoProvider>,
        now: Timestamp,
    ) -> Result<Certificate, CertificateError> {
        let chain = self.read_chain()?;
        let key = PrivateKeyDer::from_pem_slice(&text(&self.key)?);
        let key = key.map_err(|_| CertificateError::NoKey { path: shown(&self.key) })?;
        let path = shown(&self.chain);
        let [begins, ends] =
            period(&chain, provider).ok_or(CertificateError::Unsound { path: path.clone() })?;
        if now < begins {
            return Err(CertificateError::NotBegun { path, begins });
        }
        if now > ends {
            return Err(CertificateError::Ended { path, ended: ends });
        }
        let certified = CertifiedKey::from_der(chain, key, provider);
        let certified = certified.map_err(|error| self.refused_pair(&error))?;
        Ok(Certificate { certified: Arc::new(certified), ends })
    }

    fn read_chain(&self) -> Result<Vec<CertificateDer<'static>>, CertificateError> {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text(&self.chain)?).collect();
        let chain = chain.ok().filter(|chain| !chain.is_empty());
        chain.ok_or_else(|| CertificateError::NoCertificate { path: shown(&self.chain) })
    }

    fn refused_pair(&self, error: &Error) -> CertificateError {
        match error {
            Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
                CertificateError::ForeignKey { key: shown(&self.key), chain: shown(&self.chain) }
            }
            Error::InvalidCertificate(_) => CertificateError::Unsound { path: shown(&self.chain) },
            _ => CertificateError::UnusableKey { path: shown(&self.key) },
        }
    }
}

/// When a certificate begins and ends; none where it cannot be read. Whoever verifies one says so first of all, whoever vouches for it.
fn period(chain: &[CertificateDer<'static>], provider: &Arc<CryptoProvider>) -> Option<[Timestamp; 2]> {
    let own = chain.first()?;
    let mut roots = RootCertStore::empty();
    roots.add(own.clone()).ok()?;
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
    let verifier = verifier.build().ok()?;
    let name = ServerName::try_from("localhost").ok()?;
    let judged = |at| match verifier.verify_server_cert(own, &[], &name, &[], UnixTime::since_unix_epoch(at))
    {
        Err(Error::InvalidCertificate(judged)) => Some(judged),
        _ => None,
    };
    let begins = match judged(Duration::ZERO) {
        Some(Judged::NotValidYetContext { not_before, .. }) => not_before,
        Some(Judged::BadEncoding) => return None,
        _ => UnixTime::since_unix_epoch(Duration::ZERO),
    };
    let ends = match judged(FAR_AWAY) {
        Some(Judged::ExpiredContext { not_after, .. }) => not_after,
        Some(Judged::BadEncoding) => return None,
        _ => UnixTime::since_unix_epoch(FAR_AWAY),
    };
    Some([moment(begins)?, moment(ends)?])
}

fn moment(at: UnixTime) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(at.as_secs()).ok()?).ok()
}

fn text(path: &Path) -> Result<Vec<u8>, CertificateError> {
    let unreadable =
        |error: io::Error| CertificateError::Unreadable { path: shown(path), reason: reason(&error) };
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(CertificateError::TooLarge { path: shown(path) });
    }
    Ok(bytes)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => error.to_string(),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
