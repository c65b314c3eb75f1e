//! `remit serve`: stay up.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context as _;
use pages::live::Access;
use service::{Listening, Publication};

use super::said;
use crate::args::{ServeArgs, USUAL_ADDRESS};
use crate::daemon::Daemon;
use crate::exit::Exit;
use app::project;

/// Serves until it is told to stop.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<Exit> {
    let dir = &*args.dir;
    match project::ledger_path(dir) {
        Err(faults) => {
            said::diagnose(&faults);
            Ok(Exit::Unusable)
        }
        Ok(path) => match Daemon::start(dir, &path)? {
            Ok(daemon) => {
                let _listening = listen(args, daemon.publication(), &path)?;
                daemon.run().map(|()| Exit::Quiet)
            }
            Err(faults) => {
                said::diagnose(&faults);
                Ok(Exit::Unusable)
            }
        },
    }
}

/// Serves pages where that is asked for. At the usual address nothing is lost where another service has it: alerts are sent all the same.
fn listen(args: &ServeArgs, publication: Publication, ledger: &Path) -> anyhow::Result<Option<Listening>> {
    let access = if args.open { Access::Anybody } else { Access::Machine };
    let usual: SocketAddr = USUAL_ADDRESS.parse().context("the usual address is none")?;
    let listening =
        match (args.listen, Listening::start(args.listen.unwrap_or(usual), access, publication, ledger)) {
            (Some(_), started) => started?,
            (None, Ok(started)) => started,
            (None, Err(error)) => {
                tracing::warn!("no pages are served, since {error}; --listen takes another address");
                return Ok(None);
            }
        };
    tracing::info!("pages are at http://{}/", listening.address());
    Ok(Some(listening))
}
