//! The catalogue: what is owed, by whom, by which rules, as a folder of pages that stand by themselves.
//!
//! `address` names the files, `pieces` tells code from text, `owed` lists who owes what, `uses` where plugins are put to
//! use, and `trajectory` draws the line of a target. `pages` are the pages, over templates in `templates/docs`; `build` makes all of them, and `folder` writes
//! them. No figure and no verdict is in them: `run` and `explain` are for those.

mod address;
mod build;
mod folder;
mod owed;
mod pages;
mod pieces;
mod trajectory;
mod uses;

pub use build::{File, build};
pub use folder::{FolderError, Written, write};
