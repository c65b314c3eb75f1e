//! The language of declarations: one grammar, and all that follows from it. Readers, JSON Schemas, the reference and editors
//! go by the same tables of keys.
//!
//! Modules stand in one order, each using only those before it:
//! `unit_words`, `english`, `visible`, `gss`, `diagnostic`, `grammar`, `read`, `personal`, `rewrite`, `schema`, `reference`.
#![deny(clippy::disallowed_methods)]

pub mod diagnostic;
pub mod english;
pub mod grammar;
pub mod gss;
pub mod personal;
pub mod read;
mod reference;
pub mod rewrite;
mod schema;
pub mod unit_words;
pub mod visible;

pub use reference::{reference, reference_of};
pub use schema::schema;
