//! `remit serve`: stay up.

use std::path::Path;

use super::said;
use crate::daemon::Daemon;
use crate::exit::Exit;
use app::project;

/// Serves until it is told to stop.
pub(super) fn serve(dir: &Path) -> anyhow::Result<Exit> {
    match project::ledger_path(dir) {
        Err(faults) => {
            said::diagnose(&faults);
            Ok(Exit::Unusable)
        }
        Ok(path) => match Daemon::start(dir, &path)? {
            Ok(daemon) => daemon.run().map(|()| Exit::Quiet),
            Err(faults) => {
                said::diagnose(&faults);
                Ok(Exit::Unusable)
            }
        },
    }
}
