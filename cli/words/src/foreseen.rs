//! What an edit would do to verdicts of ended periods, before it is made.

use engine::model::Calendar;
use jiff::Timestamp;

use crate::english;

/// How many of people's matters it concerns, over what is in force: `Over what is in force since 3 May 2024, these texts would restate
/// verdicts of ended periods, or end alerts, of two obligations.`
pub fn opening(since: Option<Timestamp>, matters: usize, calendar: &Calendar) -> String {
    let over = match since {
        Some(since) => format!("Over what is in force since {}", english::date(calendar.day(since))),
        None => "Over what is written there".to_owned(),
    };
    match matters {
        0 => format!("{over}, these texts would change no verdict of an ended period."),
        several => {
            let obligations = english::count(several, "obligation");
            format!("{over}, these texts would restate ended periods or end alerts of {obligations}:")
        }
    }
}

/// Nothing was ever in force there.
pub const NOTHING_IN_FORCE: &str = "nothing is in force there that these texts could be held against";
