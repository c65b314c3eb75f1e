//! What a verdict would be if one thing were otherwise. Nothing is changed by asking.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::needs::join;
use super::state::PeriodState;
use super::{Evaluator, Finding, InstanceIx, ObligationIx};
use crate::model::Verdict;
use crate::program::Judged;
use crate::view::Supposition;

impl Evaluator {
    /// The verdict of one rule with one value supposed, judged by the same deadlines.
    pub(crate) fn suppose(&self, ix: InstanceIx, now: Timestamp, supposed: Supposition) -> Verdict {
        let run = self.rehearse_supposing(ix, now, Some(supposed));
        let first_known = self.evidence.first_known(&self.own_cell(ix));
        let program =
            self.program.as_ref().expect("a program is in force while something is under judgement");
        let deadlines = self.state.instance(ix).deadlines;
        let finding = Finding::judge(&run.said, deadlines, first_known, now, &program.catalogue);
        finding.answered(&self.answers(ix, program), first_known, now).verdict
    }

    /// The verdict of the whole if the parts at these places were met.
    pub(crate) fn suppose_met(&self, ix: ObligationIx, opened: &PeriodState, met: &[usize]) -> Verdict {
        let obligation = self.state.obligation(ix).obligation();
        let stands = |place: usize| self.state.instance(opened.instances[place]).finding.verdict;
        let verdict = |place: usize| if met.contains(&place) { Verdict::Met } else { stands(place) };
        match &obligation.judged {
            Judged::Alone(_) => verdict(0),
            Judged::Joint { needs, contributions } => {
                let weights = contributions.iter().map(|contribution| contribution.weight).enumerate();
                let parts: Vec<(Verdict, Decimal)> =
                    weights.map(|(place, weight)| (verdict(place), weight)).collect();
                join(*needs, &parts).verdict
            }
        }
    }
}
