//! What stands on record against the parts of an obligation, gathered in one pass: a project may hold a great many verdicts.

use std::collections::{BTreeMap, BTreeSet};

use engine::alert::Breaker;
use engine::model::{ContributionId, Period, Verdict};
use engine::standing::Standing;

/// The misses and silences of every contribution that no open alert tells of.
pub(super) struct BreachRecord<'a> {
    by_contribution: BTreeMap<&'a ContributionId, Breaches>,
}

/// The broken periods of one contribution, in order.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Breaches {
    pub(super) missed: Vec<Period>,
    pub(super) silent: Vec<Period>,
}

impl<'a> BreachRecord<'a> {
    /// Looks at each verdict once, and leaves out the periods that are `open`.
    pub(super) fn new(standings: impl IntoIterator<Item = &'a Standing>, open: &[&Breaker]) -> Self {
        let periods =
            open.iter().flat_map(|breaker| breaker.periods.iter().map(move |period| (breaker, *period)));
        let open: BTreeSet<(&ContributionId, Period)> =
            periods.filter_map(|(breaker, period)| Some((breaker.part.contribution()?, period))).collect();
        let mut by_contribution: BTreeMap<&ContributionId, Breaches> = BTreeMap::new();
        for standing in standings {
            let Some(contribution) = standing.node.contribution() else { continue };
            if !standing.verdict.is_breach() || open.contains(&(contribution, standing.period)) {
                continue;
            }
            let own = by_contribution.entry(contribution).or_default();
            let periods = if standing.verdict == Verdict::Missed { &mut own.missed } else { &mut own.silent };
            periods.push(standing.period);
        }
        Self { by_contribution }
    }

    /// What a contribution did; none where there is nothing.
    pub(super) fn of(&self, contribution: &ContributionId) -> Option<&Breaches> {
        self.by_contribution.get(contribution)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use engine::evaluate::Cause;
    use engine::model::{BodyId, Cadence, MissionId, ObligationId, ObligationRef, PartId, WholeId};

    use super::*;

    fn standing(contribution: usize, period: &str, verdict: Verdict) -> Standing {
        let (mission, obligation) = (MissionId::new("homes"), ObligationId::new("pace"));
        let whole = WholeId::from(ObligationRef { mission, obligation });
        Standing {
            node: whole.part(&PartId::Contribution(ContributionId::new(format!("part-{contribution}")))),
            body: BodyId::new("council"),
            period: Cadence::Quarter.parse(period).expect("a quarter"),
            verdict,
            cause: Cause::Evident,
        }
    }

    #[test]
    fn each_verdict_is_looked_at_once_however_many_contributions_there_are() {
        let of_part = |part| {
            let verdicts =
                [("2024-Q1", Verdict::Missed), ("2024-Q2", Verdict::NoData), ("2024-Q3", Verdict::Met)];
            verdicts.map(|(period, verdict)| standing(part, period, verdict))
        };
        let standings: Vec<Standing> = (0..500).flat_map(of_part).collect();
        let looked_at = Cell::new(0);
        let counted = standings.iter().inspect(|_| looked_at.set(looked_at.get() + 1));
        let record = BreachRecord::new(counted, &[]);
        let Breaches { missed, silent } = record.of(&ContributionId::new("part-7")).expect("it has breaches");
        let told = words::board::on_record("Council", missed, silent);
        assert_eq!(told, "Council: missed Q1 2024; no usable figure for Q2 2024.");
        assert_eq!(record.of(&ContributionId::new("part-500")), None);
        assert_eq!(looked_at.get(), standings.len());
    }
}
