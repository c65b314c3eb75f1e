//! `remit completions`: a completion script for a shell. In bash it completes the names of alerts too, which it asks `remit alert-names` for.

use std::path::Path;

use app::project;
use app::recorder::Recorder;
use clap::CommandFactory as _;
use clap_complete::Shell;
use plugins::stores::{DryStore, SqliteStore, Store};

use super::said;
use crate::args::Args;
use crate::exit::Exit;

/// Puts the names of alerts beside what is completed otherwise.
const ALERTS_IN_BASH: &str = include_str!("alerts.bash");

pub(super) fn completions(shell: Shell) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "remit", &mut script);
    if shell == Shell::Bash {
        script.extend_from_slice(ALERTS_IN_BASH.as_bytes());
    }
    said::answer(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Quiet)
}

/// Prints the names of the alerts that are open by the ledger, a line each. Whoever completes a word wants no complaint, so that there are none
/// where there is no project.
pub(super) fn alert_names(dir: &Path) -> anyhow::Result<Exit> {
    let Ok(path) = project::ledger_path(dir) else { return Ok(Exit::Quiet) };
    let Some(ledger) = SqliteStore::open_read_only(&path)? else { return Ok(Exit::Quiet) };
    let ledger = Box::new(ledger) as Box<dyn Store>;
    let recorder = Recorder::open(Box::new(DryStore::over(Some(ledger))))?;
    let names: Vec<String> =
        recorder.engine().alerts().iter().map(|alert| format!("{}\n", alert.id)).collect();
    said::answer(&names.concat())?;
    Ok(Exit::Quiet)
}
