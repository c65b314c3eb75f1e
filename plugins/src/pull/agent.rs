//! What a server is asked through: with bounds on time, following nobody, and resolving no name to a private network.

use std::net::SocketAddr;
use std::time::Duration;

use rules::declare::HostPattern;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Proxy};

use super::address::may_stand_for;
use super::fault::PullFault;
use crate::notifiers::http::is_loopback;

/// For how long is waited.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub connect: Duration,
    /// From the first packet to the last.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), whole: Duration::from_secs(90) }
    }
}

/// An agent for one address. What goes through a proxy is resolved there.
pub(super) fn agent(address: &Uri, hosts: &[HostPattern], patience: Patience) -> Agent {
    let proxy = if address.host().is_some_and(is_loopback) { None } else { Proxy::try_from_env() };
    let config = Agent::config_builder()
        .proxy(proxy.clone())
        .timeout_connect(Some(patience.connect))
        .timeout_global(Some(patience.whole))
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(concat!("remit/", env!("CARGO_PKG_VERSION")))
        .build();
    if proxy.is_some() {
        return config.new_agent();
    }
    let resolver = Guarded { inner: DefaultResolver::default(), hosts: hosts.to_vec() };
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

/// Resolves no name to an address inside a private network: whoever answers for a name could point it there.
#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    hosts: Vec<HostPattern>,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default();
        let mut allowed = self.empty();
        let may = |address: &&SocketAddr| may_stand_for(host, address.ip(), &self.hosts);
        found.iter().filter(may).for_each(|address| allowed.push(*address));
        if allowed.is_empty() {
            Err(ureq::Error::Io(std::io::ErrorKind::PermissionDenied.into()))
        } else {
            Ok(allowed)
        }
    }
}

/// Why there is no answer.
pub(super) fn unreachable(address: &Uri, error: &ureq::Error) -> PullFault {
    let host = address.host().unwrap_or_default().to_owned();
    match error {
        ureq::Error::Timeout(_) => PullFault::TimedOut { host },
        ureq::Error::HostNotFound => PullFault::UnknownHost { host },
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            PullFault::PrivateAddress { host }
        }
        ureq::Error::Io(error) => PullFault::Unreachable { host, reason: error.kind().to_string() },
        error => PullFault::Unreachable { host, reason: error.to_string() },
    }
}
