//! What would help where a question cannot be answered.

use engine::model::{Cadence, Period};
use jiff::ZonedDateTime;

use crate::english;

/// What an answer is to be about is not known.
pub const NOT_DECLARED: &str =
    "the project declares no such mission, obligation or body; an obligation is named as mission/obligation";

/// What was asked about is not known: what may be meant, or else the names of the alerts that are open.
pub fn unknown(near: Option<&str>, open: &[String]) -> String {
    match (near, open) {
        (Some(near), _) => did_you_mean(near),
        (None, []) => {
            "nothing is firing or pending; any obligation can be asked about, as mission/obligation"
                .to_owned()
        }
        (None, open) => format!("these are open: {}", open.join(", ")),
    }
}

/// What was asked about was promised, and nothing can be said of it.
pub const NOT_MEASURABLE: &str = "`remit check` says what to write so that it can be judged";

/// The project has no notifier of a name.
pub fn no_notifier(name: &str, known: &[String]) -> String {
    match known {
        [] => format!("the project has no notifier `{name}`, and no other; declare one with `[[notifier]]`"),
        known => format!("the project has no notifier `{name}`; it has {}", english::list(known)),
    }
}

/// There is no lint of a code.
pub fn no_such_lint(code: &str) -> String {
    format!(
        "there is no lint `{code}`; docs/lint.md lists those that come with Remit, and `any` means all of them"
    )
}

/// A period is not spelt as one of the obligation.
pub fn every(subject: &str, cadence: Cadence) -> String {
    format!("`{subject}` is owed for every {}", english::cadence(cadence))
}

/// Nothing is known of a period.
pub fn owed(from: Period, until: Option<Period>) -> String {
    let until = until.map(|last| format!(" until {last}")).unwrap_or_default();
    format!("it is owed from {from}{until}, and judged once a period has begun")
}

/// Something else may be meant.
pub fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

/// Nothing of the file is told yet, not even to whoever sent it, but that it waits.
pub fn under_embargo(file: &str, until: &ZonedDateTime, by: EmbargoBy) -> String {
    let (time, day) = (until.strftime("%H:%M"), english::date(until.date()));
    let until = format!("under embargo until {time} on {day}");
    match by {
        EmbargoBy::ItsName => format!("`{file}` is there and is not read yet: its name puts it {until}"),
        EmbargoBy::ItsRelease => format!(
            "`{file}` is there and is not read yet: the name of another file of its release puts the whole release {until}"
        ),
    }
}

/// Whose name puts a file under embargo.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EmbargoBy {
    ItsName,
    ItsRelease,
}

/// No file of this name was ever received: what may be meant.
pub fn no_receipt(file: &str, known: &[String]) -> String {
    const MOST_NAMED: usize = 8;
    let none = format!("no receipt is kept for `{file}`");
    match known {
        [] => format!(
            "{none}: no file was received yet; `run` receives them, and `run --dry` shows first what they say"
        ),
        known => format!("{none}; receipts are kept for {}", english::some_of(known, MOST_NAMED)),
    }
}
