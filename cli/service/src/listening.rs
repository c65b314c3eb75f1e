//! The socket, and all that is served at it. The service has a thread of its own; when the handle is dropped, it ends.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use jiff::Timestamp;
use pages::live::Access;
use plugins::accounts::{Accounts, AccountsError, AccountsPlace, SecretError};
use plugins::identity::ProviderSettings;
use plugins::stores::LedgerPlace;
use plugins::watch::WatchError;
use thiserror::Error;
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::access_control::{AccessControl, Desk, Places};
use crate::change_checks::ChangeChecks;
use crate::connections::Connections;
use crate::http::{Entrance, Hosts, Shown, Submissions, routes};
use crate::past_days::PastDays;
use crate::publication::Publication;
use crate::questions::Questions;
use crate::relay::Relay;
use crate::rule_tests::RuleTests;
use crate::task_queue::TaskQueue;
use crate::tls::{CertificateError, CertificateFiles, Certificates, Following, Handshake};

/// So many reports are read at a time; the next one waits.
const MOST_READERS: usize = 8;

/// Why the service cannot be had at an address.
#[derive(Debug, Error)]
pub enum ListenError {
    #[error(
        "{0} is no address of this machine alone, and nobody has an account; make one with `remit account add`, or add --open where anyone who reaches it may read all of this project"
    )]
    NotOpen(SocketAddr),
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error("a renewed certificate could not be noticed: {0}")]
    Unwatched(#[from] WatchError),
    #[error("nothing can be encrypted here: {0}")]
    NoEncryption(#[from] rustls::Error),
    #[error("nothing can listen at {address}: {error}")]
    Taken { address: SocketAddr, error: io::Error },
}

/// What is served: what is shown, and where things are handed in.
pub struct Way {
    pub publication: Publication,
    pub tasks: TaskQueue,
    /// Passes on to the worker that holds the ledger what this one cannot carry out.
    pub relay: Relay,
    /// The project's folder.
    pub dir: PathBuf,
    /// Beside which the accounts are.
    pub ledger: LedgerPlace,
    /// By which it may be asked, beside those of the machine for itself.
    pub names: Vec<String>,
    /// The certificate by which connections are encrypted, where they are.
    pub certificate: Option<CertificateFiles>,
    pub limits: Limits,
    /// The host of the address by which the public reaches it.
    pub public_host: Option<String>,
    /// The provider of identities that is asked who somebody is.
    pub provider: Option<ProviderSettings>,
}

/// How much one address may have.
pub struct Limits {
    pub connections_per_address: usize,
    /// These are believed when they say for whom they ask.
    pub trusted_proxies: Vec<IpAddr>,
}

/// What connections are encrypted by.
struct Encryption {
    handshake: Handshake,
    /// Takes renewed certificates up.
    following: Following,
    ends: Timestamp,
}

/// A service that listens.
pub struct Listening {
    address: SocketAddr,
    encryption: Option<(Following, Timestamp)>,
    /// Ends the service when it is dropped.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Listening {
    /// Listens at an address, for the people at this machine or, with open access, for anybody who reaches it. `ledger` is where the pictures are made of.
    ///
    /// # Errors
    /// The address is taken, or open to others without that being wanted.
    pub fn start(address: SocketAddr, access: Access, way: Way) -> Result<Self, ListenError> {
        let Way { publication, tasks, relay, dir, ledger, names, certificate, limits, public_host, provider } =
            way;
        let encryption = certificate.map(|files| Encryption::of(&files)).transpose()?;
        if !address.ip().is_loopback() && access == Access::Machine && is_without_accounts(&ledger)? {
            return Err(ListenError::NotOpen(address));
        }
        let taken = |error| ListenError::Taken { address, error };
        let desk = Desk::start(&ledger).map_err(taken)?;
        let access_control = Arc::new(AccessControl::new(desk, access, provider)?);
        let listener = TcpListener::bind(address).map_err(taken)?;
        listener.set_nonblocking(true).map_err(taken)?;
        let bound = listener.local_addr().map_err(taken)?;
        let hosts = match (access, public_host) {
            (_, Some(host)) => Hosts::of_machine(bound, [names, vec![host]].concat()),
            (Access::Machine, None) if bound.ip().is_loopback() => Hosts::of_machine(bound, names),
            // Whoever reaches it may read, or must say who he is.
            (Access::Machine | Access::Anybody, None) => Hosts::Any,
        };
        let questions = Questions::start(ledger.clone(), publication.clone()).map_err(taken)?;
        let past_days = PastDays::start(ledger, publication.clone()).map_err(taken)?;
        let counters = Arc::clone(&tasks.counters);
        let rule_tests = RuleTests::start(dir.clone()).map_err(taken)?;
        let folder = dir.as_path().into();
        let change_checks = ChangeChecks::start(dir).map_err(taken)?;
        let entrance =
            Entrance { access_control: Arc::clone(&access_control), counters: Arc::clone(&counters) };
        let (doors, shown) = (Arc::clone(&access_control), publication.clone());
        let submissions = Submissions::new(
            (tasks.clone(), relay.clone()),
            doors,
            shown,
            (questions.clone(), change_checks),
        );
        let shown =
            Shown::new(publication, (questions, past_days, rule_tests), access_control, tasks, folder);
        let routes = routes(shown, submissions, entrance, hosts);
        let proxies: Arc<[IpAddr]> = limits.trusted_proxies.into();
        let places = Places::new(limits.connections_per_address, Arc::clone(&proxies));
        let handshake = encryption.as_ref().map(|encryption| encryption.handshake.clone());
        let connections = Connections { routes, handshake, places, proxies, counters, relay };
        let (stop, stopped) = oneshot::channel();
        let mut runtime = Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).max_blocking_threads(MOST_READERS).enable_all();
        let runtime = runtime.build().map_err(taken)?;
        let serve = move || {
            runtime.block_on(async {
                let listener = match tokio::net::TcpListener::from_std(listener) {
                    Ok(listener) => listener,
                    Err(error) => return tracing::error!(%error, "the pages cannot be served"),
                };
                tokio::select! {
                    () = connections.accept(listener) => {}
                    _ = stopped => {}
                }
            });
            // Listeners to events would wait for ever.
            runtime.shutdown_background();
        };
        let thread = std::thread::Builder::new().name("http".to_owned()).spawn(serve).map_err(taken)?;
        let encryption = encryption.map(|encryption| (encryption.following, encryption.ends));
        Ok(Self { address: bound, encryption, stop: Some(stop), thread: Some(thread) })
    }

    /// When the certificate ends by which connections are encrypted, where they are.
    pub fn certificate_ends(&self) -> Option<Timestamp> {
        self.encryption.as_ref().map(|(_, ends)| *ends)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Whether nobody has an account.
fn is_without_accounts(ledger: &LedgerPlace) -> Result<bool, AccountsError> {
    AccountsPlace::of(ledger.clone()).find()?.map_or(Ok(true), Accounts::is_empty)
}

impl Encryption {
    fn of(files: &CertificateFiles) -> Result<Self, ListenError> {
        let provider = Handshake::provider();
        let certificates = Arc::new(Certificates::read(files, &provider)?);
        let (following, ends) = (certificates.follow()?, certificates.ends());
        Ok(Self { handshake: Handshake::new(certificates, provider)?, following, ends })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the service of pages ended by a fault of its own");
        }
    }
}
