//! Telling whoever sent a file that it no longer holds figures which are in force.

use jiff::Timestamp;
use ledger::entry::{Entry, Position};
use words::left_out::{LeftOut, notice};
use words::names::Names;

use super::record::Recorder;
use super::route::queue;
use super::telling::announcement;

const LEFT_OUT: &str = "figures.left-out";

impl Recorder {
    /// One message for each file that left something out, told behind so many other entries.
    pub(super) fn left_out(&self, now: Timestamp, files: &[LeftOut], behind: usize) -> Vec<Entry> {
        let Some(program) = self.engine.program() else { return Vec::new() };
        let mut entries = Vec::new();
        for left_out in files {
            let figure = |cell: &engine::model::Cell| {
                let [measure, body] = [cell.measure.as_str(), cell.body.as_str()];
                serde_json::json!({ "measure": measure, "body": body, "period": cell.period.to_string() })
            };
            let figures: Vec<_> = left_out.figures.iter().map(figure).collect();
            let json = serde_json::json!({ "file": left_out.path, "figures": figures }).to_string();
            let place = self.next_place() + (behind + entries.len()) as Position;
            let message = announcement(LEFT_OUT, now, notice(left_out, Names { program }), json, place);
            entries.extend(queue(&self.routed(&message), message));
        }
        entries
    }
}
