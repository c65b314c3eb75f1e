//! By what right something is asked of a body: the law, promise or minute that says so. What it says is not judged here.

use jiff::civil::Date;

/// A law, a promise or a minute that says that something is owed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Authority {
    /// As people know it.
    pub title: String,
    /// Where it can be read.
    pub link: Option<String>,
    /// The part of it that says so.
    pub paragraph: Option<String>,
    /// The day on which somebody last saw that it still says so.
    pub checked: Option<Date>,
}
