//! What is told of the stream from which the reports of a feed come, resolved; how it is written in `remit.toml` belongs to `settings`.

use engine::model::FeedId;
use rules::declare::HostPattern;
use thiserror::Error;
use ureq::http::Uri;

use crate::notifiers::http::is_loopback;

/// Where NATS is asked when an address names no port.
const USUAL_PORT: u16 = 4222;

/// The stream from which the reports of one feed come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StreamSettings {
    pub feed: FeedId,
    /// The servers of one cluster.
    pub servers: Vec<String>,
    pub stream: String,
    /// The durable consumer, which is there already.
    pub consumer: String,
    /// Relative to the project, as is the next.
    pub credentials_file: Option<String>,
    pub authorities_file: Option<String>,
}

/// Why a server may not be asked, as far as one sees before it is.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ServerFault {
    #[error("it is no address such as `tls://nats.example.gov.uk`")]
    NotAnAddress,
    #[error("a name or a password stands in it")]
    WithPassword,
    #[error("{host} is asked without encryption")]
    Unencrypted { host: String },
    #[error("{place} is not among the hosts that the project grants")]
    NotGranted { place: String },
}

impl ServerFault {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotAnAddress => "write it like `tls://nats.example.gov.uk:4222`",
            Self::WithPassword => "put credentials into a file that `credentials_file` names",
            Self::Unencrypted { .. } => "ask by `tls://`; `nats://` is for this machine itself",
            Self::NotGranted { .. } => "name it in `hosts` under [project], if it is to be asked",
        }
    }
}

/// The address of a server, where it may be asked.
///
/// # Errors
/// It may not.
pub fn checked_server(text: &str, hosts: &[HostPattern]) -> Result<String, ServerFault> {
    let text = text.trim();
    let uri: Uri = text.parse().map_err(|_| ServerFault::NotAnAddress)?;
    let host = uri.host().filter(|host| !host.is_empty()).map(str::to_ascii_lowercase);
    let host = host.ok_or(ServerFault::NotAnAddress)?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(ServerFault::WithPassword);
    }
    match uri.scheme_str() {
        Some("tls") => {}
        Some("nats") if is_loopback(&host) => {}
        Some("nats") => return Err(ServerFault::Unencrypted { host }),
        _ => return Err(ServerFault::NotAnAddress),
    }
    let port = uri.port_u16().filter(|port| *port != USUAL_PORT);
    if !hosts.iter().any(|granted| granted.allows(&host, port)) {
        let place = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
        return Err(ServerFault::NotGranted { place });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_granted_servers_are_asked_and_others_than_this_machine_by_encryption() {
        let hosts: Vec<_> =
            ["nats.example.gov.uk", "127.0.0.1:4311"].map(HostPattern::parse).into_iter().flatten().collect();
        let checked = |text: &str| checked_server(text, &hosts).map_err(|fault| fault.to_string());
        assert_eq!(
            checked("tls://nats.example.gov.uk:4222"),
            Ok("tls://nats.example.gov.uk:4222".to_owned())
        );
        assert_eq!(checked("nats://127.0.0.1:4311"), Ok("nats://127.0.0.1:4311".to_owned()));
        let told = [
            "nats.example.gov.uk:4222",
            "https://nats.example.gov.uk",
            "nats://nats.example.gov.uk",
            "tls://remit:hunter2@nats.example.gov.uk",
            "tls://elsewhere.example.gov.uk",
            "nats://127.0.0.1:4312",
        ];
        let told: Vec<String> = told.iter().filter_map(|text| checked(text).err()).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        it is no address such as `tls://nats.example.gov.uk`
        it is no address such as `tls://nats.example.gov.uk`
        nats.example.gov.uk is asked without encryption
        a name or a password stands in it
        elsewhere.example.gov.uk is not among the hosts that the project grants
        127.0.0.1:4312 is not among the hosts that the project grants
        ");
    }
}
