//! Columns that hold several keys in one field.

use super::facts::{Apart, BodyFrom};
use crate::readers::NamedBy;

/// Bodies whose column may hold several things at once.
pub(super) struct Parted {
    pub(super) body: BodyFrom,
    pub(super) apart: Apart,
    pub(super) bodies: Vec<String>,
}

/// A column of several keys taken apart: `MIO_EUR,AT` under `unit,geo`, and `B: Value B`.
pub(super) fn parted(body: BodyFrom, apart: Apart, bodies: Vec<String>) -> Parted {
    let BodyFrom::Column { column, by } = &body else { return Parted { body, apart, bodies } };
    let all = |sign: char, count: usize| {
        !bodies.is_empty() && bodies.iter().all(|text| text.matches(sign).count() == count)
    };
    let part = |text: &str, sign: char, part: usize| {
        text.split(sign).nth(part).unwrap_or_default().trim().to_owned()
    };
    let each_once = |sign: char, number: usize| {
        let mut seen: Vec<String> = Vec::new();
        for text in &bodies {
            let text = part(text, sign, number);
            if !seen.contains(&text) {
                seen.push(text);
            }
        }
        seen
    };
    let commas = column.matches(',').count();
    if commas == 1 && apart == Apart::Nothing && all(',', 1) {
        let measure =
            Apart::Part { column: column.clone(), part: 1, by: ",".to_owned(), values: each_once(',', 0) };
        let body = BodyFrom::Part { column: column.clone(), part: 2, by: ",".to_owned() };
        return Parted { body, apart: measure, bodies: each_once(',', 1) };
    }
    if *by == NamedBy::Name && all(':', 1) {
        let body = BodyFrom::Part { column: column.clone(), part: 1, by: ":".to_owned() };
        return Parted { body, apart, bodies: each_once(':', 0) };
    }
    Parted { body, apart, bodies }
}
