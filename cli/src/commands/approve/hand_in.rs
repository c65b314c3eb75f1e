//! Bringing a signed statement to the ledger.

use std::path::Path;

use anyhow::bail;
use jiff::Timestamp;
use plugins::port::{Signed, StoreError};
use plugins::stores::SqliteStore;

use super::super::said;
use crate::exit::Exit;
use crate::project;
use crate::recorder::Recorder;

/// Takes the ledger and the signature in, and says how the change stands then.
pub(super) fn hand_in(dir: &Path, ledger: &Path, signed: &Signed) -> anyhow::Result<Exit> {
    let store = match SqliteStore::open(ledger) {
        Err(error @ StoreError::InUse { .. }) => {
            bail!(
                "{error}, so nothing is signed\n  help: stop `remit serve` while you sign; it goes on from the ledger"
            )
        }
        store => store?,
    };
    let mut recorder = Recorder::open(Box::new(store))?;
    let now = recorder.moment(Timestamp::now());
    let (Some(project), _) = project::load(dir, recorder.in_force(now)) else {
        bail!("the project can no longer be used; `remit check` says why");
    };
    recorder.set_waiting(project.waiting);
    match recorder.approve(now, signed)? {
        Ok(None) => {
            said::answer("This signature is on the ledger already.\n")?;
            Ok(Exit::Quiet)
        }
        Ok(Some(examined)) => {
            said::answer(&format!("{} has signed.\n", examined.name))?;
            tell(dir, &recorder, &examined.statement.mission, now)
        }
        Err(refusal) => {
            said::complain(&refusal.to_string());
            Ok(Exit::Unusable)
        }
    }
}

/// Says how the change stands with one more signature.
fn tell(
    dir: &Path,
    recorder: &Recorder,
    mission: &engine::model::MissionId,
    now: Timestamp,
) -> anyhow::Result<Exit> {
    let (project, _) = project::load(dir, recorder.in_force(now));
    let waiting = project.iter().flat_map(|project| &project.waiting);
    let same: Vec<_> = waiting.filter(|waiting| waiting.mission == *mission).cloned().collect();
    if same.is_empty() {
        let dir = dir.display();
        said::answer(&format!(
            "The change is approved. The next `remit run {dir}` or `remit serve {dir}` puts it in force.\n"
        ))?;
    }
    said::tell_waiting(&same, dir, recorder.day(now));
    Ok(Exit::Quiet)
}
