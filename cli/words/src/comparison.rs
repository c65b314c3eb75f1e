//! What a change of the rules would do to history: in counts, and alert by alert.

use engine::model::{Calendar, Period, Verdict};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::{english, replay, verdict};

/// How many alerts differ, and how many do not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AlertCounts {
    pub appear: usize,
    pub vanish: usize,
    pub moved: usize,
    pub stay: usize,
}

/// So many verdicts that differ alike. None stands on the side that gives no verdict there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shift {
    pub before: Option<Verdict>,
    pub after: Option<Verdict>,
    pub number: usize,
}

/// An alert from its firing to its end.
pub struct Episode<'a> {
    pub fired: Timestamp,
    /// None while it still fires.
    pub ended: Option<Timestamp>,
    /// Every period it was ever about, in order.
    pub periods: Vec<Period>,
    /// The names of everyone who ever broke the obligation.
    pub broken_by: Vec<&'a str>,
}

/// What was replayed, over the whole.
pub fn opening(from: Option<Date>, to: Date, known_at: Option<Date>) -> String {
    format!("The effect of a change, {}.", replay::days(from, to, known_at))
}

/// The alerts, without a full stop: `11 alerts appear, 4 vanish and 2 move; 60 stay as they are`.
pub fn alerts(counts: AlertCounts) -> String {
    let changes = [
        (counts.appear, ["appears", "appear"]),
        (counts.vanish, ["vanishes", "vanish"]),
        (counts.moved, ["moves", "move"]),
    ];
    let mut said: Vec<String> = Vec::new();
    for (number, verbs) in changes.into_iter().filter(|(number, _)| *number > 0) {
        let noun =
            if said.is_empty() { format!(" {}", english::plural(number, "alert")) } else { String::new() };
        said.push(format!("{}{noun} {}", figure(number), verb(number, verbs)));
    }
    let changes = if said.is_empty() { "no alert changes".to_owned() } else { english::list(&said) };
    match counts.stay {
        0 => changes,
        1 => format!("{changes}; 1 stays as it is"),
        stay => format!("{changes}; {} stay as they are", figure(stay)),
    }
}

/// The verdicts, without a full stop: `12 verdicts differ: 8 go from missed to met and 4 go from met to missed`, or
/// `9 verdicts go from missed to met`.
pub fn verdicts(shifts: &[Shift]) -> String {
    let number: usize = shifts.iter().map(|shift| shift.number).sum();
    let verdicts = english::plural(number, "verdict");
    match shifts {
        [] => "no verdict differs".to_owned(),
        [only] => format!("{} {verdicts} {}", figure(number), shifted(*only)),
        several => {
            let kinds = several.iter().map(|shift| format!("{} {}", figure(shift.number), shifted(*shift)));
            let differ = verb(number, ["differs", "differ"]);
            format!("{} {verdicts} {differ}: {}", figure(number), english::list(&kinds.collect::<Vec<_>>()))
        }
    }
}

/// What verdicts do that differ alike: `go from missed to met`.
fn shifted(shift: Shift) -> String {
    let Shift { before, after, number } = shift;
    match (before.map(verdict::word), after.map(verdict::word)) {
        (Some(before), Some(after)) => {
            format!("{} from {before} to {after}", verb(number, ["goes", "go"]))
        }
        (Some(before), None) => {
            let (was, falls) = (verb(number, ["was", "were"]), verb(number, ["falls", "fall"]));
            format!("that {was} {before} {falls} away")
        }
        (None, after) => {
            format!("{} new and {}", verb(number, ["is", "are"]), after.unwrap_or("unknown"))
        }
    }
}

/// When an alert fires and ends, what it is about and who is named; it begins small.
pub fn episode(episode: &Episode<'_>, calendar: &Calendar) -> String {
    let day = |moment: Timestamp| english::date(calendar.day(moment));
    let end = episode
        .ended
        .map_or_else(|| "still firing at the end".to_owned(), |ended| format!("resolved on {}", day(ended)));
    let broken = match episode.broken_by.as_slice() {
        [] => String::new(),
        names => format!("; broken by {}", english::list(names)),
    };
    format!("fired on {}, {end}, about {}{broken}.", day(episode.fired), english::periods(&episode.periods))
}

/// Examples that are not shown.
pub fn more_examples(number: usize) -> String {
    format!("{} more; --format json lists them all", english::figure(number))
}

fn figure(number: usize) -> String {
    english::number(Decimal::from(number))
}

fn verb(number: usize, [one, many]: [&'static str; 2]) -> &'static str {
    if number == 1 { one } else { many }
}
