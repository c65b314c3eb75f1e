//! What a replay of the rules over history comes to, in counts.

use std::collections::BTreeMap;

use engine::model::Verdict;
use jiff::civil::Date;

use crate::{english, verdict};

/// Which rules judge.
pub const ONE_PROGRAM: &str = "The rules as they stand now judge the whole history.";

/// How often people would have been told of each kind of change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToldCounts {
    pub fired: usize,
    pub updated: usize,
    pub resolved: usize,
    pub corrected: usize,
    pub restated: usize,
    pub withdrawn: usize,
    pub escalated: usize,
    pub reminded: usize,
}

/// The days that were replayed: `replayed from 1 April 2023 to 31 August 2024, with what was known on 3 May 2024`.
pub fn days(from: Option<Date>, to: Date, known_at: Option<Date>) -> String {
    let to = english::date(to);
    let days = match from {
        Some(from) => format!("from {} to {to}", english::date(from)),
        None => format!("up to {to}"),
    };
    match known_at {
        Some(day) => format!("replayed {days}, with what was known on {}", english::date(day)),
        None => format!("replayed {days}"),
    }
}

/// What people would have been told: `Three alerts fired and one was resolved, with sixteen updates.`
pub fn told(counts: ToldCounts) -> String {
    let fired = english::count(counts.fired, "alert");
    let ended = [
        (counts.resolved, "resolved"),
        (counts.corrected, "corrected"),
        (counts.restated, "restated"),
        (counts.withdrawn, "withdrawn"),
        (counts.escalated, "taken up a step"),
    ];
    let ended = ended.into_iter().filter(|(number, _)| *number > 0);
    let ended = ended.map(|(number, did)| format!("{} {} {did}", english::figure(number), was(number)));
    let said: Vec<String> = std::iter::once(format!("{fired} fired")).chain(ended).collect();
    let said = english::capitalised(&english::list(&said));
    let besides = [(counts.updated, "update"), (counts.reminded, "reminder")];
    let besides = besides.into_iter().filter(|(number, _)| *number > 0);
    let besides: Vec<String> = besides.map(|(number, what)| english::count(number, what)).collect();
    if besides.is_empty() { format!("{said}.") } else { format!("{said}, with {}.", english::list(&besides)) }
}

/// How many verdicts of each kind stand at the end.
pub fn verdicts_at_end(tally: &BTreeMap<Verdict, usize>) -> String {
    let verdicts: Vec<String> = tally
        .iter()
        .map(|(kind, number)| format!("{} {}", english::figure(*number), verdict::word(*kind)))
        .collect();
    let verdicts = if verdicts.is_empty() { "none".to_owned() } else { english::list(&verdicts) };
    format!("Verdicts at the end: {verdicts}.")
}

/// How many times any rule was run.
pub fn runs(number: usize) -> String {
    match number {
        0 => "No rule was run.".to_owned(),
        1 => "A rule was run once.".to_owned(),
        number => format!("Rules were run {}.", english::count(number, "time")),
    }
}

fn was(number: usize) -> &'static str {
    if number == 1 { "was" } else { "were" }
}
