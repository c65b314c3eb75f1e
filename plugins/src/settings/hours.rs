//! `[[time_interval]]` and lengths of time, as routes name them.

use jiff::SignedDuration;
use jiff::civil::{Time, Weekday};
use language::diagnostic::Code;
use language::read::{Item, Table, parse_weekday};
use toml::Spanned;

use crate::routes::{Days, Span, TimeInterval};

/// The time intervals of a project.
pub(super) fn read(root: &Table<'_>) -> Vec<TimeInterval> {
    let mut all: Vec<TimeInterval> = Vec::new();
    for item in root.elements("time_interval") {
        let Some(interval) = item.table().and_then(|table| read_one(&table)) else { continue };
        if all.iter().any(|other| other.name == interval.name) {
            let message = format!("two time intervals have the name `{}`", interval.name);
            item.document.error(Code::DuplicateId, message, item.range.clone());
        }
        all.push(interval);
    }
    all
}

fn read_one(table: &Table<'_>) -> Option<TimeInterval> {
    let name = table.require("name").and_then(|item| item.text())?.into_inner();
    let times = table.get("times").map(|item| each(&item, span, "write it like `09:00-17:30`"));
    let weekdays =
        table.get("weekdays").map(|item| each(&item, weekdays, "write it like `monday` or `monday:friday`"));
    let days = match table.get("working_days").and_then(|item| item.flag()) {
        None => Days::Any,
        Some(true) => Days::Working,
        Some(false) => Days::NotWorking,
    };
    let weekdays = weekdays.unwrap_or_default().into_iter().flatten().collect();
    Some(TimeInterval { name, times: times.unwrap_or_default(), weekdays, days })
}

fn each<T>(item: &Item<'_>, read: fn(&str) -> Option<T>, help: &str) -> Vec<T> {
    let texts = item.texts().unwrap_or_default();
    let read = |text: &Spanned<String>| {
        let found = read(text.get_ref());
        if found.is_none() {
            let message = format!("`{}` is none of the `{}`", text.get_ref(), item.key);
            item.document.fault(item.document.at(Code::InvalidValue, message, text.span()).with_help(help));
        }
        found
    };
    texts.iter().filter_map(read).collect()
}

fn span(text: &str) -> Option<Span> {
    let (from, until) = text.split_once('-')?;
    let until = match until.trim() {
        "24:00" => None,
        until => Some(time(until)?),
    };
    let from = time(from.trim())?;
    until.is_none_or(|until| from < until).then_some(Span { from, until })
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let is_spelt = [hour, minute].iter().all(|part| part.len() == 2);
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok().filter(|_| is_spelt)
}

/// One day, or those from one to another over the end of the week where it comes first.
fn weekdays(text: &str) -> Option<Vec<Weekday>> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (parse_weekday(first)?, parse_weekday(last)?);
    let mut days: Vec<Weekday> = first.cycle_forward().take(7).take_while(|day| *day != last).collect();
    days.push(last);
    Some(days)
}

/// A length of time as Alertmanager writes it: `30s`, `5m`, `1h30m`, `2d`.
pub(super) fn length(item: &Item<'_>) -> Option<SignedDuration> {
    let text = item.text()?;
    parse_length(text.get_ref()).or_else(|| {
        let message = format!("`{}` is no length of time", text.get_ref());
        item.refuse_with_help(Code::InvalidValue, message, "write it like `30s`, `5m`, `1h30m` or `2d`")
    })
}

fn parse_length(text: &str) -> Option<SignedDuration> {
    const UNITS: [(char, i64); 5] = [('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];
    let (mut seconds, mut rest) = (0_i64, text);
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let (number, behind) = rest.split_at(digits);
        let unit = behind.chars().next()?;
        let (_, of_unit) = UNITS.iter().find(|(letter, _)| *letter == unit)?;
        seconds = seconds.checked_add(number.parse::<i64>().ok()?.checked_mul(*of_unit)?)?;
        rest = behind.strip_prefix(unit)?;
    }
    (!text.is_empty()).then(|| SignedDuration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_spelt_as_alertmanager_does() {
        let seconds = |text| parse_length(text).map(|length| length.as_secs());
        assert_eq!(seconds("30s"), Some(30));
        assert_eq!(seconds("1h30m"), Some(5_400));
        assert_eq!(seconds("2d"), Some(172_800));
        for text in ["", "5", "m5", "5 m", "1y"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn days_of_the_week_run_over_its_end() {
        assert_eq!(weekdays("saturday:monday").unwrap().len(), 3);
        assert_eq!(weekdays("Monday"), Some(vec![Weekday::Monday]));
        assert_eq!(weekdays("monday:frday"), None);
        assert_eq!(span("17:30-09:00"), None);
        assert_eq!(span("9:00-17:30"), None);
    }
}
