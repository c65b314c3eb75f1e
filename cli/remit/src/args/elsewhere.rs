//! What may be asked of a service elsewhere.

use std::path::PathBuf;

use clap::ValueEnum;

/// By which token a service is asked.
#[derive(clap::Args, Debug)]
pub struct TokenArg {
    /// The token of an account; without it, that of the environment variable `REMIT_TOKEN`, where there is one.
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
}

/// What `remit alerts` is asked.
#[derive(clap::Args, Debug)]
pub struct AlertsArgs {
    /// Where the service is: its address, which begins with `http`.
    #[arg(value_name = "URL")]
    pub service: String,
    #[command(flatten)]
    pub token: TokenArg,
    /// How to write the answer: for people, as one JSON document, or as a table with a row for each alert.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
}

/// What `remit report` is asked.
#[derive(clap::Args, Debug)]
pub struct ReportArgs {
    /// Where the service is: its address, which begins with `http`.
    #[arg(value_name = "URL")]
    pub service: String,
    /// The feed by which it is read.
    pub feed: String,
    /// The file.
    pub file: PathBuf,
    /// Say what it would come to, and keep nothing.
    #[arg(long)]
    pub dry: bool,
    /// What it is called, so that handing it in again counts once; without it, a word that follows from the feed and what the file holds.
    #[arg(long)]
    pub key: Option<String>,
    /// What its file is to be called, for a feed that reads a date or a revision from names.
    #[arg(long, value_name = "FILE")]
    pub name: Option<String>,
    #[command(flatten)]
    pub token: TokenArg,
    /// Answer with the JSON of the service, word for word.
    #[arg(long)]
    pub json: bool,
}

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum TableFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// A table.
    Csv,
}
