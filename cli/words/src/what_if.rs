//! What would become of what is supposed, in words. Nothing of it has happened, and nobody is blamed for any of it.

use engine::model::{BodyId, Node, ObligationRef, Period, Verdict};
use engine::program::Program;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::names::Names;
use crate::{english, matrix, question, verdict};

/// What stands over what is supposed.
pub const SUPPOSED: &str = "Supposed";
/// What stands over what loses its footing.
pub const FOOTING: &str = "What loses something on which it rests";
/// What stands over verdicts.
pub const TURNED: &str = "Verdicts that would be others";
/// What stands over alerts.
pub const ALERTS: &str = "Alerts";
/// What stands over what would wait for something.
pub const HELD_UP: &str = "What would be held up";
/// Nothing is declared to rest on it.
pub const NO_FOOTING: &str = "Nothing is declared to rest on it.";

/// The one side of the comparison.
pub const AS_DECLARED: &str = "as declared";
/// The other.
pub const AS_SUPPOSED: &str = "as supposed";
/// A report that is supposed not to come is not due.
pub const NOT_DUE: &str = "`remit due` lists what is due, by body and period; `--until` looks further ahead";

/// What is supposed of something that is not declared: what may be meant.
pub fn unknown(near: Option<&str>, known: &[String]) -> String {
    const MOST_NAMED: usize = 12;
    match (near, known) {
        (Some(near), _) => question::did_you_mean(near),
        (None, []) => "none is declared".to_owned(),
        (None, known) => format!("these are declared: {}", english::some_of(known, MOST_NAMED)),
    }
}

/// What the answer takes for granted.
pub fn taken(from: Date) -> String {
    format!(
        "Taken for granted: every report that is still due after {} comes in time, with the newest figure of its body. What is late already stays \
         missing, and documents stand for as long as they say.",
        english::date(from)
    )
}

/// The days that are looked at.
pub fn days(from: Date, until: Date) -> String {
    format!("from {} to {}", english::date(from), english::date(until))
}

/// When it first shows.
pub fn shows(day: Option<Date>, until: Date) -> String {
    match day {
        Some(day) => format!("It would first show on {}.", english::date(day)),
        None => format!("Nothing would show by {}.", english::date(until)),
    }
}

/// A relation ends, or a body closes.
pub fn ends(id: &BodyId, on: Date, program: &Program) -> String {
    format!("{} ({id}) has its last day on {}.", Names { program }.body(id), english::date(on))
}

/// A report does not come.
pub fn missed(obligation: &ObligationRef, whose: Option<&str>, period: Period, program: &Program) -> String {
    let whose = whose.map(|whose| {
        let known = program.catalogue.bodies.get(whose);
        format!(" by {}", known.map_or(whose, |body| &body.name))
    });
    let (period, owed) = (english::period(period), matrix::obligation(obligation, program));
    format!("The report for {period}{} does not come: {owed}.", whose.unwrap_or_default())
}

/// A target is moved.
pub fn aimed(measure: &engine::model::MeasureId, value: Decimal, from: Date, program: &Program) -> String {
    let names = Names { program };
    let amount = names.amount(measure, value);
    format!("The target of {} is {amount} from {} on.", names.measure(measure), english::date(from))
}

/// Something on which an obligation rests and which it loses.
#[derive(Clone, Copy, Debug)]
pub enum Lost<'a> {
    Tie(&'a BodyId),
    About(&'a BodyId),
    Lead { body: &'a BodyId, successor: Option<&'a BodyId> },
    Party(&'a BodyId),
    Report,
    Target,
}

/// An obligation with what it loses.
pub fn footing(obligation: &ObligationRef, lost: Lost<'_>, program: &Program) -> String {
    let names = Names { program };
    let why = match lost {
        Lost::Tie(relation) => {
            let kind = program.catalogue.relations.get(relation.as_str()).map_or("", |one| &*one.kind);
            format!("{} ({kind}) leads to it", names.body(relation))
        }
        Lost::About(body) => format!("it is about {}", names.body(body)),
        Lost::Lead { body, successor: Some(successor) } => {
            format!("{} leads it, and {} follows", names.body(body), names.body(successor))
        }
        Lost::Lead { body, successor: None } => {
            format!("{} leads it, and no one body is named to follow", names.body(body))
        }
        Lost::Party(body) => format!("{} owes a part of it", names.body(body)),
        Lost::Report => "it rests on that report".to_owned(),
        Lost::Target => "it is judged by a measure whose target moves".to_owned(),
    };
    format!("{}: {why}.", matrix::obligation(obligation, program))
}

/// One verdict: `Q1 2025, HM Prison Service: met would be no data, from 30 July 2025 (homelessness/duty-to-refer/adult_prison).`
pub fn turned(
    (node, body, period): (&Node, &BodyId, Period),
    [before, after]: [Option<Verdict>; 2],
    shows: Date,
    program: &Program,
) -> String {
    let word = |verdict: Option<Verdict>| verdict.map_or("not owed", verdict::word);
    format!(
        "{}, {}: {} would be {}, from {} ({node}).",
        english::capitalised(&english::period(period)),
        Names { program }.body(body),
        word(before),
        word(after),
        english::date(shows)
    )
}

/// An obligation that would wait.
pub fn held_up(obligation: &ObligationRef, since: Date, program: &Program) -> String {
    format!("{}, from {}.", matrix::obligation(obligation, program), english::date(since))
}

/// What is not shown of a list.
pub fn more(number: usize) -> String {
    format!("And {} more. --all shows them.", english::figure(number))
}

/// An alert that would go another way, as it goes and as it would go.
pub fn moved(before: &str, after: &str) -> String {
    format!("As declared: {before} As supposed: {after}")
}
