//! Handing a request to whoever holds the ledger, and waiting a little for what becomes of it.

use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use ledger::request::Request;
use plugins::inbox::{Inbox, RequestFate};
use plugins::stores::LedgerPlace;
use plugins::watch::Watcher;

use super::said;
use crate::exit::Exit;

/// How long to wait for whoever holds the ledger to take a request up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Puts a request into the inbox, where a process on this machine reads that. Once it is carried out, `done` says what came of it.
pub(super) fn hand_over(
    dir: &Path,
    ledger: &LedgerPlace,
    request: &Request,
    done: impl FnOnce() -> anyhow::Result<Exit>,
) -> anyhow::Result<Exit> {
    if !ledger.is_held_here()? {
        said::complain(&format!(
            "the ledger {ledger} is held by a process that does not read the inbox here, such as one on another machine; nothing was handed in"
        ));
        said::remark(
            "  help: `remit respond`, `approve` and `silence` take the address of a service in the place of the folder (docs/service.md); or do it on its machine",
        );
        return Ok(Exit::Unusable);
    }
    let inbox = Inbox::beside(&std::path::absolute(ledger.beside())?);
    let ticket = inbox.put(request)?;
    let (sender, changes) = channel();
    let folders = [inbox.folder().to_owned()];
    let _watcher =
        Watcher::new(&std::path::absolute(dir)?, &folders, move |change| drop(sender.send(change)))?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match inbox.fate(&ticket)? {
            RequestFate::Done => return done(),
            RequestFate::Refused(reason) => {
                said::complain(&reason);
                return Ok(Exit::Unusable);
            }
            RequestFate::Waiting => {}
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if let Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) = changes.recv_timeout(left) {
            said::answer(&format!(
                "Handed in. Another process holds the ledger {ledger}; the next `remit serve` or `remit run` carries it out.\n"
            ))?;
            return Ok(Exit::Quiet);
        }
    }
}
