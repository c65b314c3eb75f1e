//! `remit serve`: stay up.

use std::net::SocketAddr;

use anyhow::Context as _;
use jiff::{Timestamp, ToSpan as _};
use pages::live::Access;
use plugins::loopback;
use plugins::settings::ServerSettings;
use plugins::stores::LedgerPlace;
use service::{CertificateFiles, Limits, ListenError, Listening, Way};

use super::said;
use crate::args::{ServeArgs, USUAL_ADDRESS};
use crate::daemon::{Daemon, Started, Terms, WhenHeld, Worker};
use crate::exit::Exit;
use app::project;
use app::published::Reached;

/// A certificate that ends within so many hours is told of.
const SOON: i64 = 14 * 24;

/// Serves until it is told to stop.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<Exit> {
    let dir = &*args.dir;
    let (ledger, server) = match project::server_settings(dir) {
        Ok(found) => found,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    let when_held = if args.standby { WhenHeld::StandBy } else { WhenHeld::GiveUp };
    let terms = Terms { when_held, accepted: args.accept.accept_difference.clone() };
    let worker = Worker::new(ledger.feed_log())?;
    let way = way(args, &worker, ledger.clone(), server);
    // Whoever stands by beside a database answers for how things stand meanwhile; a file is followed by nobody on another machine.
    let (standing_by, way) = match when_held {
        WhenHeld::StandBy if ledger.is_in_database() => (listen(args, way)?, None),
        WhenHeld::StandBy | WhenHeld::GiveUp => (None, Some(way)),
    };
    match Daemon::start(worker, dir, &ledger, &terms)? {
        Started::Up(mut daemon) => {
            let listening = match way {
                Some(way) => listen(args, way)?,
                None => standing_by,
            };
            daemon.set_reached_at(reached_at(args, listening.as_ref()));
            daemon.run().map(|()| Exit::Quiet)
        }
        Started::Unusable(faults) => {
            said::diagnose(&faults);
            Ok(Exit::Unusable)
        }
        Started::Stopped => Ok(Exit::Quiet),
    }
}

/// Where the other workers reach this one: as the command line says, or where it listens, unless that names no one address. One that every machine has for itself leads elsewhere
/// from another machine.
fn reached_at(args: &ServeArgs, listening: Option<&Listening>) -> Option<Reached> {
    if let Some(address) = args.reached_at.clone() {
        return Some(Reached { address, only_within: None });
    }
    let listening = listening.filter(|listening| !listening.address().ip().is_unspecified())?;
    let address = format!("{}://{}", scheme(listening), listening.address());
    let only_within = if listening.address().ip().is_loopback() { Some(loopback::network()?) } else { None };
    Some(Reached { address, only_within })
}

fn scheme(listening: &Listening) -> &'static str {
    if listening.certificate_ends().is_some() { "https" } else { "http" }
}

/// What is served, and to whom; the command line counts before `remit.toml`.
fn way(args: &ServeArgs, worker: &Worker, ledger: LedgerPlace, server: ServerSettings) -> Way {
    let public_host = server.public_host().map(str::to_owned);
    let named = args.tls_cert.clone().zip(args.tls_key.clone()).or(server.certificate);
    let (publication, tasks, relay) = worker.shown();
    Way {
        publication,
        tasks,
        relay,
        dir: args.dir.clone(),
        ledger,
        names: args.names.clone(),
        certificate: named.map(|(chain, key)| CertificateFiles { chain, key }),
        limits: Limits {
            connections_per_address: server.connections_per_address,
            trusted_proxies: server.trusted_proxies,
        },
        public_host,
        provider: server.identity,
    }
}

/// Serves pages where that is asked for. At the usual address nothing is lost where another service has it: alerts are sent all the same.
fn listen(args: &ServeArgs, way: Way) -> anyhow::Result<Option<Listening>> {
    let access = if args.open { Access::Anybody } else { Access::Machine };
    let usual: SocketAddr = USUAL_ADDRESS.parse().context("the usual address is none")?;
    let listening = match (args.listen, Listening::start(args.listen.unwrap_or(usual), access, way)) {
        (Some(_), started) => started?,
        (None, Ok(started)) => started,
        (None, Err(error @ ListenError::Taken { .. })) => {
            tracing::warn!("no pages are served, since {error}; --listen takes another address");
            return Ok(None);
        }
        (None, Err(error)) => return Err(error.into()),
    };
    tracing::info!("pages are at {}://{}/", scheme(&listening), listening.address());
    if let Some(ends) = listening.certificate_ends() {
        tell_end(ends);
    }
    Ok(Some(listening))
}

fn tell_end(ends: Timestamp) {
    let is_soon = Timestamp::now().checked_add(SOON.hours()).is_ok_and(|soon| ends < soon);
    if is_soon {
        tracing::warn!("the certificate ends at {ends}; renew it before then");
    } else {
        tracing::info!("the certificate ends at {ends}");
    }
}
