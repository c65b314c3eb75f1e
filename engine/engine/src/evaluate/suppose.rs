//! What a verdict would be if one thing were otherwise. Nothing is changed by asking.

use jiff::Timestamp;

use super::period::PeriodState;
use super::{Evaluator, Finding, InstanceIx, ObligationState};
use crate::model::Verdict;
use crate::view::Supposition;

impl Evaluator {
    /// The verdict of one rule with one value supposed, judged by the same deadlines.
    pub(crate) fn suppose(&self, ix: InstanceIx, now: Timestamp, supposed: Supposition) -> Verdict {
        let run = self.rehearse_supposing(ix, now, Some(supposed));
        let first_known = self.first_known(ix);
        let circumstances = self.circumstances(ix, first_known, now);
        let finding = Finding::judge(&run.said, |gap| self.lack(ix, gap, now), circumstances);
        finding.answered(&self.answers(ix), first_known, now).verdict
    }

    /// The verdict of the whole if the parts at these places were met.
    pub(crate) fn suppose_met(
        &self,
        owed: &ObligationState,
        opened: &PeriodState,
        met: &[usize],
        now: Timestamp,
    ) -> Verdict {
        let verdict = |place| self.state.instance(opened.instance_at(place)).finding.verdict;
        let stands = |place| if met.contains(&place) { Verdict::Met } else { verdict(place) };
        let Some(tally) = &opened.tally else { return stands(0) };
        let supposed = tally.supposing_met(&opened.terms, met, verdict);
        self.joined_as(owed, opened, (&supposed, stands), now, &mut Vec::new()).verdict
    }
}
