//! A value that can be changed, with what the grammar says of it.

use std::ops::Range;

use super::element::Element;
use super::place::ValuePlace;
use crate::grammar::ValueType;

/// What a change of a value can begin with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Starts {
    /// A day: another version of a target holds from then on.
    Day,
    /// A period: other terms hold from then on.
    Period,
}

/// A value of a text, or a key of one of its tables that is not written.
pub struct Value<'t> {
    pub place: ValuePlace,
    /// What is said there, for people.
    pub meaning: &'static str,
    /// What may stand there.
    pub holds: &'static ValueType,
    /// A value as it is written.
    pub example: &'static str,
    /// What counts where the key is not written.
    pub default: &'static str,
    /// As people read it; none where the key is not written.
    pub plain: Option<String>,
    /// Whether it is written as a text.
    pub(super) is_quoted: bool,
    /// What a change can begin with, where it need not count for all time.
    pub starts: Option<Starts>,
    pub(super) slot: Slot,
    /// The innermost table that can be told from its like.
    pub(super) element: Element<'t>,
    /// The table of the file's own list in which it stands, such as the `[[obligation]]` of a contribution.
    pub(super) outer: Element<'t>,
}

/// Where a value stands, or would.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    Written(Range<usize>),
    /// Behind this value.
    Missing(Range<usize>),
}

impl Value<'_> {
    /// The key at which it stands.
    pub fn key(&self) -> &str {
        self.place.steps().last().map_or("", String::as_str)
    }

    /// All that the table says in which it stands, alike for two that say the same.
    pub fn says(&self) -> String {
        self.element.says()
    }
}
