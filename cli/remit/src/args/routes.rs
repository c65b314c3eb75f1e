//! What may be asked about routes.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::place::folder_and_rest;

/// What is asked about routes.
#[derive(Subcommand, Debug)]
pub enum RoutesCommand {
    /// Say which routes would take a message, and through which notifiers it would go. Sends and writes nothing.
    ///
    /// An alert is named as `remit run` names it; without one, the message says only what the options say.
    #[command(override_usage = "remit routes test [OPTIONS] [DIR] [ALERT]")]
    Test(RoutesTestArgs),
}

/// What a message would say.
#[derive(clap::Args, Debug)]
pub struct RoutesTestArgs {
    /// The project's folder [default: the current one]; then the alert, such as homelessness/duty-to-refer.
    #[arg(value_name = "[DIR] [ALERT]", num_args = 0..=2)]
    words: Vec<String>,
    /// A message of this mission.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// A message that names this body, besides those that each message about the alert names. May be given several times.
    #[arg(long, value_name = "ID")]
    pub body: Vec<String>,
    /// How grave the alert is.
    #[arg(long, value_enum, default_value_t = SeverityArg::Breach)]
    pub severity: SeverityArg,
    /// The kind of message, such as alert.firing, alert.escalated or feed.refused.
    #[arg(long, value_name = "KIND", default_value = "alert.firing")]
    pub kind: String,
    /// Anything else that a message says, such as theme=housing. May be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_pair)]
    pub say: Vec<(String, String)>,
}

/// How grave an alert is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum SeverityArg {
    /// Nothing is broken yet.
    AtRisk,
    /// Something is broken.
    Breach,
    /// Nothing is said of that: a rule failed, or it is no alert.
    None,
}

impl RoutesTestArgs {
    /// The project's folder, and the alert where one is named.
    pub fn question(&self) -> (PathBuf, Option<&str>) {
        match &*self.words {
            [only] if only.contains('/') && !PathBuf::from(only).is_dir() => (PathBuf::from("."), Some(only)),
            [only] => (PathBuf::from(only), None),
            words => {
                let (folder, rest) = folder_and_rest(words, 1);
                (folder, rest.first().map(String::as_str))
            }
        }
    }
}

fn parse_pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
