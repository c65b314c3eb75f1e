//! What a place in a text means and what can be written there: pure functions of the text, the place and what the project
//! declares.
//!
//! Modules stand in one order: `outline` reads TOML however it was left, `keys` knows
//! from the grammar which keys stand where and what they hold; `script` and `words` do the same for rules; `library`
//! is what rules import, `names` what a project declares, `params` what rules take, `series` one of a rule test, `meaning` what a place is about;
//! `explain` puts that into words and leads to where it is declared, `references` finds who else names it, `subject` says
//! of what there may be figures, `complete` what can be written.

mod complete;
mod explain;
mod keys;
mod library;
mod meaning;
mod names;
mod outline;
mod params;
mod references;
mod script;
mod series;
mod subject;
#[cfg(test)]
mod tests;
mod words;

pub(super) use complete::{Sort, complete};
pub(super) use explain::{define, hover};
pub(super) use names::{Declared, Kind, Names, declared_in};
pub(super) use references::{Declaration, references};
pub(super) use subject::{Part, Subject, subjects};
