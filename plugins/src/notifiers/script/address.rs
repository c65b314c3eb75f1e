//! Where a request goes, and whether it may. What is not plainly an address of a granted host is refused.

use std::net::{IpAddr, Ipv6Addr};

use ureq::http::Uri;

use crate::host::RunnablePlugin;

/// The address that a text is, where requests of this plugin may go there.
///
/// # Errors
/// It is no such address; the text says why, without showing it: many receivers put a token in it.
pub(super) fn address(ready: &RunnablePlugin, text: &str) -> Result<Uri, String> {
    let uri: Uri = text.trim().parse().map_err(|_| "a `url` that is not an address".to_owned())?;
    let host = uri.host().filter(|host| !host.is_empty()).map(str::to_ascii_lowercase);
    let host = host.ok_or("a `url` without a host")?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err("a `url` with a name or a password before its host".to_owned());
    }
    let standard = match uri.scheme_str() {
        Some("https") => 443,
        Some("http") if is_loopback(&host) => 80,
        Some("http") => return Err(format!("a `url` that sends to {host} without encryption; use https")),
        _ => return Err("a `url` that does not begin with `https://`".to_owned()),
    };
    let has_port_text = uri.authority().is_some_and(|authority| authority.as_str().ends_with(':'));
    if has_port_text || (uri.port().is_some() && uri.port_u16().is_none()) {
        return Err("a `url` with a port that is none".to_owned());
    }
    let port = uri.port_u16().filter(|port| *port != standard);
    if ready.grant().allows_host(ready.manifest(), &host, port) {
        return Ok(uri);
    }
    let place = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
    Err(format!("a request to {place}, which is not granted; grant it with `allow_hosts` under [[plugin]]"))
}

/// Whether a host is this machine itself.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        || address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}
