//! What an accusation rests on, found by working it out: its cluster of missions, and the measures that anything in it ever asked for. Nothing is
//! shown or withheld here.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use engine::model::{MeasureId, MissionId};
use engine::program::Obligation;
use ledger::bundle::BundleScope;
use ledger::commit::{Commit, LeafForm};
use ledger::entry::Entry;
use plugins::stores::{KeptLedger, StoreError};
use rules::CompilerCache;

use super::again::Again;
use super::scope::{Scope, Survey};
use crate::project::compiler;

/// What stands on a ledger, as far as it says what hangs together and what may be withheld.
#[derive(Default)]
struct Reported {
    survey: Survey,
    /// The measures of which anything was ever reported.
    measures: BTreeSet<MeasureId>,
}

/// To what the proof of an accusation can be narrowed that is made up to a size of the tree; none where an older Remit wrote any of it, whose leaves cannot be
/// shown in part.
///
/// # Errors
/// The ledger cannot be read.
pub(super) fn narrowing(
    store: &mut dyn KeptLedger,
    subject: &str,
    size: u64,
) -> Result<Option<BundleScope>, StoreError> {
    let mut cache = compiler();
    let Some(reported) = reported(store, size, &mut cache)? else { return Ok(None) };
    let missions = reported.survey.cluster_of(subject);
    let mut measures = reported.judged_by(&missions);
    loop {
        let undisclosed = reported.measures.difference(&measures).cloned().collect();
        let scope = Scope { missions: missions.clone(), undisclosed };
        let mut again = Again::within(cache, scope);
        commits_up_to(store, size, &mut |commit| {
            again.follow(commit);
            ControlFlow::Continue(())
        })?;
        let asked = again.undisclosed_asked();
        if asked.is_empty() {
            return Ok(Some(BundleScope { missions, measures }));
        }
        measures.extend(asked);
        cache = again.end().1;
    }
}

impl Reported {
    /// The measures by which obligations of some missions are judged, which are asked for before any other.
    fn judged_by(&self, missions: &BTreeSet<MissionId>) -> BTreeSet<MeasureId> {
        let declared = self.survey.programs.iter().flat_map(|program| program.missions.values());
        let obligations = declared
            .filter(|mission| missions.contains(&mission.id))
            .flat_map(|mission| &mission.obligations);
        let parts = obligations.flat_map(Obligation::parts);
        parts.map(|part| part.duty.measure.clone()).collect()
    }
}

/// None where an older Remit wrote any of it.
fn reported(
    store: &mut dyn KeptLedger,
    size: u64,
    cache: &mut CompilerCache<'_>,
) -> Result<Option<Reported>, StoreError> {
    let (mut reported, mut is_parted) = (Reported::default(), true);
    commits_up_to(store, size, &mut |commit| {
        is_parted &= commit.leaf_form == LeafForm::Parted;
        for entry in commit.entries {
            reported.survey.note(&entry, cache);
            let Entry::Observed(rows) = entry else { continue };
            for row in rows {
                if !reported.measures.contains(&row.cell.measure) {
                    reported.measures.insert(row.cell.measure);
                }
            }
        }
        if is_parted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(is_parted.then_some(reported))
}

/// Calls `each` for what was written up to a size of the tree.
pub(super) fn commits_up_to(
    store: &mut dyn KeptLedger,
    size: u64,
    each: &mut dyn FnMut(Commit) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut left = size;
    store.commits(0, &mut |commit| {
        left = left.saturating_sub(commit.entries.len() as u64 + u64::from(commit.outcome.is_some()));
        let on = each(commit);
        Ok(if left > 0 { on } else { ControlFlow::Break(()) })
    })
}
