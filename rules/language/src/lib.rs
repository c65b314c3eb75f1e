//! The language of declarations: the keys there are, and readers, schemas and completion that follow from them.
//!
//! Modules stand in one order, each using only those before it: none yet.
