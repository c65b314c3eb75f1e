//! What may be asked about silences.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::civil::Date;

use super::elsewhere::TokenArg;
use super::format::Format;
use super::place::folder_and_rest;
use super::value::parse_day;

/// What is asked about silences.
#[derive(Subcommand, Debug)]
pub enum SilenceCommand {
    /// Tell nobody of some alerts for a time. It stops messages, and never a clock or a verdict.
    ///
    /// Messages wait until the end of the silence, and what still stands is told then.
    #[command(override_usage = "remit silence add [OPTIONS] --until <DATE> --reason <TEXT> [DIR] MATCHER...")]
    Add(SilenceArgs),
    /// List the silences that are in force or begin later, and those that ended lately.
    List {
        /// The project's folder, or the address of a service, which begins with `http`.
        #[arg(default_value = ".")]
        dir: PathBuf,
        #[command(flatten)]
        token: TokenArg,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// End a silence before its time. What waits and still stands is told then.
    #[command(override_usage = "remit silence end [OPTIONS] [DIR] SILENCE")]
    End(SilenceEndArgs),
}

/// A silence that is asked for.
#[derive(clap::Args, Debug)]
pub struct SilenceArgs {
    /// The project's folder [default: the current one], or the address of a service, which begins with `http`; then what a message must say of
    /// itself, such as "mission = homelessness" "body = leeds". All of it must hold.
    #[arg(value_name = "[DIR] MATCHER...", required = true)]
    words: Vec<String>,
    /// Its first day; without it, it begins at once.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// Its last day, at most 90 days ahead.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub until: Date,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The person who asks for it. A service takes the name of the account.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    #[command(flatten)]
    pub token: TokenArg,
}

/// A silence that is to end.
#[derive(clap::Args, Debug)]
pub struct SilenceEndArgs {
    /// The project's folder [default: the current one], or the address of a service, which begins with `http`; then the reference of the
    /// silence, as `remit silence list` names it.
    #[arg(value_name = "[DIR] SILENCE", required = true, num_args = 1..=2)]
    words: Vec<String>,
    /// The person who ends it. A service takes the name of the account.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub token: TokenArg,
}

impl SilenceArgs {
    /// Where, and what it is about: whatever holds no `=` or `!` in front is the folder.
    pub fn matter(&self) -> (&Path, &[String]) {
        match &*self.words {
            [first, rest @ ..] if !is_matcher(first) => (Path::new(first), rest),
            words => (Path::new("."), words),
        }
    }
}

impl SilenceEndArgs {
    /// Where, and which.
    pub fn matter(&self) -> (PathBuf, &str) {
        let (folder, rest) = folder_and_rest(&self.words, 1);
        (folder, rest.first().map_or("", String::as_str))
    }
}

fn is_matcher(word: &str) -> bool {
    !word.starts_with("http") && (word.contains('=') || word.contains('!'))
}
