//! Encrypted connections: the certificate with which the service says who it is, and how connections begin. It makes no certificate and asks nobody for one.
//!
//! `certificate` reads one and looks at it, `certificates` holds the one in use and takes a renewed one up, and `handshake` begins connections.

mod certificate;
mod certificates;
mod handshake;

pub use certificate::{CertificateError, CertificateFiles};
pub(crate) use certificates::{Certificates, Following};
pub(crate) use handshake::Handshake;
