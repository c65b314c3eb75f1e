//! What a rule is to the engine.

use std::sync::Arc;

use crate::model::{Authority, RuleId, Statement};
use crate::others::Among;
use crate::view::{Stop, View};

/// Turns evidence into a judgement. Pure: equal views give equal results.
pub trait Rule: Send + Sync {
    fn id(&self) -> &RuleId;

    /// The path of its text, by which people find it.
    fn path(&self) -> String {
        format!("rules/{}.rhai", self.id())
    }

    /// Judges the view's subject.
    ///
    /// # Errors
    /// A figure that it needs is missing, or the rule itself failed.
    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop>;

    /// Of which obligations it may read verdicts; none where it judges by figures alone.
    fn reads_verdicts_of(&self) -> &[Among] {
        &[]
    }

    /// Whether it judges by any figure; not where it looks at the register, or at verdicts, alone. The measure that a duty names is then only
    /// what it is about, and nobody is asked for its figures.
    fn rests_on_figures(&self) -> bool {
        true
    }

    /// Whether it has come to be worked out at length each time, since the quicker way was tried in vain, and nobody has asked since then.
    /// Verdicts are the same either way.
    fn came_to_be_slow(&self) -> bool {
        false
    }

    /// What says that it is to be judged so, as far as the rule says it.
    fn authority(&self) -> Vec<Authority> {
        Vec::new()
    }
}

/// What a rule found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assessment {
    pub judgement: Judgement,
    /// Why, without a full stop; empty where the rule gave none.
    pub reason: Statement,
    /// The line of the rule that gave the judgement, counted from 1.
    pub line: Option<u32>,
}

/// What a rule may find. Silence, lateness and failure are the engine's to judge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    Met,
    /// Not missed yet, but likely to be.
    AtRisk,
    Missed,
    /// It cannot be judged, and nobody is to blame for that, such as inside a lag that was agreed or for numbers that are too small.
    NotJudged,
}
