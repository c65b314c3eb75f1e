//! What may be asked about accounts and their tokens.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use plugins::accounts::Role;

use super::format::Format;

/// What to do with accounts.
#[derive(Subcommand, Debug)]
pub enum AccountCommand {
    /// Make an account. From the first one on, whoever reads the service's pages must be known.
    Add(NewAccountArgs),
    /// List the accounts.
    List {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Erase an account with its tokens. What it did stays on the ledger, under its id.
    Remove {
        /// The project's folder.
        dir: PathBuf,
        /// The name or the id of the account.
        name: String,
    },
}

/// An account that is to be made.
#[derive(clap::Args, Debug)]
pub struct NewAccountArgs {
    /// The project's folder.
    pub dir: PathBuf,
    /// The person's name, as it is to stand under responses.
    pub name: String,
    /// What the account is for.
    #[arg(long, value_enum)]
    pub role: RoleArg,
    /// A body for which it speaks, for a reporter or an official; can be repeated.
    #[arg(long = "body", value_name = "ID")]
    pub bodies: Vec<String>,
    /// A mission for which it speaks, for a board; can be repeated.
    #[arg(long = "mission", value_name = "ID")]
    pub missions: Vec<String>,
    /// As what the provider of identities knows the person (`[server.identity]` in remit.toml), so that the person can sign in there.
    #[arg(long, value_name = "TEXT")]
    pub identity: Option<String>,
    /// Ask for a password, so that the person can sign in with a browser.
    #[arg(long, conflicts_with = "password_file")]
    pub password: bool,
    /// Take the password from the first line of this file.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// What an account is for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum RoleArg {
    /// Reads.
    Viewer,
    /// Hands in reports of its own bodies.
    Reporter,
    /// Replies to alerts that concern its own bodies.
    Official,
    /// Replies to alerts of its own missions.
    Board,
    /// Agrees to what others ask for.
    Approver,
    /// Hands in reports of every body, and looks after the service.
    Administrator,
    /// Reads everything, and changes nothing.
    Auditor,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Viewer => Self::Viewer,
            RoleArg::Reporter => Self::Reporter,
            RoleArg::Official => Self::Official,
            RoleArg::Board => Self::Board,
            RoleArg::Approver => Self::Approver,
            RoleArg::Administrator => Self::Administrator,
            RoleArg::Auditor => Self::Auditor,
        }
    }
}

/// What to do with tokens, by which programs say for whom they ask.
#[derive(Subcommand, Debug)]
pub enum TokenCommand {
    /// Make a token for an account. It is shown this once.
    Add {
        /// The project's folder.
        dir: PathBuf,
        /// The name or the id of the account.
        account: String,
        /// What it is for, so that it can be told from others.
        #[arg(long, value_name = "TEXT", default_value = "")]
        label: String,
    },
    /// List the tokens by their ids. The tokens themselves are known to their owners alone.
    List {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Take a token out of use at once.
    Revoke {
        /// The project's folder.
        dir: PathBuf,
        /// The id of the token, such as `tok_1a2b3c4d`.
        token: String,
    },
}
