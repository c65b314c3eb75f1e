//! The words for numbers, as the interpreter's library has them. What it ends the rule for is none here.

use std::cmp::Ordering;

use language::english;
use rust_decimal::Decimal;

use super::code::NumberWord;
use super::numbers::{either, magnitude};
use super::value::{Value, text};
use crate::script::api::{PLACES, counted_alone, percent_shown, rounded, tidy, usual_places_apart};

/// What a word makes of numbers.
pub(super) fn of_numbers(word: NumberWord, operands: &[Value]) -> Option<Value> {
    let first = operands.first()?;
    let whole = |number: Decimal| Value::held(tidy(number));
    match (word, &operands[1..]) {
        (NumberWord::Absolute, []) => magnitude(first),
        (NumberWord::Least, [other]) => either(first, other, Ordering::Less),
        (NumberWord::Most, [other]) => either(first, other, Ordering::Greater),
        (NumberWord::Floor, []) => Some(whole(first.number()?.floor())),
        (NumberWord::Ceiling, []) => Some(whole(first.number()?.ceil())),
        (NumberWord::Round, []) => Some(Value::held(rounded(first.number()?, 0))),
        (NumberWord::Round, [places]) => Some(Value::Exact(rounded(first.number()?, places.places()?))),
        (NumberWord::Number, []) => text(english::number(rounded(first.number()?, PLACES))),
        (NumberWord::Number, [places]) => text(english::number(rounded(first.number()?, places.places()?))),
        (NumberWord::Percent, []) => text(percent_shown(first.number()?, 0)?),
        (NumberWord::Percent, [places]) => text(percent_shown(first.number()?, places.places()?)?),
        (NumberWord::Counted, []) => text(counted_alone(usize::try_from(first.whole()?).ok()?)),
        (NumberWord::Counted, [noun]) => {
            text(english::count(usize::try_from(first.whole()?).ok()?, noun.text()?))
        }
        (NumberWord::PlacesApart, [other, least @ ..]) => {
            let (one, other) = (first.number()?, other.number()?);
            let least = match least {
                [] => usual_places_apart(one, other),
                [least, ..] => least.places()?,
            };
            Some(Value::Whole(english::places_apart(one, other, least).into()))
        }
        _ => None,
    }
}
