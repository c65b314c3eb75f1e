//! `remit completions`: a completion script for a shell. In bash, zsh and fish it completes the names of alerts, missions and bodies too, which it asks
//! `remit alert-names` for.

use std::path::Path;

use app::project;
use app::recorder::Recorder;
use clap::CommandFactory as _;
use clap_complete::Shell;
use plugins::stores::DryStore;

use super::said;
use crate::args::{Args, NamesOf};
use crate::exit::Exit;

/// What puts the names beside what is completed otherwise.
const NAMES_IN_BASH: &str = include_str!("alerts.bash");
const NAMES_IN_ZSH: &str = include_str!("alerts.zsh");
const NAMES_IN_FISH: &str = include_str!("alerts.fish");

pub(super) fn completions(shell: Shell) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "remit", &mut script);
    let script = String::from_utf8_lossy(&script);
    said::answer(&match shell {
        Shell::Bash => format!("{script}{NAMES_IN_BASH}"),
        Shell::Fish => format!("{script}{NAMES_IN_FISH}"),
        Shell::Zsh => in_zsh(&script),
        _ => script.into_owned(),
    })?;
    Ok(Exit::Quiet)
}

/// zsh runs the end of a script where it completes for the first time, so that the names stand before it.
fn in_zsh(script: &str) -> String {
    let Some((functions, end)) = script.rsplit_once("\nif [ \"$funcstack[1]\"") else {
        return script.to_owned();
    };
    let end = end
        .replace("    _remit \"$@\"", "    _remit_with_alerts \"$@\"\n    compdef _remit_with_alerts remit");
    let end = end.replace("compdef _remit remit", "compdef _remit_with_alerts remit");
    format!("{functions}\n{NAMES_IN_ZSH}\nif [ \"$funcstack[1]\"{end}")
}

/// Prints the names of the alerts that are open by the ledger, or of the missions and bodies in force, a line each. Whoever completes a word wants no complaint, so that there are none
/// where there is no project.
pub(super) fn alert_names(dir: &Path, of: NamesOf) -> anyhow::Result<Exit> {
    let Ok(place) = project::ledger_place(dir) else { return Ok(Exit::Quiet) };
    let Some(ledger) = place.open_read_only()? else { return Ok(Exit::Quiet) };
    let recorder = Recorder::open(Box::new(DryStore::over(Some(ledger))))?;
    let engine = recorder.engine();
    let program = engine.program();
    let names: Vec<String> = match of {
        NamesOf::Alerts => engine.alerts().iter().map(|alert| alert.id.to_string()).collect(),
        NamesOf::Missions => {
            program.iter().flat_map(|program| program.missions.keys()).map(ToString::to_string).collect()
        }
        NamesOf::Bodies => program
            .iter()
            .flat_map(|program| program.catalogue.bodies.keys())
            .map(ToString::to_string)
            .collect(),
    };
    let mut lines = String::new();
    for name in &names {
        lines.extend([name, "\n"]);
    }
    said::answer(&lines)?;
    Ok(Exit::Quiet)
}
