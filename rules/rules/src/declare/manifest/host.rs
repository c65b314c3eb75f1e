//! Hosts to which requests may go. What a URL's host is, is not worked out here.

use std::fmt;

/// A host by name, or every host below a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct HostPattern {
    name: Name,
    /// The port; none stands for the one that the scheme has.
    port: Option<u16>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Name {
    /// `*`
    Any,
    /// `*.example.org`: the part after the asterisk, with its dot.
    Below(String),
    Exact(String),
}

impl HostPattern {
    /// Reads `example.org`, `*.example.org`, `example.org:8443` or `*`; none where the text is no such thing.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        if text == "*" {
            return Some(Self { name: Name::Any, port: None });
        }
        let (name, port) = match text.rsplit_once(':') {
            Some((name, port)) if !name.ends_with(':') && !port.contains(']') => {
                (name, Some(port.parse().ok()?))
            }
            _ => (text.as_str(), None),
        };
        let name = match name.strip_prefix("*.") {
            Some(rest) => Name::Below(format!(".{}", plain_name(rest)?)),
            None => Name::Exact(plain_name(name)?.to_owned()),
        };
        Some(Self { name, port })
    }

    /// Whether it stands for all hosts there are.
    pub fn is_any(&self) -> bool {
        self.name == Name::Any
    }

    /// Whether a request to this host may pass. `port` is none where it is the scheme's own.
    pub fn allows(&self, host: &str, port: Option<u16>) -> bool {
        let host = host.to_ascii_lowercase();
        match &self.name {
            Name::Any => true,
            Name::Below(end) => self.port == port && host.ends_with(end.as_str()) && host.len() > end.len(),
            Name::Exact(name) => self.port == port && host == *name,
        }
    }

    /// Whether everything that `other` allows is allowed here.
    pub fn covers(&self, other: &Self) -> bool {
        match (&self.name, &other.name) {
            (Name::Any, _) => true,
            (_, Name::Any) | (Name::Exact(_), Name::Below(_)) => false,
            (Name::Below(end), Name::Below(name)) => self.port == other.port && name.ends_with(end.as_str()),
            (_, Name::Exact(name)) => self.allows(name, other.port),
        }
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Name::Any => write!(out, "*")?,
            Name::Below(end) => write!(out, "*{end}")?,
            Name::Exact(name) => write!(out, "{name}")?,
        }
        self.port.map_or(Ok(()), |port| write!(out, ":{port}"))
    }
}

/// A name or an address as it stands in a URL, and nothing of a URL besides.
fn plain_name(text: &str) -> Option<&str> {
    if let Some(address) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().ok().map(|_| text);
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    (text.len() <= 253 && text.split('.').all(is_label)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, host: &str, port: Option<u16>, allowed: bool) {
        let parsed = HostPattern::parse(pattern).expect("a pattern");
        assert_eq!(parsed.to_string(), pattern);
        assert_eq!(parsed.allows(host, port), allowed, "{pattern} and {host}");
    }

    #[test]
    fn a_pattern_allows_its_hosts_and_no_other() {
        check("example.org", "example.org", None, true);
        check("example.org", "EXAMPLE.org", None, true);
        check("example.org", "example.org", Some(8080), false);
        check("example.org", "www.example.org", None, false);
        check("example.org", "example.org.evil.net", None, false);
        check("*.example.org", "a.b.example.org", None, true);
        check("*.example.org", "example.org", None, false);
        check("*.example.org", ".example.org", None, false);
        check("*.example.org", "evilexample.org", None, false);
        check("example.org:8443", "example.org", Some(8443), true);
        check("example.org:8443", "example.org", None, false);
        check("127.0.0.1:80", "127.0.0.1", Some(80), true);
        check("[::1]:80", "[::1]", Some(80), true);
        check("[::1]", "[::1]", None, true);
        check("*", "anywhere.example", Some(1), true);
    }

    #[test]
    fn what_is_no_host_is_no_pattern() {
        for text in [
            "",
            "https://example.org",
            "a/b",
            "*.",
            "*.*.org",
            "a..b",
            "user@host",
            "-a.org",
            "a:b",
            "a:99999",
            "[x]",
        ] {
            assert_eq!(HostPattern::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_grant_is_held_against_what_the_manifest_asks_for() {
        let covers = |wide: &str, narrow: &str| {
            let pattern = |text| HostPattern::parse(text).expect("a pattern");
            pattern(wide).covers(&pattern(narrow))
        };
        assert!(covers("*.example.org", "a.example.org"));
        assert!(covers("*.example.org", "*.a.example.org"));
        assert!(covers("*", "*.example.org"));
        assert!(!covers("a.example.org", "*.example.org"));
        assert!(!covers("*.example.org", "*"));
        assert!(!covers("*.example.org", "a.example.org:8443"));
    }
}
