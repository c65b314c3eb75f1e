//! Parts of years as texts spell them: `T1 2024/25`, `2024-25 term 2`, `H1 2024/25`, and the years themselves.

use engine::model::{Cadence, Period};

use super::day::digits;

/// Words that stand before the number of a part.
const NOUNS: [&str; 3] = ["term", "half", "part"];

/// The part of a year, or the year that is one part, that a text names.
pub(super) fn year_part(every: Cadence, text: &str) -> Option<Period> {
    let Cadence::PartOfYear(parts) = every else { return None };
    let lower = text.to_ascii_lowercase();
    let mut pieces = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|piece| !piece.is_empty());
    let (mut year, mut next, mut part) = (None, None, None);
    while let Some(piece) = pieces.next() {
        let is_year = digits(piece, 4..=4).is_some();
        match piece {
            _ if is_year && year.is_none() => year = Some(piece),
            _ if next.is_none() && year.is_some() && (is_year || digits(piece, 2..=2).is_some()) => {
                next = Some(piece.get(piece.len() - 2..)?);
            }
            noun if part.is_none() && NOUNS.contains(&noun) => part = Some(number(pieces.next()?)?),
            marked if part.is_none() => part = Some(number(marked.strip_prefix(['t', 'h', 's', 'p'])?)?),
            _ => return None,
        }
    }
    let years = match (parts.is_calendar_year(), next) {
        (true, None) => year?.to_owned(),
        (false, Some(next)) => format!("{}/{next}", year?),
        _ => return None,
    };
    let letter = every.example().split_once('-').and_then(|(_, part)| part.chars().next());
    let spelt = match (letter, part) {
        (Some(letter), Some(part)) => format!("{years}-{letter}{part}"),
        (None, None) => years,
        _ => return None,
    };
    every.parse(&spelt).ok()
}

fn number(text: &str) -> Option<i16> {
    digits(text, 1..=1)
}
