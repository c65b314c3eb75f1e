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
    /// A word that is not lowered.
    Word(String),
    Construct(Construct),
    /// Something in a library that it imports, by the library's name.
    Library(String),
    /// It has too many parts or variables, its functions counted at each call.
    Length,
    /// Its reach is counted, which only the interpreter does.
    Counted,
}

/// Something of the language itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Construct {
    /// A `break` with a value, or a `for` that counts beside its entries.
    Loop,
    /// A `switch` whose cases are no plain texts.
    Switch,
    Try,
    /// A function that calls itself, or is called through many others.
    Recursion,
    /// A function that is called as a method, or handed on by its name.
    FunctionAsValue,
    /// An assignment within an operand, which the interpreter makes before it reads operands that stand before it.
    AssignmentInOperand,
    /// An assignment into a list or a map, or into what a call gives.
    AssignmentIntoValue,
    /// What the rule is given, put into a variable.
    HandedOn,
    /// `?.` and `??`, which ask whether something is there.
    Perhaps,
    Other,
}

impl NotLowered {
    /// Of a rule whose reach is counted.
    pub(in crate::script) fn counted() -> Self {
        Self { line: None, what: Obstacle::Counted }
    }
}
