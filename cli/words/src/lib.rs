//! From facts to English. Nothing else in Remit makes sentences for people.
//!
//! Modules stand in one order, each using only those before it: `explanation`.

pub mod explanation;
