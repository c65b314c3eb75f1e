//! The catalogue: what is owed, by whom, by which rules, as a folder of pages that stand by themselves.
//!
//! `address` names the files, `cited` shows laws and promises, `pieces` tells code from text, `owed` lists who owes what, `uses` where plugins are put to
//! use, `paper` is what is drawn on, and `trajectory` draws the line of a target. `pages` are the pages, over templates in
//! `templates/docs`, and `pack` is the page that a board prints; `table` is a table of figures, `stood` is how things stood at the end of a day, `fields` the matrix of a mission and the lists of a body, `build` makes all pages, and
//! `folder` writes them. Without a day no figure and no verdict is in any of them: `run` and `explain` are for those.

mod address;
mod build;
mod cited;
mod doubted;
mod fields;
mod folder;
mod owed;
mod pack;
mod pages;
mod paper;
mod pieces;
mod stood;
mod table;
mod trajectory;
mod uses;

pub use build::{File, Packs, build};
pub(crate) use cited::{Cited, all_cited};
pub(crate) use fields::asked_twice;
pub use fields::{body_sentences, field_word, title_of};
pub use folder::{FolderError, Written, write};
pub(crate) use pack::{CourseShown, Drawn, Step, draw, look_ahead, told};
pub use pack::{pack, pack_at};
pub(crate) use pieces::{Piece, pieces};
pub(crate) use stood::Stood;
pub(crate) use table::About;
pub use table::Table;
