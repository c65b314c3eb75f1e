//! What is told where a ledger is ahead of the machine's clock. Whether that is so is decided elsewhere.

use jiff::{SignedDuration, Timestamp};

use crate::english;

/// How far ahead a ledger is that was last written at this moment.
pub fn behind(written_at: Timestamp, ahead: SignedDuration) -> String {
    format!(
        "the ledger was last written at {}, which is {} ahead of this machine's clock",
        minute(written_at),
        length(ahead)
    )
}

/// What to do about it; `now` by the clock.
pub fn help(now: Timestamp) -> String {
    format!(
        "where the clock ran ahead then, `remit ledger rewind DIR --to {now:.0}` takes back what was written by it and keeps a copy; where it is slow now, set it"
    )
}

fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn length(ahead: SignedDuration) -> String {
    let (days, hours) = (ahead.as_hours() / 24, ahead.as_hours());
    let (count, unit) = match (days, hours) {
        (2.., _) => (days, "day"),
        (_, 2..) => (hours, "hour"),
        _ => (ahead.as_mins(), "minute"),
    };
    english::count(usize::try_from(count).unwrap_or_default(), unit)
}
