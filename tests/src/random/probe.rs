//! A native rule that declares what it reads, so that a test can work out on its own when it must run.

use std::sync::Arc;

use engine::evidence::DocumentOnDay;
use engine::listing::Listing;
use engine::model::{BodyId, RuleId, Statement};
use engine::program::{Assessment, Judgement, Rule};
use engine::view::{Fault, Stop, View};
use rust_decimal::Decimal;

use super::plan::{ASKED_ABOUT, BODIES, Bound, CHARTER, MEASURES, PartPlan, Silence};

/// Adds up what it reads and compares the total; a total that seven divides makes it fail.
pub struct Probe {
    id: RuleId,
    plan: PartPlan,
}

impl Probe {
    /// The rule of one planned contribution.
    pub fn new(plan: &PartPlan) -> Self {
        Self { id: RuleId::new("probe"), plan: plan.clone() }
    }

    fn total(&self, view: &View) -> Result<Decimal, Stop> {
        let period = view.subject().period;
        let mut total = Decimal::ZERO;
        if self.plan.asks_register() {
            let parent = BodyId::new(BODIES[ASKED_ABOUT]);
            let listing = Listing::Children { parent, on: period.last_day() };
            total += Decimal::from(listing.bodies(view.list(&listing)).len());
        }
        for read in &self.plan.reads {
            let value = view.value(MEASURES[read.measure], BODIES[read.body], period.step(-read.ago))?;
            total = total.saturating_add(value);
        }
        Ok(total)
    }

    fn bound(&self, view: &View) -> Result<Decimal, Stop> {
        match self.plan.bound {
            Bound::Number(bound) => Ok(Decimal::from(bound)),
            Bound::Target => {
                view.target(MEASURES[self.plan.measure], BODIES[self.plan.by], view.subject().period)
            }
        }
    }
}

impl Rule for Probe {
    fn id(&self) -> &RuleId {
        &self.id
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let found = |judgement, reason: String| {
            Ok(Assessment { judgement, reason: Statement::text(&reason), line: Some(1) })
        };
        let total = match (self.total(view), self.plan.silence) {
            (Err(Stop::NoData(_)), Silence::AsksTheClock) if view.is_overdue() => {
                return found(Judgement::Missed, "nothing came".to_owned());
            }
            (Err(Stop::NoData(_)), Silence::AsksTheClock) => {
                return found(Judgement::AtRisk, String::new());
            }
            (total, _) => total?,
        };
        if total != Decimal::ZERO && total % Decimal::from(7) == Decimal::ZERO {
            return Err(Stop::Failed(Fault::new(format!("seven divides {total}"))));
        }
        let bound = self.bound(view)?;
        let judgement = if total >= bound { Judgement::Met } else { Judgement::Missed };
        found(judgement, format!("{total} against {bound}"))
    }
}

/// Wants a paper of the charter in force, and is at risk for some days before the last of them ends.
pub struct CharterProbe {
    id: RuleId,
    warn: u32,
}

impl CharterProbe {
    pub fn new(warn: u32) -> Self {
        Self { id: RuleId::new("charter"), warn }
    }
}

impl Rule for CharterProbe {
    fn id(&self) -> &RuleId {
        &self.id
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let found = |judgement, reason: String| {
            Ok(Assessment { judgement, reason: Statement::text(&reason), line: Some(1) })
        };
        match view.document(CHARTER)? {
            DocumentOnDay::InForce(paper) | DocumentOnDay::Late(paper) => {
                let ends = format!("{} to {}", paper.from(), paper.last);
                let is_near = view.document_ends_within(CHARTER, self.warn)?;
                found(if is_near { Judgement::AtRisk } else { Judgement::Met }, ends)
            }
            DocumentOnDay::Missing { lapsed: Some(paper) } => {
                found(Judgement::Missed, format!("ended on {}", paper.last))
            }
            DocumentOnDay::Missing { lapsed: None } | DocumentOnDay::Unreconciled(_) => {
                Err(view.no_document(CHARTER))
            }
        }
    }
}

/// Joins parts: half of them are enough, and each reply makes up for one more. It fails where replies outnumber the parts.
pub struct Joiner(RuleId);

impl Default for Joiner {
    fn default() -> Self {
        Self(RuleId::new("joiner"))
    }
}

impl Rule for Joiner {
    fn id(&self) -> &RuleId {
        &self.0
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let joining = view.joined()?;
        let owed = joining.parts.len();
        if joining.replies.len() > owed {
            return Err(Stop::Failed(Fault::new("more was said than is owed")));
        }
        let delivered = joining.parts.iter().filter(|part| part.verdict.is_delivered()).count();
        let judgement = match (delivered + joining.replies.len()) * 2 {
            enough if enough >= owed => Judgement::Met,
            nearly if nearly + 2 >= owed && !view.is_overdue() => Judgement::AtRisk,
            _ => Judgement::Missed,
        };
        let reason =
            Statement::text(&format!("{delivered} of {owed}, and {} replies", joining.replies.len()));
        Ok(Assessment { judgement, reason, line: Some(1) })
    }
}
