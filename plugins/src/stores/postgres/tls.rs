//! Encryption to a database. The server must show a certificate for the name by which it was asked for.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address::DatabaseAddress;
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// What encrypts.
pub(super) fn encryption(
    address: &DatabaseAddress,
    ledger: &Ledger,
) -> Result<MakeRustlsConnect, StoreError> {
    let roots = roots(address, ledger)?;
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions();
    let builder =
        builder.map_err(|error| ledger.unavailable(format!("nothing can be encrypted ({error})")))?;
    let config = builder.with_root_certificates(roots).with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn roots(address: &DatabaseAddress, ledger: &Ledger) -> Result<RootCertStore, StoreError> {
    let Some(file) = address.authorities() else {
        return Ok(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect());
    };
    let unusable = |why: &dyn std::fmt::Display| {
        ledger.unavailable(format!("its certificates in {} cannot be used: {why}", file.display()))
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unusable(&error))? {
        let certificate = certificate.map_err(|error| unusable(&error))?;
        roots.add(certificate).map_err(|error| unusable(&error))?;
    }
    if roots.is_empty() {
        return Err(unusable(&"it holds none"));
    }
    Ok(roots)
}
