//! A change of values in the text of a mission that somebody asks for, for people who do not write those texts.

use engine::model::Period;
use ledger::asked::{TextChange, ValueChange};

use crate::english;

/// Lists of a mission's text, and what one of their tables is called.
const LISTS: [(&str, &str); 8] = [
    ("measure", "measure"),
    ("target", "target"),
    ("points", "point"),
    ("obligation", "obligation"),
    ("contribution", "contribution"),
    ("terms", "terms from"),
    ("ladder", "ladder"),
    ("relation", "relation"),
];

/// Where a value stands: `the value of the point 31 March 2025 of the target four-hours (from 22 December 2023)`.
pub fn place(place: &str) -> String {
    let (keys, tables) = taken_apart(place);
    let within = tables.iter().rev().map(|(kind, name)| format!(" of the {kind} {name}"));
    format!("the {}{}", key(&keys), within.collect::<String>())
}

/// The value alone, as one of the table in which it stands: `value`, `timely days (due)`.
pub fn value(place: &str) -> String {
    key(&taken_apart(place).0)
}

/// The table of the mission's own lists: `Target four-hours (from 22 December 2023)`; the mission itself where it stands in none.
pub fn table(place: &str) -> String {
    let (_, tables) = taken_apart(place);
    let told: Vec<String> = tables.iter().map(|(kind, name)| format!("{kind} {name}")).collect();
    if told.is_empty() { "The mission".to_owned() } else { english::capitalised(&told.join(", ")) }
}

/// The keys that lead to the value in its table, and the tables in which it stands, the outermost first.
fn taken_apart(place: &str) -> (Vec<&str>, Vec<(&'static str, String)>) {
    let (mut keys, mut tables) = (Vec::new(), Vec::new());
    let mut steps = place.split('/').peekable();
    while let Some(step) = steps.next() {
        let list = LISTS.iter().find(|(list, _)| *list == step && keys.is_empty());
        match (list, steps.peek()) {
            (Some((_, kind)), Some(name)) => {
                tables.push((*kind, named(name)));
                steps.next();
            }
            _ if step == "mission" && tables.is_empty() && keys.is_empty() => {}
            _ => keys.push(step),
        }
    }
    (keys, tables)
}

/// A table's name, of which the last of several parts says from when it holds.
fn named(name: &str) -> String {
    match name.rsplit_once(':') {
        Some((of, from)) => format!("{} (from {})", of.replace(':', ", "), day(from)),
        None => day(name),
    }
}

/// A day as people write it; anything else as it is.
fn day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), english::date)
}

fn key(keys: &[&str]) -> String {
    let told: Vec<String> = keys.iter().rev().map(|key| key.replace('_', " ")).collect();
    match told.split_first() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{last} ({})", before.join(", ")),
        None => String::new(),
    }
}

/// From when a change counts, as a page lists it.
pub fn begins(from: Option<&str>) -> String {
    from.map_or_else(|| "As if it had been so from the beginning".to_owned(), day)
}

/// What is to be what, without who asks.
fn what(change: &TextChange) -> String {
    let mission = &change.mission;
    if let [value] = &*change.values {
        let (at, begins, after) = (place(&value.place), beginning(value), &value.after);
        return match &value.before {
            Some(before) => format!("change {at} of the mission {mission} from {before} to {after}{begins}"),
            None => format!("set {at} of the mission {mission} to {after}{begins}"),
        };
    }
    let told: Vec<String> = change.values.iter().map(of_several).collect();
    let count = english::count(told.len(), "value");
    format!("change {count} of the mission {mission} together: {}", told.join("; "))
}

fn of_several(value: &ValueChange) -> String {
    let (at, begins, after) = (place(&value.place), beginning(value), &value.after);
    match &value.before {
        Some(before) => format!("{at} from {before} to {after}{begins}"),
        None => format!("{at}, which is not said, to {after}{begins}"),
    }
}

fn beginning(value: &ValueChange) -> String {
    value.from.as_ref().map(|from| format!(", beginning with {}", day(from))).unwrap_or_default()
}

