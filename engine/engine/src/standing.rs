//! How things stand: every verdict and every open alert, for whoever asks. Asking changes nothing.

use crate::Engine;
use crate::alert::{Alert, snapshot};
use crate::model::{BodyId, ContributionId, MissionId, ObligationId, ObligationRef, Period, Verdict};
use crate::view::View;

/// One verdict as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The mission.
    pub mission: MissionId,
    /// The obligation.
    pub obligation: ObligationId,
    /// The contribution; none for the whole.
    pub contribution: Option<ContributionId>,
    /// Who owes it.
    pub body: BodyId,
    /// The period.
    pub period: Period,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in words without a full stop; empty where the verdict says it all.
    pub reason: String,
}

impl Engine {
    /// Every verdict of every period that has begun: by obligation in the order of the program, then by period, the
    /// whole before its contributions.
    pub fn verdicts(&self) -> impl Iterator<Item = Standing> {
        let state = self.evaluator.state();
        state.order().map(|ix| state.obligation(ix)).flat_map(move |owed| {
            owed.periods.iter().flat_map(move |opened| {
                let obligation = owed.obligation();
                let standing =
                    move |contribution, body: &BodyId, finding: &crate::evaluate::Finding| Standing {
                        mission: owed.mission.id.clone(),
                        obligation: obligation.id.clone(),
                        contribution,
                        body: body.clone(),
                        period: opened.period,
                        verdict: finding.verdict,
                        reason: finding.reason.clone(),
                    };
                let whole = std::iter::once(standing(None, &obligation.lead, &opened.whole));
                let parts = obligation.parts().zip(&opened.instances).filter_map(move |(part, instance)| {
                    let contribution = part.contribution?;
                    Some(standing(Some(contribution.id.clone()), part.by, &state.instance(*instance).finding))
                });
                whole.chain(parts)
            })
        })
    }

    /// What the rule of one part sees when it judges a period now; none where that part is not under judgement for that
    /// period. What is read through the window is a dependency of nothing.
    pub fn window(
        &self,
        obligation: &ObligationRef,
        contribution: Option<&ContributionId>,
        period: Period,
    ) -> Option<View> {
        let now = self.now?;
        let state = self.evaluator.state();
        let owed = state.obligation(state.find(obligation)?);
        let mut parts = owed.obligation().parts();
        let part = parts.find(|part| part.contribution.map(|found| &found.id) == contribution)?;
        owed.periods.iter().find(|opened| opened.period == period)?;
        Some(self.evaluator.window(owed, part, period, now))
    }

    /// Every alert that is pending or firing, in order of identity.
    pub fn alerts(&self) -> Vec<Alert> {
        let (Some(program), Some(now)) = (self.program(), self.now) else { return Vec::new() };
        let state = self.evaluator.state();
        let files =
            self.desk.files().filter_map(|(id, file)| Some((id, file, state.find(&id.obligation_ref())?)));
        files
            .map(|(id, file, ix)| snapshot(&self.desk, &self.evaluator, program, ix, id, file, now))
            .collect()
    }
}
