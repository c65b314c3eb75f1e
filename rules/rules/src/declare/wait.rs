//! Due dates and waits as declarations write them.

use engine::model::{Due, Patience, Roll, Wait};
use language::read::{DAY_OF_MONTH_HELP, Item, Table, parse_day_of_month};
use toml::Spanned;

use crate::diagnostic::Code;

const ROLLS: [(&str, Roll); 2] =
    [("next-working-day", Roll::NextWorkingDay), ("previous-working-day", Roll::PreviousWorkingDay)];

/// Reads `due`; without a word about it a report is due on the last day of its period.
pub(super) fn due(item: &Item<'_>) -> Option<Due> {
    let table = item.table()?;
    let timely = timely(&table);
    let roll = table.get("roll").map_or(Some(Roll::Stays), |item| Some(item.word(&ROLLS)?.into_inner()));
    let grace = grace(&table);
    Some(Due { timely: timely?, roll: roll?, grace: grace? })
}

/// Days, working days or months after the deadline.
fn grace(table: &Table<'_>) -> Option<Wait> {
    let Some(months) = table.get("grace_months") else {
        return wait(table, "grace_days", "grace_working_days");
    };
    for key in ["grace_days", "grace_working_days"] {
        table.either(months.key, key);
    }
    months.whole().map(|months| Wait::Months(*months.get_ref()))
}

/// Days or working days after the period, months after it, or a day of a month after it.
fn timely(table: &Table<'_>) -> Option<Wait> {
    let months = table.get("timely_months");
    let Some(later) = table.get("timely_on").or_else(|| table.get("timely_months")) else {
        return wait(table, "timely_days", "timely_working_days");
    };
    for key in ["timely_days", "timely_working_days"] {
        table.either(later.key, key);
    }
    let months = months.map_or(Some(1), |item| Some(*item.whole()?.get_ref()));
    if later.key == "timely_months" { months.map(Wait::Months) } else { day_of_month(&later, months) }
}

fn day_of_month(item: &Item<'_>, months: Option<u32>) -> Option<Wait> {
    let text = item.spelling("a day, such as \"second Thursday\"")?;
    let text = text.get_ref();
    match parse_day_of_month(text) {
        Some(day) if day.is_in_every_month() => Some(Wait::DayOfMonth { day, months: months? }),
        Some(_) => {
            let help = "write the fourth one, or the last, such as `last Thursday`";
            item.refuse_with_help(Code::InvalidValue, format!("not every month has a {}", text.trim()), help)
        }
        None => {
            let message = format!("`{text}` is no day of a month");
            item.refuse_with_help(Code::InvalidValue, message, DAY_OF_MONTH_HELP)
        }
    }
}

/// Reads `for` and `keep_firing_for`.
pub(super) fn patience(table: &Table<'_>) -> Patience {
    let read = |key| {
        let inner = table.get(key).and_then(|item| item.table());
        inner.and_then(|inner| wait(&inner, "days", "working_days")).unwrap_or(Wait::NONE)
    };
    Patience { pending_for: read("for"), keep_firing_for: read("keep_firing_for") }
}

/// A wait in days of one of two kinds; no wait where neither is written.
fn wait(table: &Table<'_>, days: &'static str, working_days: &'static str) -> Option<Wait> {
    let Some(item) = table.either(days, working_days) else { return Some(Wait::NONE) };
    let count = *item.whole()?.get_ref();
    Some(if item.key == days { Wait::Days(count) } else { Wait::WorkingDays(count) })
}

/// Reports a first day that comes after its last.
pub(super) fn check_order<T: PartialOrd + std::fmt::Display>(
    table: &Table<'_>,
    from: Option<&Spanned<T>>,
    until: Option<&Spanned<T>>,
) {
    if let (Some(from), Some(until)) = (from, until)
        && from.get_ref() > until.get_ref()
    {
        let message = format!("`until` is {until}, before `from`, which is {from}");
        table.document().error(Code::InvalidValue, message, until.span());
    }
}
