//! How the rolling ranges of a measure lie: as it says itself, or else as whoever is owed it asks. Obligations that ask one measure
//! for ranges of months which never coincide are refused, since no report can serve both.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use engine::model::{AddsUp, Cadence, Measure, MeasureId, Period};
use engine::program::Obligation;
use indexmap::IndexMap;

use super::findings::{Findings, MissionIx};
use super::parsed::ParsedMission;
use super::resolved::Resolved;
use crate::diagnostic::{Code, Diagnostic};

/// Where a measure was first asked for on one grid.
type FirstAsked<'r> = BTreeMap<&'r MeasureId, Asked<'r>>;

/// Whoever says how ranges lie: an obligation, or the measure itself.
#[derive(Clone, Copy)]
struct Asked<'r> {
    by: MissionIx,
    id: &'r str,
    from: Period,
}

/// Refuses an obligation whose ranges never coincide with those of the measure, or those that an earlier one asks of it.
pub(super) fn refuse_other_grids(
    drafts: &[ParsedMission<'_>],
    all: &IndexMap<MissionIx, Arc<Resolved>>,
    findings: &mut Findings,
) {
    let mut first: FirstAsked<'_> = BTreeMap::new();
    for (ix, resolved) in all {
        let own = |measure: &Measure| Some(Asked { by: *ix, id: "", from: measure.anchor? });
        first.extend(resolved.measures.iter().filter_map(|measure| Some((&measure.id, own(measure)?))));
    }
    let rolled_up = rolled_up(all.values().map(|resolved| &**resolved));
    for (ix, resolved) in all {
        // Those about each of many go by the same words.
        let alike = resolved.obligations.chunk_by(|one, next| one.declared_id() == next.declared_id());
        for obligation in alike.map(|alike| &alike[0]).filter(|obligation| is_rolling(obligation.every)) {
            let asks = Asked { by: *ix, id: obligation.declared_id().as_str(), from: obligation.from };
            for measure in measures_of(obligation).filter(|measure| !rolled_up.contains(measure)) {
                let asked = *first.entry(measure).or_insert(asks);
                let is_same = asked.from.cadence() == asks.from.cadence();
                // That a measure is of other periods is another fault.
                let coincide =
                    if is_same { asked.from.is_in_step_with(asks.from) } else { asked.id.is_empty() };
                if !coincide {
                    findings.note(*ix, vec![fault(drafts, asks, asked, measure)]);
                    break;
                }
            }
        }
    }
}

/// One of the ranges of each measure whose grid is known by its obligations, or by a ratio that it is taken for.
pub(super) fn anchors<'r>(all: impl Iterator<Item = &'r Resolved> + Clone) -> BTreeMap<MeasureId, Period> {
    let mut anchors = BTreeMap::new();
    let rolled_up = rolled_up(all.clone());
    for obligation in all.clone().flat_map(|resolved| &resolved.obligations) {
        if is_rolling(obligation.every) {
            for measure in measures_of(obligation).filter(|measure| !rolled_up.contains(measure)) {
                anchors.entry(measure.clone()).or_insert(obligation.from);
            }
        }
    }
    for measure in all.clone().flat_map(|resolved| &resolved.measures) {
        if let AddsUp::Ratio { numerator, denominator } = &measure.adds_up
            && let Some(anchor) = measure.anchor.or_else(|| anchors.get(&measure.id).copied())
        {
            for input in [numerator, denominator] {
                anchors.entry(input.clone()).or_insert(anchor);
            }
        }
    }
    // The values of a breakdown lie as their total does, whichever of them is asked for.
    let measures = all.flat_map(|resolved| &resolved.measures);
    for (measure, breakdown) in measures.filter_map(|measure| Some((measure, measure.breakdown.as_ref()?))) {
        let ids: Vec<MeasureId> =
            std::iter::once(measure.id.clone()).chain(breakdown.parts(&measure.id)).collect();
        let known = measure.anchor.or_else(|| ids.iter().find_map(|id| anchors.get(id).copied()));
        for (id, anchor) in ids.into_iter().filter_map(|id| Some((id, known?))) {
            anchors.entry(id).or_insert(anchor);
        }
    }
    anchors
}

/// Measures of which ranges are made, wherever they begin: every report serves all of them.
fn rolled_up<'r>(all: impl Iterator<Item = &'r Resolved>) -> BTreeSet<&'r MeasureId> {
    let measures = all.flat_map(|resolved| &resolved.measures);
    measures.filter(|measure| measure.roll_up.is_some()).map(|measure| &measure.id).collect()
}

fn measures_of(obligation: &Obligation) -> impl Iterator<Item = &MeasureId> {
    obligation.all_terms().flat_map(|(_, terms)| &terms.parts).map(|part| &part.duty.measure)
}

/// Of other periods there is one for each day.
fn is_rolling(every: Cadence) -> bool {
    matches!(every, Cadence::Rolling { .. })
}

fn fault(drafts: &[ParsedMission<'_>], asks: Asked<'_>, asked: Asked<'_>, measure: &MeasureId) -> Diagnostic {
    let other = if asked.id.is_empty() { "the measure" } else { &format!("`{}`", asked.id) };
    let message = format!(
        "`{}` begins with {}, and {other} with {}: no report of `{measure}` can ever serve both",
        asks.id, asks.from, asked.from
    );
    Diagnostic::error(Code::Cadence, message, drafts[asks.by.0].source(), place(drafts, asks, measure))
        .with_help("begin both with ranges of the same grid, or let each go by a measure of its own")
        .and_label(drafts[asked.by.0].source(), place(drafts, asked, measure), "the other begins here")
}

/// Where it is written with which range it begins.
fn place(drafts: &[ParsedMission<'_>], asked: Asked<'_>, measure: &MeasureId) -> Range<usize> {
    let declared = drafts[asked.by.0].declaration();
    let is =
        |id: &Option<toml::Spanned<String>>, named: &str| id.as_ref().is_some_and(|id| id.get_ref() == named);
    let from = if asked.id.is_empty() {
        let found = declared.measures.iter().find(|declared| is(&declared.id, measure.as_str()));
        found.and_then(|declared| declared.from.as_ref())
    } else {
        let found = declared.obligations.iter().find(|declared| is(&declared.id, asked.id));
        found.and_then(|declared| declared.from.as_ref())
    };
    from.map_or(0..0, toml::Spanned::span)
}
