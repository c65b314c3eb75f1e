//! What is counted in a rule: statements by their line, and branches.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use rhai::Position;

/// A way that a rule can take.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Branch {
    /// The condition of an `if` holds.
    IfTrue,
    /// The condition of an `if` does not hold, whether there is an `else` or not.
    IfFalse,
    /// A case of a `switch`, counted from 1 in the order of the text. It stands where what it gives begins.
    Case(usize),
    /// The case `_` of a `switch`.
    OtherCase,
    /// No case of a `switch` without `_` fits.
    NoCase,
    /// The body of a `for` or a `while` runs at least once.
    LoopRuns,
    /// A `for` or a `while` ends without its body.
    LoopIsPassedOver,
}

impl fmt::Display for Branch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IfTrue => out.pad("`if` is true"),
            Self::IfFalse => out.pad("`if` is false"),
            Self::Case(number) => out.pad(&format!("case {number}")),
            Self::OtherCase => out.pad("case `_`"),
            Self::NoCase => out.pad("no case fits"),
            Self::LoopRuns => out.pad("the loop runs"),
            Self::LoopIsPassedOver => out.pad("the loop does not run"),
        }
    }
}

/// What a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PointKind {
    Statement,
    Branch(Branch),
}

/// One place in a text with how often rules came past it, on any thread.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) kind: PointKind,
    pub(super) line: u32,
    /// Counted from 1, in characters.
    pub(super) column: u32,
    count: AtomicU64,
}

impl Point {
    /// A point at a place; none where the syntax tree has lost it.
    pub(super) fn at(position: Position, kind: PointKind) -> Option<Self> {
        let number = |number: Option<usize>| number.and_then(|number| u32::try_from(number).ok());
        let line = number(position.line())?;
        let column = number(position.position()).unwrap_or(1);
        Some(Self { kind, line, column, count: AtomicU64::new(0) })
    }

    pub(super) fn pass(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }
}
