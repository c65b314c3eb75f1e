//! The last figures of a measure, and as of when they are known.

use std::cmp::Ordering;

use engine::evidence::{Heard, WhyAbsent};
use engine::model::{Better, MeasureId, Period, Status};
use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::english;
use crate::names::Names;

/// Where a measure is not known.
pub const NO_SUCH_MEASURE: &str =
    "No figures: on the disk there is no such measure, or its mission has a fault.";
/// Where a project is not sound enough for figures.
pub const UNUSABLE_PROJECT: &str = "the project cannot be used as it lies on the disk";

/// Why there are no figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoFigures {
    NothingReported,
    NoFeed,
}

/// Where there are no figures, of one body or of any.
pub fn none(body: Option<&str>, why: NoFigures) -> String {
    let why = match why {
        NoFigures::NothingReported => "nothing was reported",
        NoFigures::NoFeed => "the project has no feed",
    };
    format!("No figures{}: {why}.", of(body))
}

/// Over the figures, of one body or of all.
pub fn heading(body: Option<&str>) -> String {
    format!("Last figures{}:", of(body))
}

fn of(body: Option<&str>) -> String {
    body.map(|body| format!(" of {body}")).unwrap_or_default()
}

/// Figures of a period that are not shown.
pub fn more(number: usize, period: Period) -> String {
    format!("and {} for {}", english::count(number, "more figure"), english::period(period))
}

/// What a report says, and that it may change or has changed.
pub fn reported(heard: &Heard, measure: &MeasureId, names: Names<'_>) -> String {
    let said = names.report(measure, heard.report);
    match heard.status {
        Status::Final => said,
        Status::Provisional => format!("{said}, provisional"),
        Status::Revised => format!("{said}, revised"),
    }
}

/// What a figure is that is worked out, or why it is not.
pub fn derived(value: Result<Decimal, WhyAbsent>, measure: &MeasureId, names: Names<'_>) -> String {
    value.map_or_else(english::why_absent, |value| names.amount(measure, value))
}

/// Where a figure went since the period before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trend {
    Better,
    Worse,
    Unchanged,
}

impl Trend {
    /// Of two figures one after the other.
    pub fn of(before: Decimal, now: Decimal, better: Better) -> Self {
        match (now.cmp(&before), better) {
            (Ordering::Equal, _) => Self::Unchanged,
            (Ordering::Greater, Better::Higher) | (Ordering::Less, Better::Lower) => Self::Better,
            (Ordering::Greater, Better::Lower) | (Ordering::Less, Better::Higher) => Self::Worse,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Unchanged => "unchanged",
        }
    }
}

/// Where a report stands.
pub fn place(heard: &Heard) -> String {
    english::place_in(&heard.source.file.path, &heard.source.place())
}

/// What a report says, for whom it speaks where that is known, and where it stands.
pub fn attributed(heard: &Heard, measure: &MeasureId, names: Names<'_>) -> String {
    let said = names.report(measure, heard.report);
    match names.voice(heard) {
        Some(voice) => format!("{said} ({voice}: {})", place(heard)),
        None => format!("{said} ({})", place(heard)),
    }
}

/// From how many figures one is worked out.
pub fn derived_from(inputs: usize) -> String {
    format!("worked out from {}", english::count(inputs, "figure"))
}

/// While figures are read for the first time.
pub fn awaited() -> String {
    "figures are still being read".to_owned()
}

/// Where figures cannot be had.
pub fn unavailable(why: &str) -> String {
    format!("no figures: {why}")
}

/// When figures were read, as people where the project is write it.
pub fn read_at(moment: Timestamp, names: Names<'_>) -> String {
    let zone = names.program.calendar.time_zone().clone();
    let clock = moment.to_zoned_datetime(zone).strftime("%H:%M").to_string();
    format!("figures as of the files read on {} at {clock}", names.day(moment))
}

/// The same with the number of files that could not be read.
pub fn read_at_in_part(moment: Timestamp, unread: usize, names: Names<'_>) -> String {
    let read_at = read_at(moment, names);
    match unread {
        0 => read_at,
        unread => format!("{read_at}; {} could not be read", english::count(unread, "file")),
    }
}
