//! What came of asking a server for the file of a release.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::english;
use crate::notice::Notice;

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub enum PullOutcome<'a> {
    /// A file, by its path.
    Had {
        path: &'a str,
        bytes: u64,
    },
    AsItWas,
    Failed {
        reason: &'a str,
        help: Option<&'a str>,
    },
}

/// What happens next.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    Done,
    AgainAt(Timestamp),
    GivenUp { tries: u32 },
}

/// What came of it, in a sentence.
pub fn sentence(
    feed: &str,
    release: Timestamp,
    outcome: &PullOutcome<'_>,
    then: Then,
    zone: &TimeZone,
) -> String {
    let came = match outcome {
        PullOutcome::Had { path, bytes } => {
            return format!("the feed `{feed}` pulled {path} ({})", size(*bytes));
        }
        PullOutcome::AsItWas => "the file on the server is as it was before".to_owned(),
        PullOutcome::Failed { reason, .. } => (*reason).to_owned(),
    };
    let next = match then {
        Then::Done => String::new(),
        Then::AgainAt(moment) => format!("; it is asked for again from {}", at(moment, zone)),
        Then::GivenUp { tries: 1 } => "; it is asked for again at the next release".to_owned(),
        Then::GivenUp { tries } => {
            format!(
                "; after {} it is asked for again at the next release",
                english::count(tries as usize, "attempt")
            )
        }
    };
    let help = match outcome {
        PullOutcome::Failed { help: Some(help), .. } => format!("\n  help: {help}"),
        _ => String::new(),
    };
    format!("the feed `{feed}` could not pull its release of {}: {came}{next}{help}", at(release, zone))
}

/// A release was given up; `told` is its sentence.
pub fn notice(feed: &str, told: &str) -> Notice {
    Notice {
        subject: format!("{feed}: the file of a release could not be pulled"),
        text: format!(
            "For the people who look after the feed `{feed}`: {told}\n\nAsked of you: put the file into the folder of the feed yourself, or put the address right."
        ),
    }
}

fn at(moment: Timestamp, zone: &TimeZone) -> String {
    let zoned = moment.to_zoned_datetime(zone.clone());
    format!("{} at {}", english::date(zoned.date()), zoned.strftime("%H:%M"))
}

fn size(bytes: u64) -> String {
    if bytes < 10_240 {
        english::count(usize::try_from(bytes).unwrap_or(usize::MAX), "byte")
    } else {
        format!("{} KiB", bytes >> 10)
    }
}
