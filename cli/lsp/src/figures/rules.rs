//! How many verdicts each rule gives now, counted once for all rules.

use std::collections::{BTreeMap, BTreeSet};

use app::standing::ObligationStanding;
use engine::model::{Node, ObligationRef, Verdict, WholeId};
use engine::program::{Mission, Obligation, Program};

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
    obligations: &BTreeMap<ObligationRef, ObligationStanding>,
) -> BTreeMap<String, RuleCounts> {
    let mut counts: BTreeMap<String, RuleCounts> = BTreeMap::new();
    for (mission, obligation) in owed(program) {
        let id = obligation.reference(&mission.id);
        let Some(standing) = obligations.get(&id) else { continue };
        for (rule, judged) in judged_by_rule(&id.into(), obligation) {
            let own = counts.entry(rule.to_owned()).or_default();
            own.obligations += 1;
            for standing in standing.verdicts.iter().filter(|standing| judged.contains(&standing.node)) {
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

/// What each rule judges, under the nodes by which it is told; the whole of a joint obligation is that of the rule that joins it, if any.
fn judged_by_rule<'p>(whole: &WholeId, obligation: &'p Obligation) -> BTreeMap<&'p str, BTreeSet<Node>> {
    let mut judged: BTreeMap<&'p str, BTreeSet<Node>> = BTreeMap::new();
    for part in obligation.all_terms().flat_map(|(_, terms)| &terms.parts) {
        judged.entry(part.duty.rule.id().as_str()).or_default().insert(whole.part(&part.id).told_as());
    }
    for join in obligation.all_terms().filter_map(|(_, terms)| terms.join.as_ref()) {
        judged.entry(join.rule.id().as_str()).or_default().insert(whole.clone().into());
    }
    judged
}
