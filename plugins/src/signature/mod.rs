//! Signatures under changes: the statement that is signed, and keys and signatures in the formats of OpenSSH.
//!
//! Whether a signature counts is not decided here; `approvals` does that. `statement` is the text, `key` signs it and
//! `check` says whose signature stands under it.

mod check;
mod key;
mod statement;
#[cfg(test)]
mod tests;

pub use check::{SignatureError, Signer, signer};
pub use key::{KeyError, Lock, LockedKey, SecretKey};
pub use statement::{Statement, StatementError};

/// What signatures here are for, as `ssh-keygen -Y sign -n` is told; a signature made for anything else does not count.
pub const NAMESPACE: &str = "remit";
