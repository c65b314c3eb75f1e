//! An explanation put into words, once for the page, the picture and the JSON alike. Nothing is laid out here.
//!
//! `teller` names things and amounts; `branch` is a tree of who hangs on what, and `evidence` and `ties` grow it; `different`
//! and `remedy` say what would have to be otherwise, `changed` what happened when the verdict last turned (`changes` is all that happened), `revised` what became of the texts, which `revisions` tells; `writer` is what all of them write with, `whole` puts the answer together, and `document` is the same for programs.

mod branch;
mod changed;
mod changes;
mod different;
mod document;
mod evidence;
mod remedy;
mod revised;
mod revisions;
mod teller;
mod ties;
mod whole;
mod writer;

pub use branch::{Branch, State};
pub use changes::{Changes, Turned};
pub use document::Document;
pub use revised::{Became, LineChange, Revised, TextChange};
pub use teller::{Teller, heading, verdict};
pub use whole::{Account, Asked};
pub use writer::Fullness;
