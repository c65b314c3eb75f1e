//! The question, and two courses held against each other: the one that things take as they are declared, and the one that they would
//! take.

use std::collections::BTreeMap;

use engine::alert::AlertId;
use engine::expected::Records;
use engine::model::{BodyId, Calendar, Node, Period, Verdict};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;
use words::comparison::Shift;

use super::ahead::{Ahead, ahead};
use super::course::Course;
use super::footing::{Footing, footing};
use super::supposed::program_with;
use super::supposition::{SupposeError, Supposed, Supposition};
use crate::history::{History, Moments, by_moment};
use crate::replay::{Comparison, FinalVerdict, Range};

/// The time that is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Horizon {
    /// What is known by then is known; all after it is supposed.
    pub since: Timestamp,
    pub until: Date,
}

/// What would become of it.
#[derive(Clone, PartialEq, Debug)]
pub struct WhatIf {
    pub supposed: Vec<Supposed>,
    /// The day on which it is asked.
    pub from: Date,
    pub until: Date,
    /// What loses something on which it rests.
    pub footing: Vec<Footing>,
    /// Alerts, before and after.
    pub comparison: Comparison,
    /// Verdicts that stand otherwise at the horizon, the first to show first.
    pub turned: Vec<Turned>,
    /// Obligations that would wait for something overdue and do not as things are.
    pub held_up: Vec<HeldUp>,
    /// The first moment at which anything shows; none where nothing does by the horizon.
    pub shows: Option<Timestamp>,
}

/// A verdict that would be another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turned {
    pub node: Node,
    pub body: BodyId,
    pub period: Period,
    /// None where nothing is owed.
    pub before: Option<Verdict>,
    pub after: Option<Verdict>,
    /// When it would first show.
    pub shows: Timestamp,
}

impl WhatIf {
    /// How many verdicts would be others, in words and without a full stop.
    pub fn verdict_summary(&self) -> String {
        let mut numbers: BTreeMap<(Option<Verdict>, Option<Verdict>), usize> = BTreeMap::new();
        for Turned { before, after, .. } in &self.turned {
            *numbers.entry((*before, *after)).or_default() += 1;
        }
        let shifts = numbers.into_iter().map(|((before, after), number)| Shift { before, after, number });
        words::comparison::verdicts(&shifts.collect::<Vec<_>>())
    }
}

/// An alert that would be held up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldUp {
    pub id: AlertId,
    pub since: Timestamp,
}

/// What would become of a program over a history, if what is supposed held.
///
/// # Errors
/// Something that is supposed cannot be found, or is so already.
pub fn ask(
    program: &Program,
    history: &History,
    horizon: Horizon,
    suppositions: &[Supposition],
) -> Result<WhatIf, SupposeError> {
    let supposed = suppositions.iter().map(|one| one.find(program)).collect::<Result<Vec<_>, _>>()?;
    let changed = program_with(program, &supposed);
    let known = known_by(history, horizon.since, program);
    let missed: Vec<&Supposed> = supposed.iter().filter(|one| matches!(one, Supposed::Miss { .. })).collect();
    let (as_it_is, _) = with_ahead(program, &known, horizon, &[]);
    let (as_supposed, withheld) = with_ahead(&changed, &known, horizon, &missed);
    for (one, is_withheld) in missed.iter().zip(withheld) {
        check_withheld(one, is_withheld, horizon.until)?;
    }
    let end = program.calendar.last_moment(horizon.until);
    let before = Course::of(program, &as_it_is, end);
    let after = Course::of(&changed, &as_supposed, end);
    let from = program.calendar.day(horizon.since);
    let range = Range { from: Some(from), to: horizon.until, known_at: None };
    let comparison = Comparison::of(&before.outcome, &after.outcome, &range, &program.calendar);
    let turned = turned(&before, &after, horizon.since, &program.calendar);
    let held_up = held_up(&before, &after);
    let shows = first_shown(&comparison, &turned, &held_up);
    let footing = footing(program, &supposed);
    Ok(WhatIf { supposed, from, until: horizon.until, footing, comparison, turned, held_up, shows })
}

fn check_withheld(missed: &Supposed, is_withheld: bool, until: Date) -> Result<(), SupposeError> {
    let Supposed::Miss { obligation, whose, period } = missed else { return Ok(()) };
    if is_withheld {
        return Ok(());
    }
    Err(SupposeError::NothingDue {
        whose: whose.clone().unwrap_or_else(|| "nobody".to_owned()),
        obligation: obligation.to_string(),
        period: *period,
        until,
        help: words::what_if::NOT_DUE,
    })
}

/// What was known by a moment.
fn known_by(history: &History, since: Timestamp, program: &Program) -> History {
    let moments = Moments::new(program, &history.arrivals, since);
    let reports = by_moment(&history.observations, moments);
    let reports = reports.into_iter().take_while(|(moment, _)| *moment <= since);
    let observations = reports.flat_map(|(_, reports)| reports.into_iter().cloned()).collect();
    let responses = history.responses.iter().filter(|response| response.at <= since).cloned().collect();
    let unused = history.unused.iter().filter(|(at, _)| at.is_none_or(|at| at <= since)).cloned().collect();
    History { observations, responses, unused, ..History::default() }
}

