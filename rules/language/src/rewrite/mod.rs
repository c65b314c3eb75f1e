//! Values in the text of a mission, found by the names of what they stand in and not by their lines, and the text with others in their places. Every
//! other letter of the text stays, comments and layout among them.
//!
//! `place` says where a value stands, `element` what it stands in, `value` is one with all that a form asks, `walk` finds those of a text, `typed`
//! writes down as TOML what somebody typed, `fault` is why something cannot stand there, `edit` what is put in and where, `version` a further version from
//! a day or a period on, `change` makes the new text, and `already` tells whether a text is that one.

mod already;
mod change;
mod edit;
mod element;
mod fault;
mod place;
#[cfg(test)]
mod tests;
mod typed;
mod value;
mod version;
mod walk;

pub use already::says_already;
pub use change::{Changed, Rewritten, Wanted, rewrite};
pub use fault::{RewriteRefused, Unwritable};
pub use place::{NoPlace, ValuePlace};
pub use typed::{Input, Mistyped, input, typed};
pub use value::{Starts, Value};
pub use walk::{find, values};
