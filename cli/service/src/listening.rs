//! The socket: connections are taken one by one, bounded in number, and none may be silent for long. The service has a thread of its own; when the handle is
//! dropped, it ends.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use pages::live::Access;
use plugins::accounts::AccountsError;
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::access_control::AccessControl;
use crate::http::{Entrance, Hosts, Peer, Shown, Submissions, routes};
use crate::past_days::PastDays;
use crate::publication::Publication;
use crate::questions::Questions;
use crate::task_queue::TaskQueue;
use crate::write_timeout::WriteTimeout;

/// So many connections are open at a time; the next one waits.
const MOST_CONNECTIONS: usize = 1200;
/// A connection that says nothing for so long is closed.
const LONGEST_SILENCE: Duration = Duration::from_secs(10);
/// So many reports are read at a time; the next one waits.
const MOST_READERS: usize = 8;
/// What a request's head may hold.
const LARGEST_HEAD: usize = 16 * 1024;
/// The pause after a connection could not be taken, as when too many files are open.
const PAUSE: Duration = Duration::from_millis(50);

/// Why the service cannot be had at an address.
#[derive(Debug, Error)]
pub enum ListenError {
    #[error(
        "{0} is no address of this machine alone, and nobody has an account; make one with `remit account add`, or add --open where anyone who reaches it may read all of this project"
    )]
    NotOpen(SocketAddr),
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    #[error("nothing can listen at {address}: {error}")]
    Taken { address: SocketAddr, error: io::Error },
}

/// What is served: what is shown, and where things are handed in.
pub struct Way {
    pub publication: Publication,
    pub tasks: TaskQueue,
    /// Beside which the accounts are.
    pub ledger: PathBuf,
    /// By which it may be asked, beside those of the machine for itself.
    pub names: Vec<String>,
}

/// A service that listens.
pub struct Listening {
    address: SocketAddr,
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
        let Way { publication, tasks, ledger, names } = way;
        let access_control = Arc::new(AccessControl::new(ledger.clone(), access));
        if !address.ip().is_loopback() && access == Access::Machine && access_control.is_without_accounts()? {
            return Err(ListenError::NotOpen(address));
        }
        let taken = |error| ListenError::Taken { address, error };
        let listener = TcpListener::bind(address).map_err(taken)?;
        listener.set_nonblocking(true).map_err(taken)?;
        let bound = listener.local_addr().map_err(taken)?;
        let hosts = match access {
            Access::Machine if bound.ip().is_loopback() => Hosts::of_machine(bound, names),
            // Whoever reaches it may read, or must say who he is.
            Access::Machine | Access::Anybody => Hosts::Any,
        };
        let questions = Questions::start(ledger.clone(), publication.clone()).map_err(taken)?;
        let past_days = PastDays::start(ledger, publication.clone()).map_err(taken)?;
        let entrance =
            Entrance { access_control: Arc::clone(&access_control), counters: Arc::clone(&tasks.counters) };
        let (doors, shown) = (Arc::clone(&access_control), publication.clone());
        let submissions = Submissions::new(tasks.clone(), doors, shown, questions.clone());
        let shown = Shown::new(publication, (questions, past_days), access_control, tasks);
        let routes = routes(shown, submissions, entrance, hosts);
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
                    () = accept(listener, routes) => {}
                    _ = stopped => {}
                }
            });
            // Listeners to events would wait for ever.
            runtime.shutdown_background();
        };
        let thread = std::thread::Builder::new().name("http".to_owned()).spawn(serve).map_err(taken)?;
        Ok(Self { address: bound, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
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

/// Takes connections for ever.
async fn accept(listener: tokio::net::TcpListener, routes: Router) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, peer)) => {
                drop(tokio::spawn(connection(stream, Peer(peer.ip()), routes.clone(), place)));
            }
            Err(error) => {
                tracing::debug!(%error, "a connection cannot be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, peer: Peer, routes: Router, place: OwnedSemaphorePermit) {
    let routes = TowerToHyperService::new(routes);
    let from_peer = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        routes.call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(LONGEST_SILENCE)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(WriteTimeout::new(stream, LONGEST_SILENCE)), from_peer)
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended early");
    }
    drop(place);
}
