//! Days that come round, in words: weekdays, and days of a month.

use engine::model::DayOfMonth;
use jiff::civil::Weekday;

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// From the first on.
pub const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// `Thursday`.
pub fn weekday(day: Weekday) -> &'static str {
    WEEKDAYS[usize::try_from(day.to_monday_zero_offset()).unwrap_or_default()]
}

/// `the second Thursday`, `the last working day`, `day 20`.
pub fn day_of_month(day: DayOfMonth) -> String {
    match day {
        DayOfMonth::Numbered(31) => "the last day".to_owned(),
        DayOfMonth::Numbered(number) => format!("day {number}"),
        DayOfMonth::Nth(nth, day) => format!("the {} {}", ordinal(nth.unsigned_abs()), weekday(day)),
        DayOfMonth::Last(day) => format!("the last {}", weekday(day)),
        DayOfMonth::WorkingDay(count) => format!("the {} working day", ordinal(count)),
        DayOfMonth::LastWorkingDay => "the last working day".to_owned(),
    }
}

/// `second`, `12th`.
pub fn ordinal(number: u8) -> String {
    let word = usize::from(number).checked_sub(1).and_then(|place| ORDINALS.get(place));
    word.map_or_else(|| figures(number), |word| (*word).to_owned())
}

fn figures(number: u8) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_row_end_as_people_write_them() {
        let written: Vec<String> = [1, 10, 11, 12, 21, 22, 33, 111].map(ordinal).to_vec();
        assert_eq!(written.join(" "), "first tenth 11th 12th 21st 22nd 33rd 111th");
    }
}
