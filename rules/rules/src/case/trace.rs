//! What a rule asked for, in words: `referrals of hm-prison-service in 2021-Q3`.

use engine::model::Calendar;
use engine::view::Read;
use jiff::Timestamp;
use language::english;

/// One thing that a rule asked for.
pub(super) fn tell(read: &Read, calendar: &Calendar) -> String {
    match read {
        Read::Cell(cell) => english::cell(cell),
        Read::Target(cell) => format!("{TARGET}{}", english::cell(cell)),
        Read::Deadline(moment) => format!("{DEADLINE}{}", stamp(*moment, calendar)),
        Read::Other(read) => english::other_read(read),
        Read::Listing(listing) => english::listing(listing),
    }
}

/// How the text for a target begins.
pub(super) const TARGET: &str = "target for ";
/// How the text for a deadline begins.
pub(super) const DEADLINE: &str = "deadline ";

/// How the text for a list of the register begins. What is in it is for the register to say.
pub(super) const LISTINGS: [&str; 4] =
    ["bodies ", "relations ", "measures of the class ", "the body of which "];

/// A moment as tests write it: the day where one begins, and otherwise with the time.
pub(super) fn stamp(moment: Timestamp, calendar: &Calendar) -> String {
    let day = calendar.day(moment);
    if calendar.start_of_day(day) == moment {
        return day.to_string();
    }
    moment.to_zoned_datetime(calendar.time_zone().clone()).datetime().to_string()
}

/// A moment for people: `1 August 2022`, with the time where it is not the start of the day.
pub(super) fn moment(moment: Timestamp, calendar: &Calendar) -> String {
    let local = moment.to_zoned_datetime(calendar.time_zone().clone());
    let day = english::date(local.date());
    if calendar.start_of_day(local.date()) == moment {
        return day;
    }
    let seconds = if local.second() == 0 { "" } else { ":%S" };
    format!("{day} at {}", local.strftime(&format!("%H:%M{seconds}")))
}
