//! How things stand: every verdict and every open alert, for whoever asks. Asking changes nothing.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::Engine;
use crate::alert::{Alert, AlertId, AlertKind, AlertRecord, Ties, snapshot};
use crate::evaluate::{Cause, Finding, ObligationIx, Reacceptance};
use crate::model::{BodyId, Node, ObligationRef, PartId, Period, Response, Verdict, WholeId};
use crate::program::Terms;
use crate::view::View;

/// One verdict as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// A whole or one of its contributions.
    pub node: Node,
    /// Who owes it.
    pub body: BodyId,
    pub period: Period,
    pub verdict: Verdict,
    /// What it comes of.
    pub cause: Cause,
}

impl Engine {
    /// Every verdict of every period that has begun: by obligation in the order of the program, then by period, the
    /// whole before its contributions.
    pub fn verdicts(&self) -> impl Iterator<Item = Standing> {
        let state = self.evaluator.state();
        state.order().flat_map(move |ix| self.standings(ix))
    }

    /// How many verdicts there are at the most.
    pub fn verdict_count(&self) -> usize {
        let state = self.evaluator.state();
        let periods = state.order().flat_map(|ix| &state.obligation(ix).periods);
        periods.map(|opened| 1 + opened.parts().count()).sum()
    }

    /// The same of one obligation; nothing where it is not under judgement.
    pub fn verdicts_of(&self, reference: &ObligationRef) -> impl Iterator<Item = Standing> {
        self.evaluator.state().find(reference).into_iter().flat_map(|ix| self.standings(ix))
    }

    fn standings(&self, ix: ObligationIx) -> impl Iterator<Item = Standing> {
        let state = self.evaluator.state();
        let owed = state.obligation(ix);
        owed.periods.iter().filter(|opened| opened.is_owed()).flat_map(move |opened| {
            let standing = move |node: Node, body: &BodyId, finding: &Finding| Standing {
                node,
                body: body.clone(),
                period: opened.period,
                verdict: finding.verdict,
                cause: finding.cause.clone(),
            };
            let whole = standing(owed.whole.clone().into(), &opened.lead, &opened.whole);
            let contributions = opened.parts().filter(|(part, _)| part.id != PartId::Lead);
            let parts = contributions.map(move |(part, ix)| {
                standing(owed.whole.part(&part.id), &part.by, &state.instance(ix).finding)
            });
            std::iter::once(whole).chain(parts)
        })
    }

    /// What a whole is judged by in one period, with the verdict of each part, which is none where that part is not owed; none
    /// where the whole is not under judgement for that period.
    pub fn parts(&self, whole: &WholeId, period: Period) -> Option<(&Terms, Vec<Option<Verdict>>)> {
        let state = self.evaluator.state();
        let opened = state.obligation(state.find(&whole.obligation)?).opened(period)?;
        Some((&opened.terms, self.evaluator.verdicts(opened)))
    }

    /// What the rule of one part sees when it judges a period now; none where that part is not under judgement for that
    /// period. What is read through the window is a dependency of nothing.
    pub fn window(&self, whole: &WholeId, part: &PartId, period: Period) -> Option<View> {
        let now = self.now?;
        let state = self.evaluator.state();
        let owed = state.obligation(state.find(&whole.obligation)?);
        let opened = owed.opened(period)?;
        opened.instance_of_part(part)?;
        let part = opened.terms.part(part)?;
        Some(self.evaluator.window(owed, opened, part, now))
    }

    /// The obligations of which the last step judged something or looked at an alert: nothing else stands otherwise since, as long as the
    /// program and the day are the same.
    pub fn touched(&self) -> BTreeSet<ObligationRef> {
        let state = self.evaluator.state();
        let looked_at = self.alert_manager.looked_at().iter().copied();
        let touched = self.evaluator.judged().chain(looked_at).filter(|ix| state.has_obligation(*ix));
        touched.map(|ix| state.obligation(ix).reference().clone()).collect()
    }

    /// Every alert that is pending or firing, in order of identity.
    pub fn alerts(&self) -> Vec<Alert> {
        let records = self.alert_manager.records().iter();
        records.filter_map(|(id, record)| self.alert(id, record)).collect()
    }

    /// The alerts of one obligation that are pending or firing, in order of identity.
    pub fn alerts_of(&self, reference: &ObligationRef) -> Vec<Alert> {
        let ObligationRef { mission, obligation } = reference;
        let of_kind = |kind| {
            let id = AlertId { mission: mission.clone(), obligation: obligation.clone(), kind };
            self.alert(&id, self.alert_manager.records().get(&id)?)
        };
        AlertKind::ALL.into_iter().filter_map(of_kind).collect()
    }

    /// Whether people were told of an alert, and not that it ended.
    pub fn is_told(&self, id: &AlertId) -> bool {
        self.alert_manager.records().get(id).is_some_and(|record| record.told.is_some())
    }

    /// Every forecast that nobody took back, in the order in which they were made, with how it came out.
    pub fn forecasts(&self) -> impl Iterator<Item = Response> {
        let now = self.now.unwrap_or(Timestamp::MIN);
        let all = self.evaluator.responses().forecasts();
        all.map(move |response| self.evaluator.with_outcome(response, now))
    }

    /// The forecasts to alerts of one obligation that nobody took back, in the order in which they were made, with how each came out.
    pub fn forecasts_of(&self, reference: &ObligationRef) -> impl Iterator<Item = Response> {
        let now = self.now.unwrap_or(Timestamp::MIN);
        let made = self.evaluator.responses().standing(reference);
        let made = made.filter(|response| response.enclosed.forecast().is_some());
        made.map(move |response| self.evaluator.with_outcome(response, now))
    }

    /// What is asked for after cuts in what funds an obligation; none where nothing is.
    pub fn reacceptance(&self, reference: &ObligationRef) -> Option<Reacceptance> {
        let state = self.evaluator.state();
        self.evaluator.reacceptance(state.obligation(state.find(reference)?))
    }

    /// The obligations that are to be accepted anew after cuts, in order.
    pub fn to_be_accepted(&self) -> impl Iterator<Item = &ObligationRef> {
        self.evaluator.cuts().keys()
    }

    fn alert(&self, id: &AlertId, record: &AlertRecord) -> Option<Alert> {
        let ix = self.evaluator.state().find(&id.obligation_ref())?;
        let ties = Ties::of(self.alert_manager.records(), &self.evaluator, ix, id.kind, record);
        Some(snapshot(&self.evaluator, (ix, id), record, ties, self.now?))
    }
}
