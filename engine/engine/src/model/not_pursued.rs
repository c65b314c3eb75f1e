//! A duty that somebody decided to pursue no longer. What was owed before stays judged.

use jiff::civil::Date;

/// Since when a duty is not pursued, and by whose word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotPursued {
    /// A period that ends on this day or later is not owed.
    pub since: Date,
    pub reason: String,
    pub decided_by: String,
}
