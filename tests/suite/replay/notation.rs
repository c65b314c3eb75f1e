//! What was told, written down by hand: a line for each telling, and a line for each verdict.

use app::replay::{AlertNews, BrokenPart, FinalVerdict, ReplayOutcome};
use engine::alert::{AlertId, AlertKind, Change};
use engine::model::{
    BodyId, Cadence, ContributionId, MissionId, ObligationId, ObligationRef, PartId, Period, Verdict, WholeId,
};

/// `2024-02-05 warmth firing 2024-01,2024-02 ash,bray` is an alert that fires; `warmth 2024-01 missed` is a verdict.
pub(super) fn record(text: &str) -> ReplayOutcome {
    let mut record = ReplayOutcome::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            [day, obligation, change, ..] if line.starts_with('2') => {
                record.told.push(told(day, obligation, change, line));
            }
            [obligation, period, verdict] => record.verdicts.push(standing(obligation, period, verdict)),
            _ => panic!("`{line}` is neither"),
        }
    }
    record
}

fn told(day: &str, obligation: &str, change: &str, line: &str) -> AlertNews {
    let listed = |place| line.split(' ').nth(place).into_iter().flat_map(|list| list.split(','));
    AlertNews {
        at: format!("{day}T00:00:00Z").parse().unwrap(),
        change: Change::ALL.into_iter().find(|candidate| candidate.as_str() == change).unwrap(),
        id: AlertId {
            mission: MissionId::new("homes"),
            obligation: ObligationId::new(obligation),
            kind: AlertKind::Breach,
        },
        periods: listed(3).map(month).collect(),
        broken_by: listed(4).map(party).collect(),
        message: String::new(),
    }
}

fn party(name: &str) -> BrokenPart {
    BrokenPart { part: PartId::Contribution(ContributionId::new(name)), body: BodyId::new(name) }
}

fn standing(obligation: &str, period: &str, verdict: &str) -> FinalVerdict {
    let (mission, obligation) = (MissionId::new("homes"), ObligationId::new(obligation));
    FinalVerdict {
        node: WholeId::from(ObligationRef { mission, obligation }).into(),
        body: BodyId::new("ministry"),
        period: month(period),
        verdict: Verdict::ALL.into_iter().find(|candidate| candidate.as_str() == verdict).unwrap(),
    }
}

fn month(text: &str) -> Period {
    Cadence::Month.parse(text).unwrap()
}
