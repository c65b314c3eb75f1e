//! The language server: an editor as a client of the application.
//!
//! Modules stand in one order, each using only those before it: none yet.
