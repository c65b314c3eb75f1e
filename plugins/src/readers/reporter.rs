//! Whose figure a row gives: bodies by their codes, and what becomes of a report under the code of a body that had closed.
//!
//! A code belongs to the body that carried it in the period. It does not decide whether a successor has reported itself; `duplicates` does.

use engine::model::{AddsUp, Body, Catalogue, Measure, Period};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::body_naming::{NamedBy, plain_name};
use super::excerpt::Excerpt;
use super::row_fault::RowFault;

/// The bodies of a register by their codes.
#[derive(Default)]
pub(super) struct Carriers {
    codes: FxHashMap<Box<str>, Named>,
    /// The same by names as they are compared, where a feed goes by names.
    names: FxHashMap<Box<str>, Named>,
    /// The codes that passed from one body to another, each with all its carriers.
    passed_on: Vec<Vec<usize>>,
    /// The bodies that each body took over from, all by their places in the register.
    predecessors: FxHashMap<usize, Vec<usize>>,
}

/// What a text names: bodies are meant by their places in the register.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Body(usize),
    /// One of several carriers of a code, by the code's place among those that were passed on.
    CarrierOf(usize),
}

/// Whose figure a row gives.
#[derive(Clone, Copy)]
pub(super) struct Reporter {
    /// The body whose figure it is, by its place in the register.
    pub(super) body: usize,
    /// Of a row that names a body after it had closed: the body, and the successor whose own report stands before it.
    pub(super) heir: Option<Heir>,
}

/// A successor, and the body that it followed, by their places in the register.
#[derive(Clone, Copy)]
pub(super) struct Heir {
    pub(super) body: usize,
    pub(super) former: usize,
}

impl Carriers {
    pub(super) fn of(catalogue: &Catalogue, by: NamedBy) -> Self {
        let mut carriers = Self::default();
        for (index, body) in catalogue.bodies.values().enumerate() {
            for code in &body.codes {
                note(&mut carriers.codes, &mut carriers.passed_on, code, index);
            }
            if by == NamedBy::Name {
                note(&mut carriers.names, &mut carriers.passed_on, &plain_name(&body.name), index);
            }
            for successor in &body.successors {
                if let Some(place) = catalogue.bodies.get_index_of(successor.as_str()) {
                    carriers.predecessors.entry(place).or_default().push(index);
                }
            }
        }
        carriers
    }

    /// What an id or a code names.
    pub(super) fn named(&self, text: &str, catalogue: &Catalogue) -> Option<Named> {
        let by_id = catalogue.bodies.get_index_of(text).map(Named::Body);
        by_id.or_else(|| self.codes.get(text).copied())
    }

    /// What a name means; two bodies that have it at once are a fault, since nobody can tell them apart.
    pub(super) fn called(&self, name: &str, catalogue: &Catalogue) -> Result<Option<Named>, RowFault> {
        let Some(named) = self.names.get(plain_name(name).as_str()).copied() else { return Ok(None) };
        let Named::CarrierOf(place) = named else { return Ok(Some(named)) };
        let body = |index: &usize| &catalogue.bodies[*index];
        let carriers = &self.passed_on[place];
        for (number, one) in carriers.iter().enumerate() {
            let life = (body(one).opened.unwrap_or(Date::MIN), body(one).closed.unwrap_or(Date::MAX));
            let other = carriers[..number].iter().find(|other| body(other).is_open_between(life.0, life.1));
            if let Some(other) = other {
                let bodies = [other, one].map(|index| body(index).id.clone());
                return Err(RowFault::AmbiguousName { text: Excerpt::of(name), bodies });
            }
        }
        Ok(Some(named))
    }

    /// The one that is meant in a period: who carries the code at its end, or else within it; or else the last one before it, or
    /// the first one after it.
    pub(super) fn in_period(&self, named: Named, period: Period, catalogue: &Catalogue) -> usize {
        let place = match named {
            Named::Body(index) => return index,
            Named::CarrierOf(place) => place,
        };
        let (first, last) = (period.first_day(), period.last_day());
        let carriers = || self.passed_on[place].iter().copied();
        let body = |index: &usize| &catalogue.bodies[*index];
        let closed = |index: &usize| body(index).closed.unwrap_or(Date::MAX);
        carriers()
            .find(|index| body(index).is_open_on(last))
            .or_else(|| carriers().find(|index| body(index).is_open_between(first, last)))
            .or_else(|| carriers().filter(|index| closed(index) < first).max_by_key(closed))
            .or_else(|| carriers().min_by_key(closed))
            .expect("a code that was passed on has carriers")
    }

