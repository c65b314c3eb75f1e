//! What `remit approve` is told.

use std::path::PathBuf;

use jiff::civil::Date;

use super::elsewhere::TokenArg;
use super::value::parse_day;

/// What is signed, and how.
#[derive(clap::Args, Debug)]
pub struct ApproveArgs {
    /// The project's folder, or the address of a service, which begins with `http`.
    pub dir: PathBuf,
    /// The revision that is waiting, as `remit approvals` names it, or `removed` for a removal. Of a service: the id of the request that is
    /// waiting, as `/approvals` names it.
    pub revision: String,
    /// The mission, if several changes have this revision.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// Your secret key, as ssh-keygen writes it, such as `~/.ssh/id_ed25519`.
    #[arg(long, value_name = "FILE", conflicts_with = "statement")]
    pub key: Option<PathBuf>,
    /// Why the change is right. The reason is part of the signed statement.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The day at the start of which the change takes effect; without it, the day the first signer gave, or at once.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// The last day on which your signature may be used; without it, 30 days from today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub until: Option<Date>,
    /// Write the statement to this file, to be signed elsewhere with `ssh-keygen -Y sign -n remit`.
    #[arg(long, value_name = "FILE")]
    pub statement: Option<PathBuf>,
    /// The person who will sign the statement.
    #[arg(long, value_name = "NAME", requires = "statement")]
    pub name: Option<String>,
    /// Submit this signature for the statement written earlier.
    #[arg(long, value_name = "FILE", requires = "statement")]
    pub signature: Option<PathBuf>,
    /// Refuse a request of a service, with `--reason`.
    #[arg(long, conflicts_with_all = ["key", "statement"])]
    pub refuse: bool,
    #[command(flatten)]
    pub token: TokenArg,
    /// Sign without asking.
    #[arg(long)]
    pub yes: bool,
}
