//! `remit serve`: stay up.

use std::net::SocketAddr;

use anyhow::Context as _;
use pages::live::Access;
use service::{Listening, Way};

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
                let _listening = listen(args, daemon.way(&path, args.names.clone()))?;
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
fn listen(args: &ServeArgs, way: Way) -> anyhow::Result<Option<Listening>> {
    let access = if args.open { Access::Anybody } else { Access::Machine };
    let usual: SocketAddr = USUAL_ADDRESS.parse().context("the usual address is none")?;
    let listening = match (args.listen, Listening::start(args.listen.unwrap_or(usual), access, way)) {
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
