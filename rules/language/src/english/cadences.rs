//! Kinds of periods as people name them, and halves, terms and other parts of years.

use engine::model::{Cadence, Period, YearParts};

/// The noun for one period, in the singular.
pub fn cadence(every: Cadence) -> &'static str {
    match every {
        Cadence::Day => "day",
        Cadence::Week | Cadence::WeekFrom(_) => "week",
        Cadence::Month => "month",
        Cadence::Quarter => "quarter",
        Cadence::FinancialYear => "financial year",
        Cadence::AcademicYear => "academic year",
        Cadence::Year => "year",
        Cadence::PartOfYear(parts) => match parts.count() {
            1 => "year",
            2 => "half-year",
            3 => "term",
            _ => "part of a year",
        },
        Cadence::Rolling { .. } => "rolling period",
    }
}

/// `2024/25`, `H1 2024/25`, `term 1 of 2024/25`.
pub(super) fn part_of_year(period: Period, parts: YearParts) -> String {
    let spelt = period.to_string();
    let Some((year, part)) = spelt.split_once('-') else { return spelt };
    let number = part.trim_start_matches(char::is_alphabetic);
    match parts.count() {
        2 => format!("{part} {year}"),
        3 => format!("term {number} of {year}"),
        _ => format!("part {number} of {year}"),
    }
}
