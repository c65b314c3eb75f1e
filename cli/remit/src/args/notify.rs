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
    /// Show what a notifier's template makes of an alert. Sends and writes nothing.
    ///
    /// Without `--alert` it is shown with examples: an alert that fires, one that only warns, and one that is over.
    #[command(override_usage = "remit notify preview [OPTIONS] [DIR] NOTIFIER")]
    Preview(NotifyPreviewArgs),
}

/// What is shown.
#[derive(clap::Args, Debug)]
pub struct NotifyPreviewArgs {
    /// The project's folder [default: the current one]; then the notifier's name.
    #[arg(value_name = "[DIR] NOTIFIER", required = true, num_args = 1..=2)]
    words: Vec<String>,
    /// Another file of `templates/` in the place of the notifier's own, to try it.
    #[arg(long, value_name = "FILE")]
    pub template: Option<String>,
    /// The alert whose last message is shown, such as homelessness/duty-to-refer.
    #[arg(long, value_name = "ALERT")]
    pub alert: Option<String>,
}

impl NotifyPreviewArgs {
    /// The project's folder, and the notifier's name.
    pub fn question(&self) -> (PathBuf, &str) {
        folder_and_name(&self.words)
    }
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
        folder_and_name(&self.words)
    }
}

fn folder_and_name(words: &[String]) -> (PathBuf, &str) {
    let (folder, rest) = folder_and_rest(words, 1);
    (folder, rest.first().map_or("", |name| name))
}
