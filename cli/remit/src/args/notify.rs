//! What may be asked about notifiers.

use std::path::PathBuf;

use clap::Subcommand;

use super::place::folder_and_rest;

/// What to do with notifiers.
#[derive(Subcommand, Debug)]
pub enum NotifyCommand {
    /// Send one marked trial message through one notifier, and say what came back. Nothing of it is kept.
    #[command(override_usage = "remit notify test [DIR] NOTIFIER")]
    Test(NotifyTestArgs),
}

/// Which notifier is tried.
#[derive(clap::Args, Debug)]
pub struct NotifyTestArgs {
    /// The project's folder [default: the current one]; then the notifier's name.
    #[arg(value_name = "[DIR] NOTIFIER", required = true, num_args = 1..=2)]
    words: Vec<String>,
}

impl NotifyTestArgs {
    /// The project's folder, and the notifier's name.
    pub fn question(&self) -> (PathBuf, &str) {
        let (folder, rest) = folder_and_rest(&self.words, 1);
        (folder, rest.first().map_or("", |name| name))
    }
}
