//! By which texts another day is answered, as a fact and in a sentence.

use engine::model::Calendar;
use jiff::Timestamp;

use crate::english;

/// By which texts an answer about a day goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JudgedBy {
    /// Those that are written, as if they had always been in force: there is no ledger that knows of others, or none of another day.
    Written,
    /// Those that were in force on that day, with what had been received by then.
    InForce { since: Timestamp },
    /// The first of a ledger that began after that day.
    FirstOf { ledger_began: Timestamp },
}

impl JudgedBy {
    /// As programs read it, with the moment since when those texts were in force; none for those that are written.
    pub fn named(self) -> Option<(&'static str, Timestamp)> {
        match self {
            Self::Written => None,
            Self::InForce { since } => Some(("in-force", since)),
            Self::FirstOf { ledger_began } => Some(("first-of-ledger", ledger_began)),
        }
    }
}

/// What a reader is told of it; nothing where nothing but the newest texts can be meant.
pub fn sentence(judged_by: JudgedBy, calendar: &Calendar) -> Option<String> {
    let day = |moment| english::date(calendar.day(moment));
    match judged_by {
        JudgedBy::Written => None,
        JudgedBy::InForce { since } => Some(format!(
            "By the texts in force on that day, since {}, and by what had been received by then.",
            day(since)
        )),
        JudgedBy::FirstOf { ledger_began } => {
            let began = day(ledger_began);
            Some(format!("The ledger began on {began}: the days before are judged by its first texts."))
        }
    }
}
