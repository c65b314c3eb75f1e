//! What an accusation rests on, found by working it out: its cluster of missions, and the measures that anything in it ever asked for. Nothing is
//! shown or withheld here.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use engine::model::{MeasureId, MissionId, Response};
use engine::program::{Obligation, Program};
use ledger::bundle::BundleScope;
use ledger::commit::{Commit, LeafForm};
use ledger::entry::Entry;
use plugins::stores::{KeptLedger, StoreError};
use rules::CompilerCache;

use super::again::Again;
use super::scope::{Scope, cluster, heard_unasked, mission_of};
use crate::project::compiler;

/// What stands on a ledger, as far as it says what hangs together.
#[derive(Default)]
struct Survey {
    programs: Vec<Arc<Program>>,
    responses: Vec<Response>,
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
    let Some(survey) = survey(store, size, &mut cache)? else { return Ok(None) };
    let missions = cluster(&survey.programs, &survey.responses, mission_of(subject));
    let mut measures = survey.judged_by(&missions);
    loop {
        let undisclosed = survey.measures.difference(&measures).cloned().collect();
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

impl Survey {
    /// The measures by which obligations of some missions are judged, which are asked for before any other, and those that are heard unasked.
    fn judged_by(&self, missions: &BTreeSet<MissionId>) -> BTreeSet<MeasureId> {
        let declared = self.programs.iter().flat_map(|program| program.missions.values());
        let obligations = declared
            .filter(|mission| missions.contains(&mission.id))
            .flat_map(|mission| &mission.obligations);
        let parts = obligations.flat_map(Obligation::parts);
        parts.map(|part| part.duty.measure.clone()).chain(heard_unasked(&self.programs)).collect()
    }
}

/// None where an older Remit wrote any of it.
fn survey(
    store: &mut dyn KeptLedger,
    size: u64,
    cache: &mut CompilerCache<'_>,
) -> Result<Option<Survey>, StoreError> {
    let (mut survey, mut is_parted) = (Survey::default(), true);
    commits_up_to(store, size, &mut |commit| {
        is_parted &= commit.leaf_form == LeafForm::Parted;
        for entry in commit.entries {
            match entry {
                Entry::Observed(rows) => {
                    for row in rows {
                        if !survey.measures.contains(&row.cell.measure) {
                            survey.measures.insert(row.cell.measure);
                        }
                    }
                }
                Entry::Responded(response) => survey.responses.push(response),
                Entry::Activated(sources) => {
                    survey.programs.extend(cache.compile(&sources).program.map(Arc::new));
                }
                _ => {}
            }
        }
        if is_parted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(is_parted.then_some(survey))
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
