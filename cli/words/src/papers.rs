//! Documents in words: that none is in force, what would help, and the papers themselves.

use engine::evidence::Gap;
use engine::model::{Catalogue, Paper, Period};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::english;

/// That no paper of a document is in force, and what came in all the same.
pub(crate) fn missing(gap: &Gap, catalogue: &Catalogue) -> String {
    let Gap { cell, unused, why } = gap;
    let (title, body) = (catalogue.measure_title(&cell.measure), catalogue.body_name(&cell.body));
    let day = english::date(cell.period.first_day());
    if why.is_unreconciled() {
        return format!("{title}, {body}, {day}: reports of it contradict each other");
    }
    let none = format!("no {title} of {body} is in force on {day}");
    match unused {
        Some(unused) => format!("{none}: what came {}", english::not_used(unused)),
        None => none,
    }
}

/// The same beside the document and its day.
pub fn none_in_force(gap: &Gap) -> String {
    if gap.why.is_unreconciled() || gap.unused.is_some() {
        return english::why_missing(gap);
    }
    "none in force".to_owned()
}

/// In the place of the course of figures.
pub fn owed(title: &str) -> String {
    format!("What is owed is a document, the {title}.")
}

/// How long a paper is in force, whose last day is the value.
pub(crate) fn in_force_until(value: Decimal) -> String {
    match Paper::last_day(value) {
        Some(Paper::NO_END) => "in force without an end".to_owned(),
        Some(last) => format!("in force until {}", english::date(last)),
        None => english::number(value),
    }
}

/// What is said of a body that brought none into force: `had no workforce plan in force`.
pub(crate) fn had_none(title: &str) -> String {
    format!("had no {title} in force")
}

/// The same of several: `had no workforce plan and no winter plan in force`.
pub(crate) fn had_none_of(titles: &[String]) -> String {
    let others = titles.iter().skip(1).map(|title| format!("no {title}"));
    let told: Vec<String> = titles.first().cloned().into_iter().chain(others).collect();
    had_none(&english::list(&told))
}

/// Where each of many lacks another one.
pub(crate) const HAD_NONE_THAT_IS_OWED: &str = "had not what is owed in force";

/// A document as somebody is asked for it: `the workforce plan in force on 31 October 2025`.
pub(crate) fn asked_for(title: &str, days: &[Period]) -> String {
    format!("the {title} in force on {}", english::periods(days))
}

/// A paper by its title and where it can be read.
pub(crate) fn paper(paper: &Paper) -> Vec<String> {
    let title = Some(paper.title.to_string()).filter(|title| !title.is_empty());
    title.into_iter().chain(paper.link.as_deref().map(str::to_owned)).collect()
}

/// What would help where none is in force on a day.
pub(crate) fn would_help(day: Date) -> String {
    format!("could be judged anew as soon as a paper is reported that is in force on {}", english::date(day))
}

/// Where one is in force, and no figure would have turned anything.
pub(crate) const NO_FIGURE: &str = "the rule asks which paper is in force, and reads no figure";
