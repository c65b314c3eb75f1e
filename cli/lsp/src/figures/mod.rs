//! The last figures of a project and how things stand, for whoever points at a word: as they were when its files were last
//! read, in the background. Nothing is written, and nothing waits for it.
//!
//! Modules stand in one order: `inputs` are the files that figures come from, `gather` reads them, and `reader` does so
//! whenever one of them changed. `measure` tells figures, `verdict` how things stand, and `tell` both with their moment.

mod gather;
mod inputs;
mod measure;
mod reader;
mod rules;
mod table;
mod tell;
mod verdict;

pub(super) use gather::FiguresState;
pub(super) use reader::FigureReader;
pub(super) use tell::tell;
