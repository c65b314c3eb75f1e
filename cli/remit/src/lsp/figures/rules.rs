//! How many verdicts each rule gives now, counted once for all rules.

use std::collections::{BTreeMap, BTreeSet};

use engine::model::{ContributionId, ObligationRef, Verdict};
use engine::program::{Judged, Mission, Obligation, Program};
use engine::standing::Standing;

/// What one rule says now.
#[derive(Default)]
pub(super) struct RuleCounts {
    pub(super) verdicts: BTreeMap<Verdict, usize>,
    /// The obligations in which it judges anything.
    pub(super) obligations: usize,
}

/// Counts the verdicts of every rule. Each verdict is looked at once for each rule that judges in its obligation.
pub(super) fn count_by_rule(
    program: &Program,
    standings: &BTreeMap<ObligationRef, Vec<Standing>>,
) -> BTreeMap<String, RuleCounts> {
    let mut counts: BTreeMap<String, RuleCounts> = BTreeMap::new();
    for (mission, obligation) in owed(program) {
        let id = ObligationRef { mission: mission.id.clone(), obligation: obligation.id.clone() };
        let Some(standings) = standings.get(&id) else { continue };
        for (rule, judged) in judged_by_rule(obligation) {
            let own = counts.entry(rule.to_owned()).or_default();
            own.obligations += 1;
            for standing in standings.iter().filter(|standing| is_of(standing, obligation, &judged)) {
                *own.verdicts.entry(standing.verdict).or_default() += 1;
            }
        }
    }
    counts
}

fn owed(program: &Program) -> impl Iterator<Item = (&Mission, &Obligation)> {
    let missions = program.missions.values();
    missions.flat_map(|mission| mission.obligations.iter().map(move |obligation| (&**mission, obligation)))
}

/// The contributions that each rule judges; none stands for what the lead owes alone.
type Parts<'p> = BTreeSet<Option<&'p ContributionId>>;

fn judged_by_rule(obligation: &Obligation) -> BTreeMap<&str, Parts<'_>> {
    let mut judged: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
    for part in obligation.parts() {
        judged.entry(part.duty.rule.id().as_str()).or_default().insert(part.contribution.map(|own| &own.id));
    }
    judged
}

/// Whether a verdict is a rule's own; that on the whole of a joint obligation is nobody's.
fn is_of(standing: &Standing, obligation: &Obligation, judged: &Parts<'_>) -> bool {
    let is_alone = matches!(obligation.judged, Judged::Alone(_));
    (is_alone || standing.contribution.is_some()) && judged.contains(&standing.contribution.as_ref())
}
