//! Obligations that ask one measure for ranges of months which never coincide, so that no report can serve both.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::{Cadence, MeasureId};
use engine::program::Obligation;
use indexmap::IndexMap;

use super::findings::{Findings, MissionIx};
use super::parsed::ParsedMission;
use super::resolved::Resolved;
use crate::diagnostic::{Code, Diagnostic};

/// Where a measure was first asked for on one grid.
type FirstAsked<'r> = BTreeMap<&'r MeasureId, (MissionIx, &'r Obligation)>;

/// Refuses an obligation whose ranges never coincide with those that an earlier one asks of the same measure.
pub(super) fn refuse_other_grids(
    drafts: &[ParsedMission<'_>],
    all: &IndexMap<MissionIx, Arc<Resolved>>,
    findings: &mut Findings,
) {
    let mut first: FirstAsked<'_> = BTreeMap::new();
    for (ix, resolved) in all {
        // Those about each of many go by the same words.
        let alike = resolved.obligations.chunk_by(|one, next| one.declared_id() == next.declared_id());
        for obligation in alike.map(|alike| &alike[0]).filter(|obligation| grid(obligation).is_some()) {
            let parts = obligation.all_terms().flat_map(|(_, terms)| &terms.parts);
            for part in parts {
                let asked = first.entry(&part.duty.measure).or_insert((*ix, obligation));
                if grid(asked.1) != grid(obligation) {
                    let fault = fault(drafts, (*ix, obligation), *asked, &part.duty.measure);
                    findings.note(*ix, vec![fault]);
                    break;
                }
            }
        }
    }
}

/// Where the ranges of an obligation begin, and how far apart; none for other periods, of which there is one for each day.
fn grid(obligation: &Obligation) -> Option<(i32, Cadence)> {
    match obligation.every {
        Cadence::Rolling { step, .. } => {
            Some((obligation.from.index().rem_euclid(i32::from(step.max(1))), obligation.every))
        }
        _ => None,
    }
}

fn fault(
    drafts: &[ParsedMission<'_>],
    (ix, obligation): (MissionIx, &Obligation),
    (other_ix, other): (MissionIx, &Obligation),
    measure: &MeasureId,
) -> Diagnostic {
    let place = |ix: MissionIx, owed: &Obligation| {
        let declared = drafts[ix.0].declaration().obligations.iter();
        let is_it = |id: &toml::Spanned<String>| id.get_ref() == owed.declared_id().as_str();
        let found = declared.clone().find(|declared| declared.id.as_ref().is_some_and(is_it));
        found.and_then(|declared| declared.from.as_ref()).map_or(0..0, toml::Spanned::span)
    };
    let message = format!(
        "`{}` begins with {}, and `{}` with {}: no report of `{measure}` can ever serve both",
        obligation.declared_id(),
        obligation.from,
        other.declared_id(),
        other.from
    );
    Diagnostic::error(Code::Cadence, message, drafts[ix.0].source(), place(ix, obligation))
        .with_help("begin both with ranges of the same grid, or let each go by a measure of its own")
        .and_label(drafts[other_ix.0].source(), place(other_ix, other), "the other begins here")
}
