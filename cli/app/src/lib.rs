//! The application: commands and queries as plain values. Command line, language server and service stand on it alike.
//!
//! Modules stand in one order, each using only those before it: none yet.
