//! Who may do what over the service: accounts, their passwords and their tokens, in a store of their own beside the ledger. Unlike the ledger it
//! may be changed and erased, since it holds what is personal; the ledger knows accounts by their ids alone.
//!
//! `account` is one of them with its role, `secret` makes and compares passwords and tokens, `fault` is what can be wrong, `store` keeps them, `drafts` what people began to write, `looked` up to where they have looked, `uploads` the files that they have not handed in yet, and
//! `identities` finds those whom a provider of identities knows.

mod account;
mod drafts;
mod fault;
mod identities;
mod looked;
mod secret;
mod store;
#[cfg(test)]
mod tests;
mod uploads;

pub use account::{Account, NewAccount, Permission, Role};
pub use drafts::Draft;
pub use fault::AccountsError;
pub use looked::Looked;
pub use secret::{SecretError, random_word};
pub use store::{Accounts, Credentials, IssuedToken, Token};
pub use uploads::HeldUpload;
