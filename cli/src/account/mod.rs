//! An explanation put into words, once for the page, the picture and the JSON alike. Nothing is laid out here.
//!
//! `teller` names things and amounts; `branch` is a tree of who hangs on what, and `evidence` and `ties` grow it; `different`
//! and `remedy` say what would have to be otherwise, `changed` what happened when the verdict last turned; `whole` puts the answer together, and `document` is the same for programs.

mod branch;
mod changed;
mod different;
mod document;
mod evidence;
mod remedy;
mod teller;
mod ties;
mod whole;

pub use branch::{Branch, State};
pub use changed::Turned;
pub use document::Document;
pub use whole::{Account, Asked, Fullness};

pub(crate) use teller::{Teller, heading, verdict};
