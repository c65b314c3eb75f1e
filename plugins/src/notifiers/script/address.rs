//! Where a request goes, and whether it may. What is not plainly an address of a granted host is refused.

use thiserror::Error;
use ureq::http::Uri;

use crate::host::RunnablePlugin;
use crate::notifiers::http::is_loopback;

/// Why a text is no address that a request may go to. It does not show the text: many receivers put a token in it.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(super) enum AddressFault {
    #[error("a `url` that is not an address")]
    NotAnAddress,
    #[error("a `url` without a host")]
    NoHost,
    #[error("a `url` with a name or a password before its host")]
    WithPassword,
    #[error("a `url` that sends to {host} without encryption; use https")]
    Unencrypted { host: String },
    #[error("a `url` that does not begin with `https://`")]
    OtherScheme,
    #[error("a `url` with a port that is none")]
    NoPort,
    #[error("a request to {place}, which is not granted; grant it with `allow_hosts` under [[plugin]]")]
    NotGranted {
        /// The host, and the port where it is not the scheme's own.
        place: String,
    },
}

/// The address that a text is, where requests of this plugin may go there.
pub(super) fn address(ready: &RunnablePlugin, text: &str) -> Result<Uri, AddressFault> {
    let uri: Uri = text.trim().parse().map_err(|_| AddressFault::NotAnAddress)?;
    let host = uri.host().filter(|host| !host.is_empty()).map(str::to_ascii_lowercase);
    let host = host.ok_or(AddressFault::NoHost)?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(AddressFault::WithPassword);
    }
    let standard = match uri.scheme_str() {
        Some("https") => 443,
        Some("http") if is_loopback(&host) => 80,
        Some("http") => return Err(AddressFault::Unencrypted { host }),
        _ => return Err(AddressFault::OtherScheme),
    };
    let has_port_text = uri.authority().is_some_and(|authority| authority.as_str().ends_with(':'));
    if has_port_text || (uri.port().is_some() && uri.port_u16().is_none()) {
        return Err(AddressFault::NoPort);
    }
    let port = uri.port_u16().filter(|port| *port != standard);
    if ready.grant().allows_host(ready.manifest(), &host, port) {
        return Ok(uri);
    }
    let place = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
    Err(AddressFault::NotGranted { place })
}
