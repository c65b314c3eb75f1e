//! Days that come round as people spell them: `Thursday`, `second Thursday`, `last working day`, `20`.

use engine::model::DayOfMonth;
use jiff::civil::Weekday;

use crate::english::{MONTHS, ORDINALS, WEEKDAYS};

/// How a day of a month may be spelt.
pub const DAY_OF_MONTH_HELP: &str =
    "write it like `second Thursday`, `last Friday`, `third working day`, `last working day` or `10`";

/// The day of the week that a text names, in small letters or capitals.
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    let place = WEEKDAYS.iter().position(|name| name.eq_ignore_ascii_case(text.trim()))?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

/// The number of the month that a text names, in full or by its first three letters.
pub fn parse_month(name: &str) -> Option<i8> {
    let name = name.to_ascii_lowercase();
    let is_meant = |month: &str| month == name || (name.len() == 3 && month.starts_with(&name));
    i8::try_from(MONTHS.iter().position(|month| is_meant(month))? + 1).ok()
}

/// The numbers of the day and the month that a text names, such as `31 October`; whether there is such a day is for others to say.
pub fn parse_day_and_month(text: &str) -> Option<(i8, i8)> {
    let mut words = text.split_whitespace();
    let (day, month) = (words.next()?.parse().ok()?, parse_month(words.next()?)?);
    words.next().is_none().then_some((day, month))
}

/// The day of a month that a text names.
pub fn parse_day_of_month(text: &str) -> Option<DayOfMonth> {
    let text = text.trim().to_lowercase();
    if let Ok(number) = text.parse::<i8>() {
        return (1..=31).contains(&number).then_some(DayOfMonth::Numbered(number));
    }
    let (first, rest) = text.split_once(' ')?;
    let ordinal = ORDINALS.iter().position(|name| *name == first).map(|place| place + 1);
    match (first, ordinal, rest.trim()) {
        ("last", _, "day") => Some(DayOfMonth::Numbered(31)),
        ("last", _, "working day") => Some(DayOfMonth::LastWorkingDay),
        ("last", _, day) => parse_weekday(day).map(DayOfMonth::Last),
        (_, Some(nth), "working day") => u8::try_from(nth).ok().map(DayOfMonth::WorkingDay),
        (_, Some(nth @ 1..=5), day) => Some(DayOfMonth::Nth(i8::try_from(nth).ok()?, parse_weekday(day)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english;

    #[test]
    fn days_of_a_month_are_read_as_they_are_told() {
        let told = |text| parse_day_of_month(text).map_or("no such day".to_owned(), english::day_of_month);
        for (text, expected) in [
            ("second Thursday", "the second Thursday"),
            ("Fifth monday", "the fifth Monday"),
            ("last Friday", "the last Friday"),
            ("third working day", "the third working day"),
            ("last working day", "the last working day"),
            ("last day", "the last day"),
            ("10", "day 10"),
            ("31", "the last day"),
            ("sixth Monday", "no such day"),
            ("32", "no such day"),
            ("Thursday", "no such day"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