/// The same with the figures that are taken to come under a program.
fn with_ahead(
    program: &Program,
    known: &History,
    horizon: Horizon,
    missed: &[&Supposed],
) -> (History, Vec<bool>) {
    let unused = known.unused.iter().map(|(_, unused)| unused.clone());
    let records =
        Records::of(&program.catalogue, &known.observations, unused, known.responses.iter().cloned());
    let Ahead { observations, withheld } = ahead(program, &records, (horizon.since, horizon.until), missed);
    let mut history = known.clone();
    history.observations.extend(observations);
    (history, withheld)
}

/// Who owes it, and the verdict as declared and as supposed.
type Pair = (BodyId, [Option<Verdict>; 2]);

/// The verdicts that differ at the end, the first to show first.
fn turned(before: &Course, after: &Course, since: Timestamp, calendar: &Calendar) -> Vec<Turned> {
    let mut pairs: BTreeMap<(Node, Period), Pair> = BTreeMap::new();
    for (side, course) in [before, after].into_iter().enumerate() {
        for FinalVerdict { node, body, period, verdict } in &course.outcome.verdicts {
            let known = pairs.entry((node.clone(), *period)).or_insert_with(|| (body.clone(), [None, None]));
            known.1[side] = Some(*verdict);
        }
    }
    // What would not be due yet tells nobody anything by falling away.
    let says = |verdict: Option<Verdict>| verdict.unwrap_or(Verdict::NotDue);
    let differing = pairs.into_iter().filter(|(_, (_, [before, after]))| says(*before) != says(*after));
    let mut turned: Vec<Turned> = differing
        .map(|((node, period), (body, [old, new]))| {
            let turns =
                |course: &Course| course.turns.get(&(node.clone(), period)).cloned().unwrap_or_default();
            let first = first_difference(&turns(before), &turns(after));
            // What is owed by one side alone shows once its period is over.
            let ends = calendar.end_of_day(period.last_day());
            let shows = first.unwrap_or(ends).max(since);
            Turned { node, body, period, before: old, after: new, shows }
        })
        .collect();
    turned.sort_by(|one, other| {
        (one.shows, &one.node, one.period).cmp(&(other.shows, &other.node, other.period))
    });
    turned
}

/// The first moment after which two courses of one verdict stand differently.
fn first_difference(before: &[(Timestamp, Verdict)], after: &[(Timestamp, Verdict)]) -> Option<Timestamp> {
    let mut moments: Vec<Timestamp> = before.iter().chain(after).map(|(at, _)| *at).collect();
    moments.sort_unstable();
    let stands = |turns: &[(Timestamp, Verdict)], moment: Timestamp| {
        turns.iter().rfind(|(at, _)| *at <= moment).map(|(_, verdict)| *verdict)
    };
    moments.into_iter().find(|moment| stands(before, *moment) != stands(after, *moment))
}

fn held_up(before: &Course, after: &Course) -> Vec<HeldUp> {
    let new = after.held_up.iter().filter(|(id, _)| !before.held_up.contains_key(*id));
    new.map(|(id, since)| HeldUp { id: id.clone(), since: *since }).collect()
}

fn first_shown(comparison: &Comparison, turned: &[Turned], held_up: &[HeldUp]) -> Option<Timestamp> {
    let appear = comparison.appear.iter().map(|episode| episode.fired);
    let moved = comparison.moved.iter().map(|moved| {
        let (before, after) = (&moved.before, &moved.after);
        let differs = if before.fired == after.fired { (before.ended, after.ended) } else { (None, None) };
        let ends = [differs.0, differs.1].into_iter().flatten().min();
        ends.unwrap_or_else(|| before.fired.min(after.fired))
    });
    let turned = turned.iter().map(|one| one.shows);
    let held_up = held_up.iter().map(|one| one.since);
    turned.chain(appear).chain(held_up).min().or_else(|| moved.min())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &[(i64, Verdict)], after: &[(i64, Verdict)], expect: Option<i64>) {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let turns = |turns: &[(i64, Verdict)]| -> Vec<(Timestamp, Verdict)> {
            turns.iter().map(|(second, verdict)| (at(*second), *verdict)).collect()
        };
        assert_eq!(first_difference(&turns(before), &turns(after)), expect.map(at));
    }

    #[test]
    fn two_courses_part_at_the_first_moment_after_which_they_stand_differently() {
        let begins = (1, Verdict::Awaiting);
        check(&[begins, (5, Verdict::Met)], &[begins, (9, Verdict::NoData)], Some(5));
        check(&[begins, (5, Verdict::Met)], &[begins, (5, Verdict::Met)], None);
        check(&[begins, (5, Verdict::Met)], &[], Some(1));
        check(
            &[begins, (5, Verdict::Missed)],
            &[begins, (5, Verdict::Missed), (7, Verdict::MetLate)],
            Some(7),
        );
    }
}
