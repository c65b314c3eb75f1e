//! Telling both sides that their reports of a figure disagree, and that they no longer do.

use engine::Effects;
use engine::evidence::History;
use engine::model::Cell;
use ledger::entry::Entry;
use words::contested::{self, Contested};
use words::names::Names;
use words::notice::Notice;
use words::unreconciled::{self, Unreconciled};

use super::record::Recorder;
use super::route::queue;
use super::telling::announcement;
use crate::unreconciled::{Disputed, WireContested, WireUnreconciled, disputed};

const UNRECONCILED: &str = "figures.unreconciled";
const CONTESTED: &str = "figures.contested";
const RECONCILED: &str = "figures.reconciled";

impl Recorder {
    /// One message for what came to be unreconciled in a step, one for what people contest, and one for what no longer is either.
    pub(super) fn contradictions(&self, effects: &Effects, before: usize) -> Vec<Entry> {
        let Some(program) = self.engine.program().filter(|_| !effects.disputed.is_empty()) else {
            return Vec::new();
        };
        let (names, evidence) = (Names { program }, self.engine.evidence());
        let (mut open, mut contested): (Vec<Unreconciled>, Vec<Contested>) = (Vec::new(), Vec::new());
        let mut over: Vec<(Cell, _)> = Vec::new();
        for cell in &effects.disputed {
            match disputed(evidence, cell.clone()) {
                Some(Disputed::Unreconciled(figure)) => open.push(figure),
                Some(Disputed::Contested(figure)) => contested.push(figure),
                None => over.push((cell.clone(), evidence.history(cell).map(History::current))),
            }
        }
        let mut entries = Vec::new();
        if !open.is_empty() {
            let figures: Vec<WireUnreconciled> = open.iter().map(Into::into).collect();
            let json = serde_json::json!({ "figures": figures });
            let told = unreconciled::notice(&open, names);
            entries.extend(self.tell(UNRECONCILED, effects, told, &json, before));
        }
        if !contested.is_empty() {
            let figures: Vec<WireContested> = contested.iter().map(Into::into).collect();
            let json = serde_json::json!({ "figures": figures });
            let told = contested::notice(&contested, names);
            entries.extend(self.tell(CONTESTED, effects, told, &json, before + entries.len()));
        }
        if !over.is_empty() {
            let figure = |cell: &Cell| serde_json::json!({ "measure": cell.measure.as_str(), "body": cell.body.as_str(), "period": cell.period.to_string() });
            let figures: Vec<_> = over.iter().map(|(cell, _)| figure(cell)).collect();
            let json = serde_json::json!({ "figures": figures });
            let told = self.tell(
                RECONCILED,
                effects,
                unreconciled::settled(&over, names),
                &json,
                before + entries.len(),
            );
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
        let message = announcement(kind, effects.at, notice, json.to_string(), place);
        queue(&self.routed(&message), message)
    }
}
