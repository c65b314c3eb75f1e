//! Whether a text says already what somebody asks for, as it does where it was written just before the service ended.

use super::change::Wanted;
use super::place::ValuePlace;
use super::typed::{day, plain_of, typed};
use super::value::Value;
use super::walk::find;

/// Lists in which a table is called by a day or a period of its own that may move, and its key.
const MOVING: [(&str, &str); 3] = [("points", "by"), ("target", "from"), ("terms", "from")];

/// Whether a text says all of that already: each value where it would stand once it is written, and as it would be written there.
pub fn says_already(text: &str, wanted: &[Wanted<'_>]) -> bool {
    let is_said = |one: &Wanted<'_>| {
        let place = written_at(one, wanted);
        let says = |value: &Value<'_>| {
            let new = typed(value, one.value).ok();
            value.plain.is_some() && value.plain == new.and_then(|new| plain_of(&new))
        };
        find(text, &place, says).unwrap_or(false)
    };
    !wanted.is_empty() && wanted.iter().all(is_said)
}

/// Where a value stands once all of these are written: in a version of its own, and in a table that may be called otherwise by then, by what is changed
/// for all time or has begun before.
fn written_at(one: &Wanted<'_>, wanted: &[Wanted<'_>]) -> ValuePlace {
    let mut steps = one.place.steps().to_vec();
    for other in wanted.iter().filter(|other| other.beginning() <= one.beginning()) {
        if let Some(at) = moving(other.place)
            && one.place.steps().get(..=at) == other.place.steps().get(..=at)
        {
            rename(&mut steps, at, other.value.trim());
        }
    }
    if let Some(from) = one.beginning() {
        match steps.first().map(String::as_str) {
            Some("target") => {
                let from = day(from).map_or_else(|_| from.to_owned(), |day| day.to_string());
                rename(&mut steps, 1, &from);
            }
            Some("obligation") if steps.len() > 2 => {
                steps.splice(2..2, ["terms".to_owned(), from.to_owned()]);
            }
            _ => {}
        }
    }
    ValuePlace::of(steps)
}

/// The step at which a table is called by what this place says.
fn moving(place: &ValuePlace) -> Option<usize> {
    let [.., list, _, key] = place.steps() else { return None };
    let moves = MOVING.contains(&(list.as_str(), key.as_str()));
    moves.then(|| place.steps().len() - 2)
}

/// A table is called by its day or period, or by several parts of which that is the last.
fn rename(steps: &mut [String], at: usize, last: &str) {
    if let Some(step) = steps.get_mut(at) {
        *step = match step.rsplit_once(':') {
            Some((before, _)) => format!("{before}:{last}"),
            None => last.to_owned(),
        };
    }
}
