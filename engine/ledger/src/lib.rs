//! The ledger as a record: what is written down, and the one fold over it. It opens no file and knows no store.
//!
//! Modules stand in one order, each using only those before it:
//! `parts`, `source`, `lines`, `asked`, `tree`, `entry`, `fold`, `personal`, `commit`, `signature`, `note`, `request`, `outbox`, `file_contents`, `known_keys`, `proposals`, `silences`, `codec`, `leaves`, `bundle`.
#![deny(clippy::disallowed_methods)]

pub mod asked;
pub mod bundle;
pub mod codec;
pub mod commit;
pub mod entry;
pub mod file_contents;
pub mod fold;
pub mod known_keys;
pub mod leaves;
pub mod lines;
pub mod note;
pub mod outbox;
pub mod parts;
pub mod personal;
pub mod proposals;
pub mod request;
pub mod signature;
pub mod silences;
pub mod source;
pub mod tree;
