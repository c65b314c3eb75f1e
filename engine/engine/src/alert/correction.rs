//! Which figures were revised, where a revision turned the verdict of a period for which people were told of a breach.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Alert, Correction, ReportPlace, Rereading};
use crate::evaluate::{Evaluator, Finished, ObligationIx, Turn, Work};
use crate::evidence::Evidence;
use crate::model::{Cell, Period, Report, SourceFile, Verdict};

/// The revised figures by which a period was missed that has been delivered since; none where it was missed for no figure, or where
/// it is not the last period that people were told of.
pub(super) fn corrections(
    evaluator: &Evaluator,
    ix: ObligationIx,
    told: &Alert,
    period: Period,
) -> Vec<Correction> {
    let opened = evaluator.state().obligation(ix).opened(period);
    let Some(opened) = opened.filter(|_| told.periods.last() == Some(&period)) else { return Vec::new() };
    let missed = told.breakers().filter(|breaker| breaker.verdict == Verdict::Missed);
    let instances = missed.filter_map(|breaker| opened.instance_of_part(&breaker.part));
    let newest = instances.filter_map(|instance| {
        let reads = evaluator.state().instance(instance).reads.iter();
        let cells = reads.map(|cell| evaluator.evidence().cell(*cell));
        let revised = cells.flat_map(|cell| revised(evaluator.evidence(), &cell));
        revised.max_by_key(|correction| correction.known)
    });
    let mut corrections: Vec<Correction> = Vec::new();
    for correction in newest {
        if !corrections.contains(&correction) {
            corrections.push(correction);
        }
    }
    corrections
}

/// The figures that were revised in this round and by which parts of an obligation turned between delivered and missed.
pub(super) fn turned_by(evaluator: &Evaluator, finished: &Finished, ix: ObligationIx) -> Vec<Correction> {
    if evaluator.revised().is_empty() {
        return Vec::new();
    }
    let turned = finished.turns.iter().filter(|turn| turn.obligation == ix && is_turned(turn));
    let owed = evaluator.state().obligation(ix);
    let instances = turned.filter_map(|turn| match turn.work {
        Work::Part(place) => Some(owed.periods[turn.opened].instance_at(place)),
        Work::Gate(_) => None,
    });
    let mut corrections: Vec<Correction> = Vec::new();
    for instance in instances {
        let cells = evaluator.state().instance(instance).reads.iter();
        let found = cells.flat_map(|cell| revised(evaluator.evidence(), &evaluator.evidence().cell(*cell)));
        for correction in found {
            let place = evaluator.evidence().find(&correction.cell);
            let is_new = place.is_some_and(|place| evaluator.revised().contains(&place));
            if is_new && !corrections.contains(&correction) {
                corrections.push(correction);
            }
        }
    }
    corrections
}

fn is_turned(turn: &Turn) -> bool {
    let from_to = |from: Verdict, to: Verdict| from.is_delivered() && to == Verdict::Missed;
    from_to(turn.from, turn.to) || from_to(turn.to, turn.from)
}

/// What a cell holds instead of what it held before, or the cells that it is made of.
fn revised(evidence: &Evidence, cell: &Cell) -> Vec<Correction> {
    let Some(history) = evidence.history(cell) else {
        return evidence.inputs(cell).iter().flat_map(|input| revised(evidence, input)).collect();
    };
    let current = history.current();
    let Report::Value(to) = current.report else { return Vec::new() };
    let before = history.all().filter_map(|heard| match heard.report {
        Report::Value(value) if value != to => Some((value, heard.source.file)),
        _ => None,
    });
    let (known, file) = (current.vintage, &current.source.file);
    let correction = |(from, before): (Decimal, Arc<SourceFile>)| {
        let is_same = (&before.feed, &before.path, &before.hash) == (&file.feed, &file.path, &file.hash);
        let occasion = if is_same { Rereading::ReadOtherwise } else { Rereading::Published };
        let place = ReportPlace::of(&current.source);
        Correction { cell: cell.clone(), from, to, known, place, occasion }
    };
    before.last().map(correction).into_iter().collect()
}
