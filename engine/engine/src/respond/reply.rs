//! What an official says to an alert, in the official's own words. Names are looked up later.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{ResponseId, Submission};

/// What an official says to an alert, in the official's own words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reply {
    /// The same however often it is handed in.
    pub id: ResponseId,
    /// The alert as it prints itself.
    pub alert: String,
    /// The contribution; none where it is about every one.
    pub contribution: Option<String>,
    /// The periods; none where it is about those of the alert.
    pub periods: Vec<String>,
    /// What is said.
    pub submission: Submission,
    /// What is handed in with it.
    pub enclosure: Enclosure,
}

/// What is handed in with a reply, as it is written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Enclosure {
    /// Words alone.
    #[default]
    Nothing,
    /// A paper that was owed.
    Paper(PaperWords),
    /// A group that is to bring something about.
    Group(GroupWords),
    /// A figure that is expected.
    Forecast(ForecastWords),
}

/// A figure as whoever expects it writes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForecastWords {
    pub value: Decimal,
    /// The period of which it is expected, or a day in it.
    pub period: String,
}

/// A paper as whoever reports it describes it. Its last day is that of the submission.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PaperWords {
    /// Empty where it is called as the document is.
    pub title: String,
    pub link: Option<String>,
    /// The first day on which it is in force; none where that is the day on which it is reported.
    pub from: Option<Date>,
}

/// A group as whoever opens it describes it. Its end is the last day of the submission.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GroupWords {
    /// Bodies by their ids, and people by their names.
    pub members: Vec<String>,
    /// What must hold for it to close: `met`, `mission/obligation` or `document:plan`; the first where it is left out.
    pub exit_test: String,
}
