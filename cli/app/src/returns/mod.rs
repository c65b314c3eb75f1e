//! Returns: what a body is asked to report for a period, all of it together, and what people type into one.
//!
//! A return is no thing of its own on the ledger: what is typed becomes files of the feeds by which its figures come, and is read as any file of theirs is.
//! `sheet` is one return and the list of them, `typing` makes files of what was typed, and `wire` is the JSON that programs read.

mod sheet;
mod typing;
mod wire;

pub use sheet::{Listed, Return, ReturnFigure};
pub use typing::{TypedFile, TypingFaults, Typist, typed_files};
pub use wire::{WireListed, WireReturn};
