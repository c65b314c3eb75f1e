//! The language of declarations: faults with their places, and reading TOML and CSV so that one fault hides no other.
//! What a project declares is for others to say.
//!
//! Modules stand in one order, each using only those before it:
//! `diagnostic`, `read`.
#![deny(clippy::disallowed_methods)]

pub mod diagnostic;
pub mod read;
