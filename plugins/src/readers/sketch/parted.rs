//! Columns that hold several keys in one field.

use super::facts::{Apart, BodyFrom};
use super::labels::{HeadedAs, headed_as};
use crate::readers::NamedBy;

/// Bodies whose column may hold several things at once.
pub(super) struct Parted {
    pub(super) body: BodyFrom,
    pub(super) apart: Apart,
    pub(super) bodies: Vec<String>,
}

/// A column of several keys taken apart: `A,MIO_EUR,AT` under `freq,unit,geo`, and `B: Value B`.
pub(super) fn parted(body: BodyFrom, apart: Apart, bodies: Vec<String>) -> Parted {
    let BodyFrom::Column { column, by } = &body else { return Parted { body, apart, bodies } };
    let all = |sign: char, count: usize| {
        !bodies.is_empty() && bodies.iter().all(|text| text.matches(sign).count() == count)
    };
    let commas = column.matches(',').count();
    if commas > 0 && apart == Apart::Nothing && all(',', commas) {
        return between_commas(column, &bodies);
    }
    if *by == NamedBy::Name && all(':', 1) {
        let body = BodyFrom::Part { column: column.clone(), part: 1, by: ":".to_owned() };
        let bodies = each_once(&bodies, |text| part(text, ':', 0));
        return Parted { body, apart, bodies };
    }
    Parted { body, apart, bodies }
}

/// The part whose heading says that bodies stand in it, or else the last; what differs in the others is what is measured.
fn between_commas(column: &str, fields: &[String]) -> Parted {
    let headings: Vec<&str> = column.split(',').collect();
    let of_bodies = headings
        .iter()
        .rposition(|heading| headed_as(heading) == HeadedAs::Bodies)
        .unwrap_or(headings.len() - 1);
    let differs = |place: &usize| each_once(fields, |text| part(text, ',', *place)).len() > 1;
    let parts: Vec<usize> = (0..headings.len()).filter(|place| *place != of_bodies).filter(differs).collect();
    let number = |place: usize| u32::try_from(place + 1).unwrap_or(u32::MAX);
    let apart = if parts.is_empty() {
        Apart::Nothing
    } else {
        let joined =
            |text: &str| parts.iter().map(|place| part(text, ',', *place)).collect::<Vec<_>>().join(" ");
        Apart::Parts {
            column: column.to_owned(),
            parts: parts.iter().map(|place| number(*place)).collect(),
            by: ",".to_owned(),
            values: each_once(fields, joined),
        }
    };
    let body = BodyFrom::Part { column: column.to_owned(), part: number(of_bodies), by: ",".to_owned() };
    Parted { body, apart, bodies: each_once(fields, |text| part(text, ',', of_bodies)) }
}

fn part(text: &str, sign: char, place: usize) -> String {
    text.split(sign).nth(place).unwrap_or_default().trim().to_owned()
}

fn each_once(texts: &[String], part: impl Fn(&str) -> String) -> Vec<String> {
    let mut seen = indexmap::IndexSet::new();
    seen.extend(texts.iter().map(|text| part(text)));
    seen.into_iter().collect()
}
