//! Halves, terms and other parts of years as people say them.

use engine::model::{Period, YearParts};

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
