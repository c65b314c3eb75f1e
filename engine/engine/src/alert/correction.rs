//! Which figures were revised, or are read otherwise, where that turned the verdict of a period for which people were told of a breach.

use std::sync::Arc;

use indexmap::IndexSet;
use rust_decimal::Decimal;
use rustc_hash::FxBuildHasher;

use super::{Alert, Correction, ReportPlace, Rereading};
use crate::evaluate::{Evaluator, Finished, InstanceIx, ObligationIx, Turn, Work};
use crate::evidence::{Evidence, Heard};
use crate::model::{Cell, Period, Report, SourceFile, Verdict};

/// The revised figures by which a period was missed that has been delivered since, and the figures that were missing until a file
/// was read otherwise; none where it is not the last period that people were told of.
pub(super) fn corrections(
    evaluator: &Evaluator,
    ix: ObligationIx,
    told: &Alert,
    period: Period,
) -> Vec<Correction> {
    let opened = evaluator.state().obligation(ix).opened(period);
    let Some(opened) = opened.filter(|_| told.periods.last() == Some(&period)) else { return Vec::new() };
    let missed = told.breakers().filter(|breaker| breaker.is_missed());
    let instances = missed.filter_map(|breaker| opened.instance_of_part(&breaker.part));
    let newest = instances.filter_map(|instance| {
        let reads = evaluator.state().instance(instance).reads.iter();
        let cells = reads.map(|cell| evaluator.evidence().cell(*cell));
        let revised = cells.flat_map(|cell| revised(evaluator.evidence(), &cell));
        revised.max_by_key(|correction| correction.known)
    });
    let waiting = told.held_up.iter().map(|waiting| &waiting.part);
    let silent = told.breakers().filter(|breaker| breaker.is_silent()).map(|silent| &silent.part);
    let lacking = silent.chain(waiting).filter_map(|part| opened.instance_of_part(part));
    each_once(newest.chain(lacking.flat_map(|instance| first_read(evaluator, instance))))
}

/// The figures that were revised in this round and by which parts of an obligation turned between delivered and missed, and those
/// that were missing until their file was read otherwise.
pub(super) fn turned_by(evaluator: &Evaluator, finished: &Finished, ix: ObligationIx) -> Vec<Correction> {
    let owed = evaluator.state().obligation(ix);
    let turned = |is_turned: fn(&Turn) -> bool| {
        let turned = finished.turns.iter().filter(move |turn| turn.obligation == ix && is_turned(turn));
        turned.filter_map(|turn| match turn.work {
            Work::Part(place) => Some(owed.periods[turn.opened].instance_at(place)),
            Work::Gate(_) => None,
        })
    };
    let first_read = turned(is_heard).flat_map(|instance| first_read(evaluator, instance));
    if evaluator.revised().is_empty() {
        return each_once(first_read);
    }
    let evidence = evaluator.evidence();
    let is_new = |correction: &Correction| {
        evidence.find(&correction.cell).is_some_and(|place| evaluator.revised().contains(&place))
    };
    let revised = turned(is_turned).flat_map(|instance| {
        let cells = evaluator.state().instance(instance).reads.iter();
        cells.flat_map(|cell| revised(evidence, &evidence.cell(*cell)))
    });
    each_once(first_read.chain(revised.filter(is_new)))
}

/// Several parts may rest on the same figure.
fn each_once(corrections: impl Iterator<Item = Correction>) -> Vec<Correction> {
    let corrections: IndexSet<Correction, FxBuildHasher> = corrections.collect();
    corrections.into_iter().collect()
}

fn is_turned(turn: &Turn) -> bool {
    let from_to = |from: Verdict, to: Verdict| from.is_delivered() && to == Verdict::Missed;
    from_to(turn.from, turn.to) || from_to(turn.to, turn.from)
}

/// Whether a figure that was missing came, and is bad.
fn is_heard(turn: &Turn) -> bool {
    turn.from == Verdict::NoData && turn.to == Verdict::Missed
}

/// The figures that came last of those that a part rests on, where they are the first of their cells and stand in files that had been read before as
/// they are now: then nobody reported them meanwhile, and the files are only read otherwise.
fn first_read(evaluator: &Evaluator, instance: InstanceIx) -> Vec<Correction> {
    let evidence = evaluator.evidence();
    let cells = evaluator.state().instance(instance).reads.iter();
    let figures: Vec<_> = cells.flat_map(|cell| reported(evidence, &evidence.cell(*cell))).collect();
    let last = figures.iter().map(|(_, heard, _)| heard.source.file.edition.reading).max();
    let last = figures.into_iter().filter(|(_, heard, _)| Some(heard.source.file.edition.reading) == last);
    let found = last.filter_map(|(cell, heard, to)| {
        let reading = heard.source.file.edition.reading;
        let is_earlier = |earlier: Heard| {
            matches!(earlier.report, Report::Value(_)) && earlier.source.file.edition.reading < reading
        };
        let is_first = !evidence.history(&cell)?.all().any(is_earlier);
        let is_read_again = is_first && evidence.is_read_again(&heard.source.file);
        let (known, place, occasion) =
            (heard.vintage, ReportPlace::of(&heard.source), Rereading::ReadOtherwise);
        is_read_again.then_some(Correction { cell, from: None, to, known, place, occasion })
    });
    found.collect()
}

/// The figures that a cell is made of, as they were reported.
fn reported(evidence: &Evidence, cell: &Cell) -> Vec<(Cell, Heard, Decimal)> {
    let Some(history) = evidence.history(cell) else {
        return evidence.inputs(cell).iter().flat_map(|input| reported(evidence, input)).collect();
    };
    let current = history.current();
    match current.report {
        Report::Value(value) => vec![(cell.clone(), current, value)],
        Report::Absent(_) => Vec::new(),
    }
}

/// What a cell holds instead of what it held before, or the cells that it is made of.
fn revised(evidence: &Evidence, cell: &Cell) -> Vec<Correction> {
    let Some(history) = evidence.history(cell) else {
        return evidence.inputs(cell).iter().flat_map(|input| revised(evidence, input)).collect();
    };
    let current = history.current();
    let Report::Value(to) = current.report else { return Vec::new() };
    let file = &current.source.file;
    let correction = |(from, before): (Decimal, &Arc<SourceFile>)| {
        let is_same = (&before.feed, &before.path, &before.hash) == (&file.feed, &file.path, &file.hash);
        let occasion = if is_same { Rereading::ReadOtherwise } else { Rereading::Published };
        let (known, place) = (current.vintage, ReportPlace::of(&current.source));
        Correction { cell: cell.clone(), from: Some(from), to, known, place, occasion }
    };
    history.value_before(to).map(correction).into_iter().collect()
}
