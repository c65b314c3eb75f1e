//! A change of values in the text of a mission that people ask for who do not write those texts.
//!
//! `fault` is why there is none, `wanted` the values as the text is asked for them, `file` the mission's file on the disk, `overlay` a project in which one text is another, `put_in` what becomes of the
//! file once it is approved, and `foreseen` what such a change would do.

mod fault;
mod file;
mod foreseen;
mod overlay;
mod put_in;
mod wanted;

pub use fault::ChangeFault;
pub use file::MissionFile;
pub(crate) use file::check_no_link;
pub use foreseen::{ForeseenChange, ForeseenValue, Wish, WishedValue, foresee_change};
pub use overlay::WithText;
pub(crate) use put_in::in_words;
pub use put_in::{moved, put_in};
