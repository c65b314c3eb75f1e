//! Whose verdict for which period, in one text: `homelessness/duty-to-refer/adult_prison 2021-Q3`.

use std::fmt;

use engine::model::{Node, Period};

/// Names a verdict.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct VerdictName {
    pub(super) node: Node,
    pub(super) period: Period,
}

impl fmt::Display for VerdictName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.node, self.period)
    }
}
