//! Why a rule is not lowered.

/// The first thing in a rule that only the interpreter does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotLowered {
    /// Where in its file, counted from 1; none where no line is to blame.
    pub line: Option<u32>,
    pub what: Obstacle,
}

/// What stands in the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Obstacle {
    Library,
    /// A function of its own, or a word that is not lowered.
    Word(String),
    Construct(Construct),
    /// It has too many parts or variables.
    Length,
    /// Its reach is counted, which only the interpreter does.
    Counted,
}

/// Something of the language itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Construct {
    List,
    Map,
    /// A `for` that counts, a `do`, or a `break` with a value.
    Loop,
    Switch,
    Try,
    /// An assignment within an operand, which the interpreter makes before it reads operands that stand before it.
    AssignmentInOperand,
    /// An assignment into a list or a map.
    AssignmentIntoValue,
    /// What the rule is given, handed to a function or put into a variable.
    HandedOn,
    /// Something asked of what a call or a parameter gives.
    Chain,
    Other,
}

impl NotLowered {
    /// Of a rule whose reach is counted.
    pub(in crate::script) fn counted() -> Self {
        Self { line: None, what: Obstacle::Counted }
    }
}