/// A target: `78 by 31 March 2025`.
pub fn target(value: &str, by: Option<&str>) -> String {
    match by {
        Some(by) => format!("{value} by {}", day(by)),
        None => value.to_owned(),
    }
}

/// Who asks for it, in a sentence.
pub fn asked(change: &TextChange) -> String {
    format!("{} asks to {}.", change.by, what(change))
}

/// That it waits, and for whom.
pub fn waits(change: &TextChange, who: &str) -> Vec<String> {
    vec![asked(change), format!("It waits until {who} approves it. Until then the text stays as it is.")]
}

/// What becomes of one that is approved, where the text is guarded by signatures and where it is not.
pub fn written(change: &TextChange, path: &str, is_guarded: bool) -> Vec<String> {
    let mission = &change.mission;
    let values: Vec<&str> = change.values.iter().map(|value| &*value.after).collect();
    let there = if values.len() == 1 { "there now" } else { "there now, each in its place" };
    let written =
        format!("{path} says {} {there}, and every other letter of it is as it was.", english::list(&values));
    let then = if is_guarded {
        format!(
            "The mission has approvers, so that it comes into force once two of them have signed it with their keys: see /changes/{mission}."
        )
    } else {
        "It comes into force at once. Verdicts of ended periods that it turns are told as restated, and not as delivered.".to_owned()
    };
    vec![written, then]
}

/// Where it is not known which file it is.
pub const THE_TEXT: &str = "The text";

/// Where what it would have done cannot be said.
pub const NOT_BY_ITSELF: &str =
    "What it would have done cannot be said, since it needs other changes that wait as well.";

/// What a change would have done to an alert.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Course {
    Appears,
    Vanishes,
}

/// An alert that a change would have brought about, or ended, in a sentence.
pub fn alert(id: &str, course: Course, periods: &[Period]) -> String {
    let verb = if course == Course::Appears { "appears" } else { "vanishes" };
    format!("The alert {id} {verb}, about {}.", english::periods(periods))
}

/// Alerts of which nothing more is told.
pub fn more_alerts(number: usize, course: Course) -> String {
    let verbs = if course == Course::Appears { ["appears", "appear"] } else { ["vanishes", "vanish"] };
    let verb = if number == 1 { verbs[0] } else { verbs[1] };
    format!("{} more {verb}.", english::capitalised(&english::count(number, "alert")))
}

/// That what stood around a value is not what it was when somebody asked; `of` is where it stands, where others are asked for with it.
pub fn moved(of: Option<&str>, before: Option<&str>, now: Option<&str>) -> String {
    let told = |value: Option<&str>| value.map_or_else(|| "nothing".to_owned(), |value| format!("`{value}`"));
    let (at, end) = match of {
        None => ("the value".to_owned(), "so that the request counts no longer"),
        Some(of) => (place(of), "so that the request counts no longer, with all that is asked for in it"),
    };
    if before == now {
        return format!("What stands around {at} was changed since it was asked for, {end}");
    }
    let of = of.map_or_else(|| " there".to_owned(), |_| format!(" for {at}"));
    format!("The text says {}{of} by now, and said {} when it was asked for, {end}", told(now), told(before))
}

/// Why one value of several cannot be what was asked for.
pub fn refused(of: &str, why: &str) -> String {
    format!("{}: {why}", place(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_the_value_outwards() {
        let told = [
            "target/four-hours:2023-12-22/points/2025-03-31/value",
            "obligation/a-and-e/due/timely_days",
            "obligation/a-and-e/contribution/north/params/floor",
            "mission/title",
        ];
        let places = [
            "the value of the point 31 March 2025 of the target four-hours (from 22 December 2023)",
            "the timely days (due) of the obligation a-and-e",
            "the floor (params) of the contribution north of the obligation a-and-e",
            "the title",
        ];
        assert_eq!(told.map(place), places);
        let tables = [
            "Target four-hours (from 22 December 2023), point 31 March 2025",
            "Obligation a-and-e",
            "Obligation a-and-e, contribution north",
            "The mission",
        ];
        assert_eq!(told.map(table), tables);
    }
}
