//! By when the figure was known on which a part rests. Whether that was late is judged in `finding`.

use super::evaluator::Evaluator;
use super::instance::{InstanceIx, Work};
use crate::evidence::CellIx;
use crate::model::Vintage;

impl Evaluator {
    /// When a value of an instance's own cell was first known; where that never held one, when those were that its rule read.
    pub(super) fn first_known(&self, ix: InstanceIx) -> Option<Vintage> {
        let instance = self.state.instance(ix);
        let own = match instance.own {
            Some(own) => self.evidence.first_known_at(own),
            None => self.evidence.first_known(&self.own_cell(ix)),
        };
        match instance.work {
            Work::Part(_) => own.or_else(|| self.read_first_known(&instance.reads)),
            Work::Gate(_) => own,
        }
    }

    /// When the last of the newest figures among these was first known. What a rule compares them with is of older periods, and may have
    /// been loaded long after.
    fn read_first_known(&self, read: &[CellIx]) -> Option<Vintage> {
        let known = read.iter().filter_map(|cell| {
            let known = self.evidence.first_known_at(*cell)?;
            Some((self.evidence.period(*cell).last_day(), known))
        });
        known.max().map(|(_, known)| known)
    }
}
