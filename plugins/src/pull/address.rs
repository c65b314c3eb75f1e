//! Where a request for a file may go: to hosts that the project grants, by encryption, and not into a private network.

use std::net::IpAddr;

use rules::declare::HostPattern;
use ureq::http::Uri;

use super::fault::PullFault;
use crate::notifiers::http::is_loopback;

/// The address that a text is, where it may be asked.
pub(super) fn checked(text: &str, hosts: &[HostPattern]) -> Result<Uri, PullFault> {
    let uri: Uri = text.trim().parse().map_err(|_| PullFault::NotAnAddress)?;
    let host = uri.host().filter(|host| !host.is_empty()).map(str::to_ascii_lowercase);
    let host = host.ok_or(PullFault::NotAnAddress)?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(PullFault::WithPassword);
    }
    let standard = match uri.scheme_str() {
        Some("https") => 443,
        Some("http") if is_loopback(&host) => 80,
        Some("http") => return Err(PullFault::Unencrypted { host }),
        _ => return Err(PullFault::NotAnAddress),
    };
    let port = uri.port_u16().filter(|port| *port != standard);
    let place = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
    if !hosts.iter().any(|granted| granted.allows(&host, port)) {
        return Err(PullFault::NotGranted { place });
    }
    let is_private = host.eq_ignore_ascii_case("localhost") || literal(&host).is_some_and(is_private);
    if is_private && !names(hosts, &place) {
        return Err(PullFault::PrivateAddress { host });
    }
    Ok(uri)
}

/// Whether an address that a name stands for may be asked.
pub(super) fn may_stand_for(host: &str, address: IpAddr, hosts: &[HostPattern]) -> bool {
    let is_named_itself = host.eq_ignore_ascii_case("localhost") || literal(host).is_some();
    let text = if address.is_ipv6() { format!("[{address}]") } else { address.to_string() };
    is_named_itself || !is_private(address) || names(hosts, &text)
}

/// Whether a place is granted by its own name, and not by a pattern.
fn names(hosts: &[HostPattern], place: &str) -> bool {
    HostPattern::parse(place).is_some_and(|place| hosts.contains(&place))
}

fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether an address is no public one.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_unspecified()
                || address.is_broadcast()
                || address.is_multicast()
                || first == 0
                || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(address) => {
            if let Some(inner) = address.to_ipv4_mapped() {
                return is_private(IpAddr::V4(inner));
            }
            let first = address.segments()[0];
            address.is_loopback()
                || address.is_unspecified()
                || address.is_multicast()
                || first & 0xfe00 == 0xfc00
                || first & 0xffc0 == 0xfe80
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, granted: &[&str], expect: &str) {
        let hosts: Vec<_> = granted.iter().map(|text| HostPattern::parse(text).expect("a pattern")).collect();
        let told = checked(url, &hosts).map_or_else(|fault| fault.to_string(), |_| "may be asked".to_owned());
        assert_eq!(told, expect, "{url}");
    }

    #[test]
    fn only_granted_hosts_are_asked_and_by_encryption() {
        check("https://example.org/a.csv", &["example.org"], "may be asked");
        check("https://files.example.org/a.csv", &["*.example.org"], "may be asked");
        check(
            "https://example.net/a.csv",
            &["example.org"],
            "example.net is not among the hosts that the project grants",
        );
        check(
            "https://example.org:444/",
            &["example.org"],
            "example.org:444 is not among the hosts that the project grants",
        );
        check("http://example.org/", &["example.org"], "example.org is asked without encryption");
        check(
            "https://ann:secret@example.org/",
            &["example.org"],
            "the address has a name or a password in it",
        );
        check(
            "ftp://example.org/",
            &["example.org"],
            "the address is none that can be asked: it needs `https://` and a host",
        );
        check("figures.csv", &["*"], "the address is none that can be asked: it needs `https://` and a host");
    }

    #[test]
    fn a_private_address_is_asked_only_where_it_is_named_itself() {
        check("https://10.1.2.3/", &["*"], "10.1.2.3 is an address inside a private network");
        check("https://10.1.2.3/", &["10.1.2.3"], "may be asked");
        check("http://127.0.0.1:8080/", &["127.0.0.1:8080"], "may be asked");
        check("https://[fe80::1]/", &["*"], "[fe80::1] is an address inside a private network");
        check(
            "https://[::ffff:169.254.169.254]/",
            &["*"],
            "[::ffff:169.254.169.254] is an address inside a private network",
        );
        let granted = [HostPattern::parse("example.org").expect("a pattern")];
        assert!(!may_stand_for("example.org", "192.168.0.1".parse().unwrap(), &granted));
        assert!(may_stand_for("example.org", "93.184.216.34".parse().unwrap(), &granted));
    }
}
