//! The instructions that a rule is lowered to: a tree, since a rule is read once and its tree is small.

use engine::program::Judgement;
use rhai::ImmutableString;

use super::numbers::Operator;
use super::value::Value;
use crate::script::api::StatementTemplate;

/// One instruction; each gives a value.
pub(super) enum Code {
    Constant(Value),
    /// A variable, by its place.
    Variable(usize),
    /// Puts a value into a variable.
    Set(usize, Box<Code>),
    /// Puts what an operator makes of a variable and a value into the variable.
    SetBy(usize, Operator, Box<Code>),
    /// One after the other; gives what the last gives.
    Block(Vec<Code>),
    If(Box<[Code; 3]>),
    /// Goes through a list, or through whole numbers.
    For(Box<For>),
    /// Goes round while something holds.
    While(Box<[Code; 2]>, Fuel),
    /// Goes on with the next round, or ends the loop.
    Continue,
    Break,
    List(Vec<Code>),
    /// An entry of a list, by its place.
    Entry(Box<[Code; 2]>),
    /// Puts an entry at the end of the list that a variable holds.
    Push(usize, Box<Code>),
    OfList(ListWord, Box<Code>),
    Holds(Box<[Code; 2]>),
    Joined(Box<[Code; 2]>),
    /// The figures of the last periods, the oldest first.
    Values(Option<Box<Code>>, Box<Code>),
    Return(Box<Code>),
    /// Leaves it to the interpreter.
    Trap,
    All(Vec<Code>),
    Any(Vec<Code>),
    Not(Box<Code>),
    Negative(Box<Code>),
    Binary(Operator, Box<[Code; 2]>),
    /// An interpolated text.
    Text(Vec<Code>),
    Read(Reader, CellForm),
    /// The figure of a measure so many periods earlier.
    Ago(Option<Box<Code>>, Box<Code>),
    /// The figure, or something else where it is missing.
    Default(Option<Box<Code>>, Box<Code>),
    IsOverdue,
    Subject(Property),
    Param(ImmutableString),
    /// Whether a parameter is handed over.
    HasParam(ImmutableString),
    OfPeriod(PeriodWord, Box<Code>),
    Back(Box<[Code; 2]>),
    OfNumbers(NumberWord, Vec<Code>),
    /// A number with the unit of the measure that is judged.
    Amount(Box<Code>, Option<Box<Code>>),
    /// A verdict with a text or a statement that was held for it, or with no reason.
    Verdict(Judgement, Option<Box<Code>>, Option<u32>),
    /// A verdict whose reason is filled in here.
    Judged(Judgement, StatementTemplate, Vec<Code>, Option<u32>),
    Statement(StatementTemplate, Vec<Code>),
}

/// What a round of a loop takes at the most, in operations of the interpreter.
pub(super) type Fuel = u64;

/// A loop over entries.
pub(super) struct For {
    pub(super) variable: usize,
    pub(super) of: Entries,
    pub(super) body: Code,
    pub(super) round: Fuel,
}

/// What a loop goes through.
pub(super) enum Entries {
    Of(Code),
    /// Whole numbers from the first up to the last, which is left out unless the range holds it.
    Range {
        from: Code,
        to: Code,
        holds_last: bool,
    },
}

/// What is said of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ListWord {
    Length,
    IsEmpty,
    First,
    Last,
    Sum,
    Least,
    Most,
}

/// What is asked of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reader {
    Value,
    Has,
    WhyMissing,
    Target,
    ReportingRate,
    OnTimeRate,
}

/// Which cell is asked about; what is left out is the subject's own.
#[derive(Default)]
pub(super) struct CellForm {
    pub(super) args: Vec<Code>,
}

/// What is said of what is judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Property {
    Period,
    Mission,
    Obligation,
    BodyId,
    BodyName,
    BodyKind,
    OwedById,
    OwedByName,
    MeasureId,
    MeasureTitle,
    MeasureBetter,
    MeasureClass,
    MeasureUnit,
}

/// What is said of a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PeriodWord {
    Name,
    Next,
    Written,
}

/// A word for numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NumberWord {
    Absolute,
    Least,
    Most,
    Round,
    Floor,
    Ceiling,
    Number,
    Percent,
    Counted,
    PlacesApart,
}
