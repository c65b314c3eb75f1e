//! A server that takes mail, and how the connection to it is kept from others.

/// How a connection is kept from others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Security {
    /// Encrypted from the beginning (RFC 8314).
    Tls,
    /// Encrypted before anything is said (RFC 3207); a server that cannot is not used.
    StartTls,
    /// Not at all.
    Open,
}

impl Security {
    pub(super) fn usual_port(self) -> u16 {
        match self {
            Self::Tls => 465,
            Self::StartTls => 587,
            Self::Open => 25,
        }
    }
}

/// A server that takes mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
}
