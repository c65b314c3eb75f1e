//! Telling both sides that their reports of a figure contradict each other, and that they no longer do.

use engine::Effects;
use engine::evidence::History;
use engine::model::Cell;
use ledger::entry::Entry;
use words::names::Names;
use words::notice::Notice;
use words::unreconciled::{Unreconciled, notice, settled};

use super::dispatch::{announcement, queue};
use super::record::Recorder;
use crate::unreconciled::{WireUnreconciled, contested};

const UNRECONCILED: &str = "figures.unreconciled";
const RECONCILED: &str = "figures.reconciled";

impl Recorder {
    /// One message for what came to be unreconciled in a step, and one for what no longer is.
    pub(super) fn contradictions(&self, effects: &Effects, before: usize) -> Vec<Entry> {
        let Some(program) = self.engine.program().filter(|_| !effects.unreconciled.is_empty()) else {
            return Vec::new();
        };
        let (names, evidence) = (Names { program }, self.engine.evidence());
        let (mut open, mut over): (Vec<Unreconciled>, Vec<(Cell, _)>) = (Vec::new(), Vec::new());
        for cell in &effects.unreconciled {
            match contested(evidence, cell.clone()) {
                Some(figure) => open.push(figure),
                None => over.push((cell.clone(), evidence.history(cell).map(History::current))),
            }
        }
        let mut entries = Vec::new();
        if !open.is_empty() {
            let figures: Vec<WireUnreconciled> = open.iter().map(Into::into).collect();
            let json = serde_json::json!({ "figures": figures });
            entries.extend(self.tell(UNRECONCILED, effects, notice(&open, names), &json, before));
        }
        if !over.is_empty() {
            let figure = |cell: &Cell| serde_json::json!({ "measure": cell.measure.as_str(), "body": cell.body.as_str(), "period": cell.period.to_string() });
            let figures: Vec<_> = over.iter().map(|(cell, _)| figure(cell)).collect();
            let json = serde_json::json!({ "figures": figures });
            let told = self.tell(RECONCILED, effects, settled(&over, names), &json, before + entries.len());
            entries.extend(told);
        }
        entries
    }

    fn tell(
        &self,
        kind: &str,
        effects: &Effects,
        notice: Notice,
        json: &serde_json::Value,
        before: usize,
    ) -> Vec<Entry> {
        let place = self.next_place() + before as u64;
        queue(&self.notifiers, announcement(kind, effects.at, notice, json.to_string(), place))
    }
}
