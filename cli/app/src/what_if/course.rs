//! The course that things take under a program: what people would be told, how every verdict turns, and what is held up, up to the
//! horizon.

use std::collections::BTreeMap;

use engine::Effects;
use engine::alert::AlertId;
use engine::model::{Node, Period, Verdict};
use engine::program::Program;
use jiff::Timestamp;

use crate::as_of::look_back_watching;
use crate::history::History;
use crate::replay::{AlertNews, FinalVerdict, ReplayOutcome};

/// What came of a walk.
pub(super) struct Course {
    pub(super) outcome: ReplayOutcome,
    /// How each verdict turned, in order of time.
    pub(super) turns: BTreeMap<(Node, Period), Vec<(Timestamp, Verdict)>>,
    /// Alerts that wait for something overdue, since when.
    pub(super) held_up: BTreeMap<AlertId, Timestamp>,
}

impl Course {
    /// A program's way through a history, up to a moment.
    pub(super) fn of(program: &Program, history: &History, until: Timestamp) -> Self {
        let mut course =
            Self { outcome: ReplayOutcome::default(), turns: BTreeMap::new(), held_up: BTreeMap::new() };
        let past =
            look_back_watching(program.clone(), history, until, &mut |effects| course.note(effects, program));
        course.outcome.rules_run = past.evaluated;
        course.outcome.verdicts = past.engine.verdicts().map(FinalVerdict::from).collect();
        course
    }

    fn note(&mut self, effects: Effects, program: &Program) {
        let at = effects.at;
        for change in effects.verdicts {
            self.turns.entry((change.node, change.period)).or_default().push((at, change.to.verdict));
        }
        for told in effects.alerts {
            if told.alert.is_held_up() && told.ended.is_none() {
                self.held_up.entry(told.alert.id.clone()).or_insert(at);
            } else {
                self.held_up.remove(&told.alert.id);
            }
            self.outcome.told.push(AlertNews::of(told, program));
        }
    }
}
