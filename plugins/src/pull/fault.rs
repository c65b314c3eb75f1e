//! Why the file of a release could not be had, as data, and what to do about it. Addresses are not shown: they may hold what is secret.

use std::io;

use jiff::SignedDuration;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum PullFault {
    #[error("the address is none that can be asked: it needs `https://` and a host")]
    NotAnAddress,
    #[error("the address has a name or a password in it")]
    WithPassword,
    #[error("{host} is asked without encryption")]
    Unencrypted { host: String },
    #[error("{place} is not among the hosts that the project grants")]
    NotGranted { place: String },
    #[error("{place}, to which the server sends on, is not among the hosts that the project grants")]
    RedirectNotGranted { place: String },
    #[error("the server sends on in a circle")]
    Circle,
    #[error("the server sends on more than {most} times")]
    ManyRedirects { most: usize },
    #[error("the server sends on without saying where")]
    RedirectNowhere,
    #[error("{host} is an address inside a private network")]
    PrivateAddress { host: String },
    #[error("{host} has no address")]
    UnknownHost { host: String },
    #[error("{host} took too long")]
    TimedOut { host: String },
    #[error("{host} cannot be reached: {reason}")]
    Unreachable { host: String, reason: String },
    #[error("{host} has no such file (status {status})")]
    NotThere { host: String, status: u16 },
    #[error("{host} asks to be left alone (status {status})")]
    Busy { host: String, status: u16, wait: Option<SignedDuration> },
    #[error("{host} refuses (status {status})")]
    Refused { host: String, status: u16 },
    #[error("{host} says that the file is as it was, and none was had before")]
    NeverHad { host: String },
    #[error("{host} sent {got} bytes and broke off")]
    BrokeOff { host: String, got: u64 },
    #[error("{host} went on at another place of the file than it was asked for")]
    OtherPart { host: String },
    #[error("{host} sent an empty file")]
    Empty { host: String },
    #[error("{host} sent a page for people in place of a file")]
    Page { host: String },
    #[error("{host} sent the file in the encoding `{encoding}`, which was not asked for")]
    Encoded { host: String, encoding: String },
    #[error("{host} sent more than {mebibytes} MiB")]
    TooLarge { host: String, mebibytes: u64 },
    #[error("the secret file `{file}` cannot be used: {reason}")]
    NoSecret { file: String, reason: String },
    #[error("the file cannot be put into {folder}: {source}")]
    NotKept { folder: String, source: io::Error },
    #[error("the folder {folder} leads out of the project")]
    LeadsOut { folder: String },
}

impl PullFault {
    /// Whether the file may not be out yet, as far as this says.
    pub fn says_not_yet(&self) -> bool {
        matches!(self, Self::NotThere { .. })
    }

    /// For how long the server asks to be left alone.
    pub fn asked_to_wait(&self) -> Option<SignedDuration> {
        match self {
            Self::Busy { wait, .. } => *wait,
            _ => None,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotAnAddress | Self::WithPassword => {
                Some("Write the address like `https://example.org/figures.csv`")
            }
            Self::Unencrypted { .. } => Some("Ask by `https://`"),
            Self::NotGranted { .. } | Self::RedirectNotGranted { .. } => {
                Some("Name it in `hosts` under [project], if it is to be asked")
            }
            Self::PrivateAddress { .. } => {
                Some("Name the address itself in `hosts` under [project], if it is to be asked")
            }
            Self::TooLarge { .. } => Some("Raise `most_mib` under [feed.pull], if it is to be so large"),
            Self::Page { .. } => Some(
                "It is an error or a form to sign in, or the address is that of a page; name the file itself",
            ),
            Self::NoSecret { .. } => {
                Some("Put the value of the header into it, such as `Bearer ...`, and allow Remit to read it")
            }
            Self::LeadsOut { .. } => Some("Put the folder itself into the project in place of a link"),
            Self::NotKept { .. } => Some("Allow the user that Remit runs as to write into it"),
            _ => None,
        }
    }
}
