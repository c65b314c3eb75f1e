//! Signatures under changes: the statement that is signed, and keys and signatures in the formats of OpenSSH.
//!
//! Whether a signature counts is not decided here. `statement` is the text, `key` signs it, `check` says whose signature
//! stands under it, and `approval` is what is left of both for counting.

mod approval;
mod check;
mod key;
mod namespace;
mod statement;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "what is written here is held to the real `ssh-keygen`")]
mod tests;

pub use approval::Approval;
pub use check::{SignatureError, Signer, signer};
pub use key::{KeyError, Lock, LockedKey, SecretKey};
pub use namespace::NAMESPACE;
pub use statement::{Statement, StatementError};
