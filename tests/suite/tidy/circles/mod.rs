//! No circles: at every level of a package, modules stand in some order in which each uses only those before it.
//!
//! Rust allows two files to import each other, and then neither can be read, moved or tested without the other. The check
//! works on texts: it follows imports and paths to the file that defines the name, through re-exports.

mod find;
mod graph;
mod imports;
mod resolve;
