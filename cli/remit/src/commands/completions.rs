//! `remit completions`: a completion script for a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::said;
use crate::args::Args;
use crate::exit::Exit;

pub(super) fn completions(shell: Shell) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "remit", &mut script);
    said::answer(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Quiet)
}
