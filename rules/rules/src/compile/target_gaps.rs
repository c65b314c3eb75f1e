//! Periods of an obligation for which no target is in force although its rule reads one. They are not judged, which `check` says.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{BodyId, MeasureId, Period, Target};
use engine::program::{Obligation, Part};
use indexmap::IndexMap;

use super::compiled_rules::CompiledRules;
use super::findings::{Findings, MissionIx};
use super::parsed::ParsedMission;
use super::resolved::Resolved;
use crate::diagnostic::{Code, Diagnostic};

/// Every target of the project by its measure.
type Targets<'r> = IndexMap<&'r MeasureId, Vec<&'r Target>>;

/// Warns of each obligation with such a period, naming the first. Rules that were not read are passed over.
pub(super) fn warn_of_gaps(
    drafts: &[ParsedMission<'_>],
    rules: &CompiledRules<'_>,
    all: &IndexMap<MissionIx, Arc<Resolved>>,
    findings: &mut Findings,
) {
    let mut targets: Targets<'_> = IndexMap::new();
    for target in all.values().flat_map(|resolved| &resolved.targets) {
        targets.entry(&target.measure).or_default().push(target);
    }
    for (ix, resolved) in all {
        let reads = |part: &Part| {
            let outline = rules.outline_of(drafts[ix.0].sources, part.duty.rule.id().as_str());
            outline.is_some_and(|outline| outline.reads_target)
        };
        for alike in resolved.obligations.chunk_by(|one, next| one.declared_id() == next.declared_id()) {
            // Of those about each of many, one is named.
            let gap = alike.iter().find_map(|owed| Some((owed, first_gap(owed, &targets, reads)?)));
            if let Some((obligation, (period, part))) = gap {
                findings.note(*ix, vec![warning(&drafts[ix.0], obligation, period, part)]);
            }
        }
    }
}

/// The first period in which a part that reads its target has none. Where targets change, it is enough to look at the periods around.
fn first_gap<'o>(
    obligation: &'o Obligation,
    targets: &Targets<'_>,
    reads: impl Fn(&Part) -> bool,
) -> Option<(Period, &'o Part)> {
    let mut seen: BTreeSet<(Period, &MeasureId, &BodyId)> = BTreeSet::new();
    let mut gaps = Vec::new();
    for (from, terms) in obligation.all_terms() {
        for part in terms.parts.iter().filter(|part| reads(part)) {
            let known = targets.get(&part.duty.measure).map_or(&[][..], Vec::as_slice);
            let ends = known.iter().filter_map(|target| target.effective_to?.tomorrow().ok());
            let after = ends.map(|day| obligation.every.containing(day));
            let first = from.max(part.from.unwrap_or(from));
            let looked_at = std::iter::once(first).chain(after.filter(|period| *period >= first));
            for period in looked_at.filter(|period| is_of(obligation, part, *period)) {
                let is_new = seen.insert((period, &part.duty.measure, part.about()));
                if is_new && !has_target(known, part.about(), period) {
                    gaps.push((period, part));
                }
            }
        }
    }
    gaps.into_iter().min_by_key(|(period, _)| *period)
}

fn is_of(obligation: &Obligation, part: &Part, period: Period) -> bool {
    let ends = [obligation.last_owed(), part.until];
    ends.into_iter().flatten().all(|last| period <= last) && part.exception(period).is_none()
}

fn has_target(known: &[&Target], body: &BodyId, period: Period) -> bool {
    let of = |named: Option<&BodyId>| {
        let versions = known.iter().copied().filter(|target| target.body.as_ref() == named);
        Target::in_force(versions, period).is_some()
    };
    of(Some(body)) || of(None)
}

fn warning(mission: &ParsedMission<'_>, obligation: &Obligation, period: Period, part: &Part) -> Diagnostic {
    let mut declared = mission.declaration().obligations.iter();
    let is_it = |id: &toml::Spanned<String>| id.get_ref() == obligation.declared_id().as_str();
    let declared = declared.find(|declared| declared.id.as_ref().is_some_and(is_it));
    let place = declared.and_then(|declared| declared.from.as_ref()).map_or(0..0, toml::Spanned::span);
    let message = format!(
        "no target of `{}` for `{}` is in force at the end of {period}, and the rule `{}` reads one: such a period is not judged",
        part.duty.measure,
        part.about(),
        part.duty.rule.id()
    );
    Diagnostic::error(Code::Target, message, mission.source(), place).into_warning().with_help(
        "add a [[target]] that is in force then, or let the obligation begin later or end with `until`",
    )
}
