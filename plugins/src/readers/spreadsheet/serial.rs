//! Dates that a workbook stores as numbers of days: which cells hold one, and the date in ISO 8601.

use jiff::ToSpan as _;
use jiff::civil::{Date, Time, date};

use super::number::Binary;

/// Where a workbook begins to count days.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Epoch {
    /// 1 January 1900 is day 1, and a 29 February 1900 that never was is day 60.
    #[default]
    Y1900,
    /// 1 January 1904 is day 0, as old Macintoshes had it.
    Y1904,
}

const SECONDS_PER_DAY: Binary = 86_400.0;
/// 31 December 9999, the last day that spreadsheet programs know.
const LAST_SERIAL: Binary = 2_958_466.0;

impl Epoch {
    /// The moment that a number stands for: a date, a date with a time, or a time alone.
    pub(super) fn moment(self, serial: Binary) -> Option<String> {
        if !(0.0..LAST_SERIAL).contains(&serial) {
            return None;
        }
        let seconds = whole((serial.fract() * SECONDS_PER_DAY).round())?;
        let (carried, seconds) = (seconds / 86_400, seconds % 86_400);
        let days = whole(serial.trunc())? + carried;
        let time = Time::midnight().wrapping_add(seconds.seconds());
        if days == 0 && seconds > 0 {
            return Some(time.to_string());
        }
        let date = self.first_day(days).checked_add(days.days()).ok()?;
        Some(if seconds == 0 { date.to_string() } else { format!("{date}T{time}") })
    }

    /// Day 0, for what comes before or after the day that never was.
    fn first_day(self, days: i64) -> Date {
        match self {
            Self::Y1900 if days < 60 => date(1899, 12, 31),
            Self::Y1900 => date(1899, 12, 30),
            Self::Y1904 => date(1904, 1, 1),
        }
    }
}

/// A number without a fraction, of at most eight digits.
fn whole(number: Binary) -> Option<i64> {
    number.to_string().parse().ok()
}

/// Whether a format of numbers that every program knows shows dates.
pub(super) fn is_known_date_format(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58)
}

/// Whether a format that a workbook defines shows dates. Text in quotes and what stands in brackets, such as colours, says nothing; hours
/// in brackets are a length of time and no date.
pub(super) fn is_date_format(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => return false,
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if !inside.is_empty() && inside.chars().all(|letter| matches!(letter, 'h' | 'H' | 'm' | 's'))
                {
                    return false;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(epoch: Epoch, serial: Binary, expect: &str) {
        assert_eq!(epoch.moment(serial).as_deref().unwrap_or("nothing"), expect, "{serial}");
    }

    #[test]
    fn days_are_counted_from_either_epoch() {
        check(Epoch::Y1900, 31017.0, "1984-12-01");
        check(Epoch::Y1900, 1.0, "1900-01-01");
        check(Epoch::Y1900, 59.0, "1900-02-28");
        check(Epoch::Y1900, 61.0, "1900-03-01");
        check(Epoch::Y1904, 0.0, "1904-01-01");
        check(Epoch::Y1904, 29555.0, "1984-12-01");
    }

    #[test]
    fn a_time_of_day_is_told_too() {
        check(Epoch::Y1900, 45000.5, "2023-03-15T12:00:00");
        check(Epoch::Y1900, 44_999.999_999_9, "2023-03-15");
        check(Epoch::Y1900, 0.25, "06:00:00");
    }

    #[test]
    fn what_no_calendar_has_is_no_date() {
        check(Epoch::Y1900, -1.0, "nothing");
        check(Epoch::Y1900, 1e12, "nothing");
        check(Epoch::Y1900, Binary::NAN, "nothing");
    }

    #[test]
    fn formats_of_dates_are_told_from_formats_of_numbers() {
        for dates in ["dd/mm/yyyy", "mmm\\-yy", "[$-809]d mmmm yyyy;@", "yyyy", "h:mm AM/PM", "[Red]d.m.yy"] {
            assert!(is_date_format(dates), "{dates}");
        }
        for numbers in ["General", "0.0%", "#,##0;[Red]\\-#,##0", "0\" days\"", "[h]:mm", "_-* #,##0_-", "@"]
        {
            assert!(!is_date_format(numbers), "{numbers}");
        }
    }
}
