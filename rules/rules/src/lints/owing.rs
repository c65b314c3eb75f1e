//! By which measures people are judged, and how many reports that takes in a year. Nothing is told of it here.

use std::collections::BTreeSet;

use engine::model::{AddsUp, BodyId, Cadence, Measure, MeasureId, Param, Reporters};
use engine::program::Obligation;

use super::declared::{Declared, DeclaredMission, has_ended};

/// Every measure by which somebody is judged today, or that goes into one.
pub(super) fn owed_measures(declared: &Declared<'_>) -> BTreeSet<MeasureId> {
    let mut owed = BTreeSet::new();
    for mission in &declared.missions {
        for part in current(mission, declared).flat_map(Obligation::parts) {
            take(declared, &part.duty.measure, &mut owed);
            for param in part.duty.params.values() {
                take_named(declared, param, &mut owed);
            }
            for word in mission.quoted_in(part.duty.rule.id().as_str()) {
                if let Some(measure) = declared.program.catalogue.measures.get(word) {
                    take(declared, &measure.id, &mut owed);
                }
            }
        }
        let terms = current(mission, declared).flat_map(Obligation::all_terms);
        for gate in terms.flat_map(|(_, terms)| terms.gates()) {
            take(declared, gate, &mut owed);
        }
    }
    owed
}

fn current<'d>(
    mission: &'d DeclaredMission<'_>,
    declared: &'d Declared<'_>,
) -> impl Iterator<Item = &'d Obligation> {
    let judged = mission.mission.obligations.iter();
    judged.filter(|owed| !has_ended(std::slice::from_ref(owed), declared.today))
}

/// A rule may be handed the names of measures.
fn take_named(declared: &Declared<'_>, param: &Param, owed: &mut BTreeSet<MeasureId>) {
    match param {
        Param::Text(name) => {
            if let Some(measure) = declared.program.catalogue.measures.get(name.as_str()) {
                take(declared, &measure.id, owed);
            }
        }
        Param::List(all) => all.iter().for_each(|param| take_named(declared, param, owed)),
        Param::Number(_) | Param::Flag(_) => {}
    }
}

/// A measure, what it is a value of, and what it is worked out from.
fn take(declared: &Declared<'_>, id: &MeasureId, owed: &mut BTreeSet<MeasureId>) {
    if !owed.insert(id.clone()) {
        return;
    }
    if let Some((total, _)) = id.as_str().split_once('/') {
        take(declared, &MeasureId::new(total), owed);
    }
    let measure = declared.program.catalogue.measures.get(id);
    if let Some(AddsUp::Ratio { numerator, denominator }) = measure.map(|measure| &measure.adds_up) {
        take(declared, numerator, owed);
        take(declared, denominator, owed);
    }
}

/// How many obligations of a mission are in force: as they are declared.
pub(super) fn obligations(mission: &DeclaredMission<'_>, declared: &Declared<'_>) -> usize {
    let judged = mission.obligations().map(|(_, judged)| judged);
    judged.filter(|judged| !judged.is_empty() && !has_ended(judged, declared.today)).count()
}

/// How many reports a mission asks for in a year, each figure of each body once.
pub(super) fn reports_a_year(mission: &DeclaredMission<'_>, declared: &Declared<'_>) -> u64 {
    let mut series = BTreeSet::new();
    for part in current(mission, declared).flat_map(Obligation::parts) {
        report(declared, &part.duty.measure, part.about(), &mut series);
    }
    let measures = &declared.program.catalogue.measures;
    let reports = series.iter().filter_map(|(measure, _)| measures.get(measure));
    reports.map(|measure| times_a_year(measure.every)).sum()
}

/// Adds who reports what so that a figure of a body can be had.
fn report(
    declared: &Declared<'_>,
    measure: &MeasureId,
    body: &BodyId,
    series: &mut BTreeSet<(MeasureId, BodyId)>,
) {
    let Some(measure) = declared.program.catalogue.measures.get(measure) else { return };
    match &measure.adds_up {
        AddsUp::Ratio { numerator, denominator } => {
            report(declared, numerator, body, series);
            report(declared, denominator, body, series);
        }
        AddsUp::Sum => {
            let reporters = reporters_below(declared, measure, body);
            series.extend(reporters.into_iter().map(|body| (measure.id.clone(), body)));
        }
        AddsUp::Alone => {
            series.insert((measure.id.clone(), body.clone()));
        }
    }
}

/// Those whose figures add up to that of a body: itself, where it reports.
fn reporters_below(declared: &Declared<'_>, measure: &Measure, body: &BodyId) -> Vec<BodyId> {
    let bodies = &declared.program.catalogue.bodies;
    let reports = |id: &BodyId| match &measure.reporters {
        Reporters::Anyone => false,
        Reporters::Kind(kind) => bodies.get(id).is_some_and(|body| body.kind == *kind),
        Reporters::Listed(listed) => listed.contains(id),
    };
    if reports(body) {
        return vec![body.clone()];
    }
    let open = bodies.values().filter(|one| one.is_open_on(declared.today));
    let below = open.filter(|one| reports(&one.id) && is_below(declared, &one.id, body));
    let below: Vec<BodyId> = below.map(|one| one.id.clone()).collect();
    if below.is_empty() { vec![body.clone()] } else { below }
}

/// Whether a body is a part of another, or of a part of it.
fn is_below(declared: &Declared<'_>, one: &BodyId, body: &BodyId) -> bool {
    let bodies = &declared.program.catalogue.bodies;
    let parent = |id: &BodyId| bodies.get(id).and_then(|body| body.parent.clone());
    // No body has more bodies above it than there are, whatever the register says.
    let above = std::iter::successors(parent(one), |id| parent(id)).take(bodies.len());
    above.into_iter().any(|above| above == *body)
}

fn times_a_year(every: Cadence) -> u64 {
    match every {
        Cadence::Day => 365,
        Cadence::Week | Cadence::WeekFrom(_) => 52,
        Cadence::Month => 12,
        Cadence::Quarter => 4,
        Cadence::FinancialYear | Cadence::AcademicYear | Cadence::Year => 1,
        Cadence::PartOfYear(parts) => parts.count() as u64,
        Cadence::Rolling { step, .. } => u64::from(12 / step.clamp(1, 12)),
    }
}
