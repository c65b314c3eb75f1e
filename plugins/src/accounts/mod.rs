//! Who may do what over the service: accounts, their passwords and their tokens, in a store of their own beside the ledger or in its database. Unlike the ledger it
//! may be changed and erased, since it holds what is personal; the ledger knows accounts by their ids alone.
//!
//! `account` is one of them with its role, `secret` makes and compares passwords and tokens, `fault` is what can be wrong. `rows` says how rows are asked for and changed wherever they lie:
//! `in_file`, or `in_database`, where every machine that serves the ledger finds them. `store` is the accounts over either, `place` finds those of a ledger, `tokens` are by what programs are known, `drafts` what people began to write, `looked` up to where they have looked, `uploads` the files that they have not handed in yet, and
//! `identities` finds those whom a provider of identities knows. `sessions` are those of browsers, and `attempts` those to sign in at such a provider, where more than one machine is to know of them.

mod account;
mod attempts;
#[cfg(test)]
mod conformance;
mod drafts;
mod fault;
mod identities;
mod in_database;
mod in_file;
mod looked;
mod place;
mod rows;
mod secret;
mod sessions;
mod store;
#[cfg(test)]
mod tests;
mod tokens;
mod uploads;

pub use account::{Account, NewAccount, Permission, Role};
pub use attempts::AttemptRules;
pub use drafts::Draft;
pub use fault::AccountsError;
pub use looked::Looked;
pub use place::AccountsPlace;
pub use secret::{SecretError, random_word};
pub use sessions::{Origin, SessionTimes};
pub use store::{Accounts, Credentials};
pub use tokens::{IssuedToken, Token};
pub use uploads::HeldUpload;
