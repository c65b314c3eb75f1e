//! On which reported figures verdicts rest, for whoever asks whether one of these is in doubt. Asking changes nothing, and runs no rule.

use rustc_hash::FxHashSet;

use crate::Engine;
use crate::alert::Alert;
use crate::evaluate::InstanceIx;
use crate::model::{Cell, ObligationRef, Verdict};

/// So many figures behind one obligation are looked at: a sum over a country rests on thousands.
const MOST_LOOKED_AT: usize = 4_000;

impl Engine {
    /// The reported figures on which an alert rests: those that the rules of whomever it names asked for, and those that these are
    /// derived from.
    pub fn figures_behind(&self, alert: &Alert) -> Vec<Cell> {
        let state = self.evaluator.state();
        let owed = state.find(&alert.id.obligation_ref()).map(|ix| state.obligation(ix));
        let last = alert.periods.last().copied();
        let Some(opened) = owed.zip(last).and_then(|(owed, last)| owed.opened(last)) else {
            return Vec::new();
        };
        self.behind(alert.named().filter_map(|named| opened.instance_of_part(&named.part)))
    }

    /// The same for an obligation as it stands: of the newest period that is judged, and of those after it.
    pub fn figures_behind_newest(&self, obligation: &ObligationRef) -> Vec<Cell> {
        let state = self.evaluator.state();
        let Some(owed) = state.find(obligation).map(|ix| state.obligation(ix)) else { return Vec::new() };
        let is_open = |verdict| matches!(verdict, Verdict::NotDue | Verdict::Awaiting);
        let newest = owed.periods.iter().rposition(|opened| !is_open(opened.whole.verdict)).unwrap_or(0);
        self.behind(owed.periods.iter().skip(newest).flat_map(|opened| opened.parts().map(|(_, ix)| ix)))
    }

    fn behind(&self, instances: impl Iterator<Item = InstanceIx>) -> Vec<Cell> {
        let (state, evidence) = (self.evaluator.state(), self.evidence());
        let read = instances.flat_map(|ix| state.instance(ix).reads.iter().map(|read| evidence.cell(*read)));
        let mut open: Vec<Cell> = read.take(MOST_LOOKED_AT).collect();
        open.reverse();
        let (mut met, mut reported) = (FxHashSet::default(), Vec::new());
        while let Some(cell) = open.pop().filter(|_| met.len() < MOST_LOOKED_AT) {
            if !met.insert(cell.clone()) {
                continue;
            }
            if evidence.history(&cell).is_some() {
                reported.push(cell);
            } else {
                open.extend(evidence.inputs(&cell).into_iter().rev());
            }
        }
        reported
    }
}
