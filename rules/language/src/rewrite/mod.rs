//! A value in the text of a mission, found by the names of what it stands in and not by its line, and the text with another value in its place. Every
//! other letter of the text stays, comments and layout among them.
//!
//! `place` says where a value stands, `element` what it stands in, `value` is one with all that a form asks, `walk` finds those of a text, `typed`
//! writes down as TOML what somebody typed, and `change` makes the new text.

mod change;
mod element;
mod place;
#[cfg(test)]
mod tests;
mod typed;
mod value;
mod walk;

pub use change::{Rewritten, Unwritable, rewrite};
pub use place::{NoPlace, Place};
pub use typed::{Input, Mistyped, input, typed};
pub use value::{Starts, Value};
pub use walk::{find, values};
