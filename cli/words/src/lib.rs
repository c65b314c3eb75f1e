//! From facts to English. Nothing else in Remit makes sentences for people of what the engine found.
//!
//! Modules stand in one order, each using only those before it:
//! `finding`, `response`, `alert`, `case`, `explanation`.

pub mod alert;
pub mod case;
pub mod explanation;
pub mod finding;
pub mod response;

pub use language::english;
