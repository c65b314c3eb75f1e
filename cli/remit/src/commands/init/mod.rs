//! `remit init`: a small working project, to be changed into one's own.
//!
//! Its files stand in `template`, and `write` puts them into the new folder.

mod write;

pub(super) use write::init;
