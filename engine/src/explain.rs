//! Why an alert stands: the rule and its line, what the rule asked for, and where every figure came from.

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::Engine;
use crate::alert::Alert;
use crate::cells::{Evidence, Heard, WhyAbsent};
use crate::evaluate::{Finding, InstanceIx};
use crate::model::{BodyId, Cell, ContributionId, ObligationRef, Period, RuleId};
use crate::view::Read;

/// An alert with its evidence.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The alert.
    pub alert: Alert,
    /// What was found of each part that breaks the obligation, for each of its periods, the newest first.
    pub findings: Vec<ExplainedFinding>,
}

/// One finding with its evidence.
#[derive(Clone, PartialEq, Debug)]
pub struct ExplainedFinding {
    /// The contribution; none where the lead owes it alone.
    pub contribution: Option<ContributionId>,
    /// Who owes it.
    pub body: BodyId,
    /// The period.
    pub period: Period,
    /// The moment from which a missing report was overdue.
    pub overdue_from: Timestamp,
    /// The verdict, with the line of the rule that gave it.
    pub finding: Finding,
    /// The rule.
    pub rule: RuleId,
    /// What the rule asked for, in order.
    pub evidence: Vec<Exhibit>,
}

/// One thing that a rule asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Exhibit {
    /// A figure.
    Figure(Figure),
    /// A target.
    Target {
        /// What it is for.
        cell: Cell,
        /// Its value; none where no target is in force.
        value: Option<Decimal>,
    },
    /// Whether a moment had passed.
    Deadline(Timestamp),
}

/// A figure with where it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Which cell.
    pub cell: Cell,
    /// Its value, or why there is none.
    pub value: Result<Decimal, WhyAbsent>,
    /// Every report of it, in order of precedence: the last is in force.
    pub reports: Vec<Heard>,
    /// The figures that it is derived from.
    pub inputs: Vec<Figure>,
}

impl Engine {
    /// The evidence for an alert, named as it prints itself; none where no such alert is open.
    pub fn explain(&self, alert: &str) -> Option<Explanation> {
        let alert = self.alerts().into_iter().find(|open| open.id.to_string() == alert)?;
        let docket = self.evaluator.docket();
        let track = docket.track(docket.find(&alert.id.obligation_ref())?);
        let mut findings = Vec::new();
        for (place, part) in track.obligation().parts().enumerate() {
            let periods = match part.contribution {
                None => &alert.periods,
                Some(contribution) => {
                    match alert
                        .broken_by
                        .iter()
                        .find(|broken| broken.contribution.as_ref() == Some(&contribution.id))
                    {
                        Some(breaker) => &breaker.periods,
                        None => continue,
                    }
                }
            };
            let opened = track.opened.iter().rev().filter(|opened| periods.contains(&opened.period));
            findings.extend(opened.map(|opened| self.explain_instance(opened.instances[place])));
        }
        Some(Explanation { alert, findings })
    }

    /// What the rule of one part asks for when it judges a period now, in order; none where that part is not under
    /// judgement for that period.
    pub fn reads(
        &self,
        obligation: &ObligationRef,
        contribution: Option<&ContributionId>,
        period: Period,
    ) -> Option<Vec<Read>> {
        let now = self.now?;
        let docket = self.evaluator.docket();
        let track = docket.track(docket.find(obligation)?);
        let mut parts = track.obligation().parts();
        let place = parts.position(|part| part.contribution.map(|found| &found.id) == contribution)?;
        let opened = track.opened.iter().find(|opened| opened.period == period)?;
        Some(self.evaluator.rehearse(opened.instances[place], now).reads)
    }

    fn explain_instance(&self, ix: InstanceIx) -> ExplainedFinding {
        let now = self.now.expect("an alert is open only after something happened");
        let docket = self.evaluator.docket();
        let instance = docket.instance(ix);
        let track = docket.track(instance.track);
        let place = track.opened[instance.opened].instances.iter().position(|other| *other == ix);
        let part = track.obligation().part(place.expect("an instance belongs to its period"));
        let exhibits = self.evaluator.rehearse(ix, now).reads.into_iter().map(|read| self.exhibit(read));
        ExplainedFinding {
            contribution: part.contribution.map(|contribution| contribution.id.clone()),
            body: part.by.clone(),
            period: track.opened[instance.opened].period,
            overdue_from: instance.deadlines.overdue_from,
            finding: instance.finding.clone(),
            rule: part.duty.rule.id().clone(),
            evidence: exhibits.collect(),
        }
    }

    fn exhibit(&self, read: Read) -> Exhibit {
        match read {
            Read::Cell(cell) => Exhibit::Figure(figure(self.evidence(), cell)),
            Read::Deadline(moment) => Exhibit::Deadline(moment),
            Read::Target(cell) => {
                let catalogue = self.program().map(|program| &program.catalogue);
                let target =
                    catalogue.and_then(|catalogue| catalogue.target(&cell.measure, &cell.body, cell.period));
                Exhibit::Target {
                    value: target.and_then(|target| target.value_on(cell.period.last_day())),
                    cell,
                }
            }
        }
    }
}

fn figure(evidence: &Evidence, cell: Cell) -> Figure {
    let inputs = evidence.inputs(&cell).into_iter().map(|input| figure(evidence, input)).collect();
    let reports = evidence.history(&cell).map(|history| history.all().to_vec()).unwrap_or_default();
    Figure { value: evidence.value(&cell).map_err(|gap| gap.why), reports, inputs, cell }
}
