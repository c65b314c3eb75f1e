//! Why a text names no period.

use engine::model::Period;

/// Why a text names no period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unread {
    Unknown,
    /// It may mean either of these.
    Ambiguous {
        one: Period,
        other: Period,
    },
    /// It names a range, or a day, to which none of the ranges that are reported answers, or more than one.
    OffGrid {
        anchor: Period,
    },
}
