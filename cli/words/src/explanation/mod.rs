//! An explanation put into words, once for the page, the picture and the JSON alike. Nothing is laid out here.
//!
//! `teller` names things and amounts; `branch` is a tree of who hangs on what, and `evidence` and `ties` grow it; `different`
//! and `remedy` say what would have to be otherwise, `changed` what happened when the verdict last turned, `revised` what became of the texts, which `revisions` tells; `whole` puts the answer together, and `document` is the same for programs.

mod branch;
mod changed;
mod different;
mod document;
mod evidence;
mod remedy;
mod revised;
mod revisions;
mod teller;
mod ties;
mod whole;

pub use branch::{Branch, State};
pub use changed::{Changes, Turned};
pub use document::Document;
pub use revised::{Became, LineChange, Revised, TextChange};
pub use teller::{Teller, heading, verdict};
pub use whole::{Account, Asked, Fullness};
