//! Papers: what is reported of a document in the place of a figure.
//!
//! A document is a measure whose reports say from which day to which a paper is in force. The day from which it is stands in the cell, and
//! its last day is the value, so that versions, revisions and withdrawals are those of figures. Nothing here says which one is in force.

use std::sync::Arc;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

/// What a paper is called, and where it can be read.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Paper {
    /// Empty where it is called as the document is.
    pub title: Arc<str>,
    pub link: Option<Arc<str>>,
}

impl Paper {
    /// The last day of a paper that has no end.
    pub const NO_END: Date = date(9999, 12, 31);

    /// The value that says that a paper is in force up to and with a day: its year, month and day as one number.
    pub fn value_until(last: Date) -> Decimal {
        let [year, month, day] = [i64::from(last.year()), i64::from(last.month()), i64::from(last.day())];
        Decimal::from(year * 10_000 + month * 100 + day)
    }

    /// The last day that a value says; none where it is no such value.
    pub fn last_day(value: Decimal) -> Option<Date> {
        let number = i64::try_from(value).ok()?;
        let part = |part: i64| i8::try_from(part).ok();
        Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100 % 100)?, part(number % 100)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_comes_back_from_its_value() {
        for day in [date(2025, 10, 31), date(1999, 2, 1), Paper::NO_END] {
            assert_eq!(Paper::last_day(Paper::value_until(day)), Some(day));
        }
        assert_eq!(Paper::last_day(Decimal::from(20_251_399)), None);
        assert_eq!(Paper::last_day(Decimal::new(5, 1)), None);
    }
}
