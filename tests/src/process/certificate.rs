//! Certificates for tests: each vouches for itself, and is in two files in PEM.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use rustls::client::Resumption;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

use super::folder::Folder;

/// A certificate of this machine.
pub struct TestCertificate {
    pem: String,
    key: String,
    der: CertificateDer<'static>,
}

impl TestCertificate {
    /// One that is in force in these years, the first included.
    ///
    /// # Panics
    /// It cannot be made.
    pub fn of(from: i32, until: i32) -> Self {
        let names = ["localhost", "127.0.0.1"].map(str::to_owned);
        let mut params = CertificateParams::new(names).expect("these are names");
        params.not_before = date_time_ymd(from, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().expect("a key can be made");
        let made = params.self_signed(&key).expect("a certificate can be made");
        Self { pem: made.pem(), key: key.serialize_pem(), der: made.der().clone() }
    }

    /// One that is in force.
    ///
    /// # Panics
    /// As [`Self::of`].
    pub fn sound() -> Self {
        Self::of(2020, 2090)
    }

    /// Writes both files, as a program that renews certificates does.
    pub fn write(&self, folder: &Folder) {
        folder.drop_in("cert.pem", &*self.pem);
        folder.drop_in("key.pem", &*self.key);
    }

    pub fn pem(&self) -> &str {
        &self.pem
    }

    pub fn key_pem(&self) -> &str {
        &self.key
    }

    /// What a client goes by who trusts this one alone.
    pub(super) fn trusted(&self) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.der.clone()).expect("it can be trusted");
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()));
        let config = config.with_safe_default_protocol_versions().expect("there are such versions");
        let mut config = config.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        // Each connection begins anew, with the certificate that is in use then.
        config.resumption = Resumption::disabled();
        Arc::new(config)
    }
}
