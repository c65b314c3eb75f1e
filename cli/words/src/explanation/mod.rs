//! An explanation put into words, once for the page, the picture and the JSON alike. Nothing is laid out here.
//!
//! `branch` is a tree of who hangs on what, and `evidence` and `ties` grow it; `earlier` tells of the periods before, `counterfactual`
//! and `remedy` say what would have to be otherwise, `changed` what happened when the verdict last turned (`changes` is all that happened), `text_revision` what became of the texts, which `revisions` tells; `excepted` is who does not owe it, `ground` a law or promise with what it is said of, and `standing_on` tells on which a duty stands; `writer` is what all of them write with, `whole` puts the answer together, `headings` stand over its parts, `section` is one of them, and `document` is the same for programs.

mod branch;
mod changed;
mod changes;
mod counterfactual;
mod document;
mod earlier;
mod evidence;
mod excepted;
mod ground;
pub mod headings;
mod others;
mod remedy;
mod revisions;
mod section;
mod standing_on;
mod text_revision;
mod ties;
mod whole;
mod writer;

pub use branch::{Branch, State};
pub use changes::{Changes, FilesRead, VerdictTurn};
pub use document::Document;
pub use excepted::WireException;
pub use ground::{Ground, Grounded, WireAuthority};
pub use revisions::told_of_text;
pub use section::{Section, SectionBranch};
pub use text_revision::{LineChange, TextChange, TextFate, TextRevision};
pub use whole::{AskedAbout, ExplanationText};
pub use writer::Fullness;