    /// Whose figure it is that a row gives of a body for a period that ended before that opened: publishers put all of the past under
    /// their newest codes. Where figures add up it is that of whoever stood there then, as long as each followed one other alone, and is
    /// inherited from there; otherwise the body's own.
    pub(super) fn before_opening(
        &self,
        body: usize,
        measure: &Measure,
        period: Period,
        catalogue: &Catalogue,
    ) -> usize {
        let last = period.last_day();
        let is_to_come = |index: usize| catalogue.bodies[index].opened.is_some_and(|opened| last < opened);
        if measure.adds_up != AddsUp::Sum || !is_to_come(body) {
            return body;
        }
        let mut stood = body;
        // A register may send one round in a circle; no line is longer than the register.
        for _ in 0..catalogue.bodies.len() {
            let Some(former) = self.only_predecessor(stood, catalogue) else { return body };
            stood = former;
            if !is_to_come(stood) {
                break;
            }
        }
        if catalogue.bodies[stood].is_open_on(last) { stood } else { body }
    }

    /// The body that one took over from, where there was one alone and nobody else took over from that.
    fn only_predecessor(&self, body: usize, catalogue: &Catalogue) -> Option<usize> {
        let [former] = self.predecessors.get(&body)?.as_slice() else { return None };
        (catalogue.bodies[*former].successors.len() == 1).then_some(*former)
    }

    /// Whose figure it is that a row gives under the name of a body which closed before `day`. Where figures add up it stays the
    /// closed body's, and the engine makes a sum of what all predecessors report; otherwise the successor's, where it followed that
    /// one body alone.
    pub(super) fn of_closed(
        &self,
        former: usize,
        text: &str,
        measure: &Measure,
        day: Date,
        catalogue: &Catalogue,
    ) -> Result<Reporter, RowFault> {
        let line = line_of(former, text, day, catalogue)?;
        let heir = Heir { body: *line.last().expect("a line of successors has an end"), former };
        if measure.adds_up == AddsUp::Sum {
            return Ok(Reporter { body: former, heir: Some(heir) });
        }
        let followed_one =
            |index: &usize| self.predecessors.get(index).is_none_or(|former| former.len() == 1);
        if line.iter().all(followed_one) {
            return Ok(Reporter { body: heir.body, heir: Some(heir) });
        }
        let body = |index: usize| &catalogue.bodies[index];
        Err(RowFault::OneOfSeveral {
            text: Excerpt::of(text),
            name: body(former).name.clone(),
            successor: body(heir.body).name.clone(),
            measure: measure.id.clone(),
        })
    }
}

/// Notes that a body carries a code or a name.
fn note(known: &mut FxHashMap<Box<str>, Named>, passed_on: &mut Vec<Vec<usize>>, text: &str, index: usize) {
    let named = known.entry(text.into()).or_insert(Named::Body(index));
    match *named {
        Named::Body(known) if known == index => {}
        Named::Body(known) => {
            *named = Named::CarrierOf(passed_on.len());
            passed_on.push(vec![known, index]);
        }
        Named::CarrierOf(place) => passed_on[place].push(index),
    }
}

/// Follows the successors of a closed body for as long as there is one and only one, up to the one that was open on `day`.
fn line_of(former: usize, text: &str, day: Date, catalogue: &Catalogue) -> Result<Vec<usize>, RowFault> {
    let (mut line, mut current) = (Vec::new(), former);
    // A register may send one round in a circle; no line is longer than the register.
    for _ in 0..catalogue.bodies.len() {
        let record = &catalogue.bodies[current];
        let Some(closed) = record.closed.filter(|closed| *closed < day) else { return Ok(line) };
        current = only_successor(record, catalogue).ok_or_else(|| RowFault::ClosedBody {
            text: Excerpt::of(text),
            name: record.name.clone(),
            closed,
            successors: record.successors.len(),
        })?;
        line.push(current);
    }
    Err(RowFault::UnknownBody { text: Excerpt::of(text), near: None })
}

fn only_successor(body: &Body, catalogue: &Catalogue) -> Option<usize> {
    match body.successors.as_slice() {
        [only] => catalogue.bodies.get_index_of(only.as_str()),
        _ => None,
    }
}
