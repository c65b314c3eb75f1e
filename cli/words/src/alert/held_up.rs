//! Figures for which parts of an obligation wait, in words: whose they are, which, since when, and who is held up by them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use engine::alert::Alert;
use engine::evidence::{Gap, WhyAbsent};
use engine::model::BodyId;
use engine::program::Program;

use super::complaint::MOST_NAMED;
use crate::english;

/// So many figures for which others wait are told one by one.
const MOST_FIGURES: usize = 3;

/// What each figure is that parts wait for, a sentence without its full stop for all that are alike, and who waits.
pub fn delays(alert: &Alert, program: &Program) -> Vec<String> {
    delays_of_many(&[alert], program, MOST_NAMED)
}

/// The same of several alerts together, with at most so many names of each kind.
pub fn delays_of_many(alerts: &[&Alert], program: &Program, most: usize) -> Vec<String> {
    let held_up = || alerts.iter().flat_map(|alert| &alert.held_up);
    let mut alike: Vec<(&Gap, Vec<&BodyId>)> = Vec::new();
    for gap in held_up().flat_map(|part| part.missing.iter()) {
        let is_alike = |(other, _): &&mut (&Gap, Vec<&BodyId>)| {
            (&other.cell.measure, other.cell.period, other.why, &other.unused)
                == (&gap.cell.measure, gap.cell.period, gap.why, &gap.unused)
        };
        match alike.iter_mut().find(is_alike) {
            Some((_, bodies)) if bodies.contains(&&gap.cell.body) => {}
            Some((_, bodies)) => bodies.push(&gap.cell.body),
            None => alike.push((gap, vec![&gap.cell.body])),
        }
    }
    // What many wait for comes first.
    alike.sort_by_key(|(_, bodies)| Reverse(bodies.len()));
    let told = alike.iter().take(MOST_FIGURES);
    let mut sentences: Vec<String> = told.map(|(gap, bodies)| delay(gap, bodies, program, most)).collect();
    if let Some(more) = alike.len().checked_sub(MOST_FIGURES).filter(|more| *more > 0) {
        sentences.push(format!("{} missing as well", more_figures(more)));
    }
    let mut seen = BTreeSet::new();
    let waiting: Vec<&BodyId> = held_up().map(|part| &part.body).filter(|body| seen.insert(*body)).collect();
    if !waiting.is_empty() {
        let is = if waiting.len() == 1 { "is" } else { "are" };
        sentences.push(format!("{} {is} held up by this", names(&waiting, program, most)));
    }
    sentences
}

/// Figures that are not told one by one, up to their verb: `The figure for one more measure or period is`.
fn more_figures(more: usize) -> String {
    match more {
        1 => "The figure for one more measure or period is".to_owned(),
        more => format!("The figures for {} more measures and periods are", english::figure(more)),
    }
}

/// One figure of one or more bodies: `Prevention spend for Q1 2018, due by 30 April 2018, is missing from ..`.
fn delay(gap: &Gap, bodies: &[&BodyId], program: &Program, most: usize) -> String {
    let Gap { cell, why, unused } = gap;
    let measure = program.catalogue.measures.get(&cell.measure);
    let title = program.catalogue.measure_title(&cell.measure);
    let period = english::period(cell.period);
    let due = measure.map(|measure| {
        let day = measure.due.day(cell.period, program.calendar_of_teller(cell));
        format!(", due by {},", english::date(day))
    });
    let due = due.unwrap_or_default();
    let said = match (why, unused) {
        (WhyAbsent::NeverReported, None) => String::new(),
        _ => format!(" ({})", english::why_missing(gap)),
    };
    let teller = program.catalogue.teller(cell);
    let bodies = names(bodies, program, most);
    if *teller == cell.body {
        return format!("{title} for {period}{due} is missing from {bodies}{said}");
    }
    let publisher = program.catalogue.body_name(teller);
    format!("{title} of {bodies} for {period}{due} is missing from {publisher}, which publishes it{said}")
}

fn names(bodies: &[&BodyId], program: &Program, most: usize) -> String {
    let mut named: Vec<String> =
        bodies.iter().map(|body| program.catalogue.body_name(body).to_owned()).collect();
    // A body that waits with several parts stands once.
    named.dedup();
    english::some_of(&named, most)
}
