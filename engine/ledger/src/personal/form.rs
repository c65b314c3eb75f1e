//! In which form personal values stand on a ledger. A value that is personal in a newer form alone stands in clear in what was written before.

/// In which form personal values stand in an entry, the oldest form first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PersonalForm {
    InClear,
    /// Stand-ins take their places, but for what messages say of texts, files, notifiers and plugins.
    OfPeople,
    /// Stand-ins take their places in all messages.
    OfAll,
}

impl PersonalForm {
    /// The form in which personal values are written.
    pub const NEWEST: Self = Self::OfAll;
}
