//! `every`: how often something is owed or reported, as declarations write it.

use engine::model::{Cadence, DayOfEveryYear, YearParts, YearPartsError};
use jiff::civil::Weekday;
use language::read::{Item, Table, parse_day_and_month};
use toml::Spanned;

use crate::diagnostic::Code;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

/// Reads `every`: a word, or a table such as `{ rolling_months = 12, step_months = 3 }`.
pub(super) fn cadence(item: &Item<'_>) -> Option<Spanned<Cadence>> {
    if item.is_table() {
        return Some(item.at(read_table(&item.table()?)?));
    }
    let months = |firsts: &[i8]| {
        let starts: Option<Vec<DayOfEveryYear>> =
            firsts.iter().map(|month| DayOfEveryYear::new(*month, 1).ok()).collect();
        starts.and_then(|starts| YearParts::new(&starts).ok()).map_or(Cadence::Year, Cadence::of_year_parts)
    };
    item.word(&[
        ("day", Cadence::Day),
        ("week", Cadence::Week),
        ("month", Cadence::Month),
        ("quarter", Cadence::Quarter),
        ("half-year", months(&[1, 7])),
        ("financial-half-year", months(&[4, 10])),
        ("term", months(&[9, 1, 4])),
        ("financial-year", Cadence::FinancialYear),
        ("academic-year", Cadence::AcademicYear),
        ("year", Cadence::Year),
    ])
}

fn read_table(table: &Table<'_>) -> Option<Cadence> {
    let ways = ["year_starts", "starts", "week_starts", "rolling_months"];
    let mut written = ways.into_iter().filter_map(|key| table.get(key));
    let Some(way) = written.next() else { return read_rolling(table) };
    for other in written {
        table.either(way.key, other.key);
    }
    match way.key {
        "year_starts" => read_parts(&way, std::slice::from_ref(&way)),
        "starts" => read_parts(&way, &way.elements()?),
        "week_starts" => way.word(&WEEKDAYS).map(|day| Cadence::week_from(day.into_inner())),
        _ => read_rolling(table),
    }
}

fn read_rolling(table: &Table<'_>) -> Option<Cadence> {
    let months = table.require("rolling_months").and_then(|item| item.whole());
    let step = table.require("step_months").and_then(|item| item.whole());
    let narrow = |count: Spanned<u32>| u16::try_from(*count.get_ref()).ok();
    Some(Cadence::Rolling { months: narrow(months?)?, step: narrow(step?)? })
}

fn read_parts(whole: &Item<'_>, starts: &[Item<'_>]) -> Option<Cadence> {
    let days: Vec<Option<DayOfEveryYear>> = starts.iter().map(read_day).collect();
    let days: Vec<DayOfEveryYear> = days.into_iter().collect::<Option<_>>()?;
    match YearParts::new(&days) {
        Ok(parts) => Some(Cadence::of_year_parts(parts)),
        Err(fault) => {
            let help = match fault {
                YearPartsError::Number => "write two to six days",
                _ => "write them in order, the day with which the year begins first",
            };
            whole.refuse_with_help(Code::InvalidValue, fault.to_string(), help)
        }
    }
}

fn read_day(item: &Item<'_>) -> Option<DayOfEveryYear> {
    let text = item.text()?;
    let (day, month) = parse_day_and_month(text.get_ref()).unwrap_or((0, 0));
    DayOfEveryYear::new(month, day).ok().or_else(|| {
        let message = format!("`{}` is no day of every year", text.get_ref());
        item.refuse_with_help(Code::InvalidPeriod, message, "write it like `1 October`")
    })
}
