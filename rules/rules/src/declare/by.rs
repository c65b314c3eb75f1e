//! `by`: the day by which something is owed, or one that comes round.

use engine::model::{AfterEnd, Cadence, DayOfMonth, DayOfYear, Wait};
use jiff::civil::Date;
use language::read::{Item, Table, parse_day_and_month, parse_day_of_month, parse_month};
use toml::Spanned;

use super::cadence::{NamedCadences, cadence};
use crate::diagnostic::Code;

/// `by` as it is written.
#[derive(Clone, Debug)]
pub(crate) enum ByDeclaration {
    Once(Spanned<Date>),
    Each {
        every: Spanned<Cadence>,
        /// By when, counted from the last day of a period.
        on: Wait,
        /// The first period, in that cadence.
        from: Spanned<String>,
    },
    /// It could not be read, which has been reported.
    Unread,
}

impl ByDeclaration {
    /// By when it is owed for a period, counted from its last day.
    pub(crate) fn timely(&self) -> Wait {
        match self {
            Self::Once(day) => {
                let day = day.get_ref();
                Wait::By(DayOfYear { month: Some(day.month()), day: DayOfMonth::Numbered(day.day()) })
            }
            Self::Each { on, .. } => *on,
            Self::Unread => Wait::By(DayOfYear { month: None, day: DayOfMonth::Numbered(1) }),
        }
    }
}

/// Reads `by` of an obligation, and reports what says again when it is owed.
pub(super) fn read_by(table: &Table<'_>, cadences: &NamedCadences) -> Option<ByDeclaration> {
    let item = table.get("by")?;
    refuse_second_deadline(table);
    for key in ["every", "from"] {
        if let Some(other) = table.get(key) {
            let message = format!("`by` says when it is owed, and so does `{key}`");
            other.refuse_with_help::<()>(Code::InvalidValue, message, format!("leave `{key}` out, or `by`"));
        }
    }
    if !item.is_table() {
        if let Some(until) = table.get("until") {
            let message = "`by` is one day, after which nothing is owed";
            until.refuse_with_help::<()>(Code::InvalidValue, message, "leave `until` out");
        }
        return Some(item.date().map_or(ByDeclaration::Unread, ByDeclaration::Once));
    }
    Some(item.table().and_then(|inner| read_each(&inner, cadences)).unwrap_or(ByDeclaration::Unread))
}

/// The day by which a document is owed is its deadline, so that `due` can add a grace and no other one. A milestone is due as its measure is.
fn refuse_second_deadline(table: &Table<'_>) {
    let parts = table.get("contribution").and_then(|item| item.elements()).unwrap_or_default();
    let names_one = |part: &Item<'_>| {
        part.entries().is_some_and(|entries| entries.iter().any(|entry| entry.key == "document"))
    };
    if table.get("document").is_none() && !parts.iter().any(names_one) {
        return;
    }
    let terms = table.get("terms").and_then(|item| item.elements()).unwrap_or_default();
    let of_terms = terms.iter().filter_map(Item::entries).flatten().filter(|entry| entry.key == "due");
    for due in table.get("due").into_iter().chain(of_terms) {
        for entry in due.entries().unwrap_or_default() {
            if entry.key.starts_with("timely") {
                let message = format!("`by` says when a document is owed, and so does `{}`", entry.key);
                let help =
                    "leave it out; `grace_days` says how long after that day silence is held against nobody";
                entry.refuse_with_help::<()>(Code::InvalidValue, message, help);
            }
        }
    }
}

/// `{ every = "year", on = "31 October", from = 2025 }`.
fn read_each(inner: &Table<'_>, cadences: &NamedCadences) -> Option<ByDeclaration> {
    let every = inner.require("every").and_then(|item| cadence(&item, cadences));
    let on = inner.require("on");
    let on = on.zip(every.as_ref()).and_then(|(item, every)| read_on(&item, *every.get_ref()));
    let from = inner.require("from").and_then(|item| item.spelling("a period"));
    Some(ByDeclaration::Each { every: every?, on: on?, from: from? })
}

/// A day and a month where it comes round with the year; a day alone where it does with a quarter or a month; or so long after the end of either.
fn read_on(item: &Item<'_>, every: Cadence) -> Option<Wait> {
    let text = item.spelling("a day, such as \"31 October\"")?.into_inner();
    if let Some(after) = parse_after(&text) {
        return Some(Wait::ByAfter(after));
    }
    let is_year = match every {
        Cadence::Year | Cadence::FinancialYear | Cadence::AcademicYear => true,
        Cadence::PartOfYear(parts) => parts.count() == 1,
        _ => false,
    };
    let refuse = |message: String| {
        let help = if is_year {
            "write it like `\"31 October\"`, `\"second Thursday of October\"` or `\"10 working days after the end\"`"
        } else {
            "write the day of the month, like `20`, `\"second Thursday\"` or `\"last working day\"`, or `\"10 working days after the end\"`"
        };
        item.refuse_with_help(Code::InvalidPeriod, message, help)
    };
    match parse_on(&text) {
        None => refuse(format!("`{text}` is no day")),
        Some(DayOfYear { day, .. }) if !day.is_in_every_month() => {
            refuse(format!("not every month has a {text}"))
        }
        Some(DayOfYear { month: None, .. }) if is_year => refuse(format!("`{text}` names no month")),
        Some(DayOfYear { month: Some(_), .. }) if !is_year => {
            refuse(format!("`{text}` is a day of the year, and comes round only with it"))
        }
        Some(on) => Some(Wait::By(on)),
    }
}

/// `10 working days after the end`, with days or months in the place of working days. Longer waits than those of `due` are no deadline.
fn parse_after(text: &str) -> Option<AfterEnd> {
    let (count, unit) = text.trim().strip_suffix("after the end")?.trim().split_once(' ')?;
    let count: u32 = count.parse().ok().filter(|count| (1..=3660).contains(count))?;
    match unit.trim() {
        "day" | "days" => Some(AfterEnd::Days(count)),
        "working day" | "working days" => Some(AfterEnd::WorkingDays(count)),
        "month" | "months" => Some(AfterEnd::Months(count)).filter(|_| count <= 120),
        _ => None,
    }
}

/// `31 October`, `second Thursday of October`, or either without the month.
fn parse_on(text: &str) -> Option<DayOfYear> {
    if let Some((day, month)) = parse_day_and_month(text) {
        let exists = (1..=days_in(month)).contains(&day);
        return exists.then_some(DayOfYear { month: Some(month), day: DayOfMonth::Numbered(day) });
    }
    match text.split_once(" of ") {
        Some((day, month)) => {
            Some(DayOfYear { month: Some(parse_month(month.trim())?), day: parse_day_of_month(day)? })
        }
        None => Some(DayOfYear { month: None, day: parse_day_of_month(text)? }),
    }
}

/// As many as there ever are.
fn days_in(month: i8) -> i8 {
    Date::new(2024, month, 1).map_or(31, Date::days_in_month)
}
