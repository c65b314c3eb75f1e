//! The instructions that a rule is lowered to: a tree, since a rule is read once and its tree is small.

use engine::program::Judgement;
use engine::view::Site;
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
    /// The same by an operator that only the host has.
    SetByHost(usize, ImmutableString, Box<Code>),
    /// One after the other; gives what the last gives.
    Block(Vec<Code>),
    If(Box<[Code; 3]>),
    /// Goes through a list, or through whole numbers.
    For(Box<For>),
    /// Goes round while something holds: looks first, or after each round.
    While(Look, Box<[Code; 2]>, Fuel),
    /// What is chosen by a value.
    Switch(Box<Switch>),
    /// Calls a function: fills its parameters, and gives what its body gives or returns.
    Call(Vec<Code>, Box<Code>),
    /// Goes on with the next round, or ends the loop.
    Continue,
    Break,
    List(Vec<Code>),
    Map(Vec<(ImmutableString, Code)>),
    /// An entry of a list by its place, or of a map by its key.
    Entry(Box<[Code; 2]>),
    /// Puts an entry at the end of the list that a variable holds.
    Push(usize, Box<Code>),
    /// Goes through a list with a function.
    Each(Box<Each>),
    /// The least, the most or the sum of a list.
    Total(TotalWord, Box<Code>),
    /// A property of a value.
    Property(Box<Property>),
    /// What is asked of a value: the arguments are worked out before the value is.
    Method(Box<Method>),
    /// A function of the host that nothing here stands for.
    Host(Box<Host>),
    /// What the rule is given, for a function of the host.
    My,
    /// The figures of the last periods, the oldest first; the newest is asked for by this place, and each before it by the next.
    Values(Option<Box<Code>>, Box<Code>, Option<Site>),
    Return(Box<Code>),
    /// Leaves it to the interpreter.
    Trap,
    All(Vec<Code>),
    Any(Vec<Code>),
    Not(Box<Code>),
    Negative(Box<Code>),
    Binary(Operator, Box<[Code; 2]>),
    /// The same between what most often are numbers.
    Calculate(Operator, Box<[Code; 2]>),
    /// An interpolated text.
    Text(Vec<Code>),
    Read(Reader, CellForm),
    /// The figure of a measure so many periods earlier.
    Ago(Option<Box<Code>>, Box<Code>, Option<Site>),
    /// The figure, or something else where it is missing.
    Default(Option<Box<Code>>, Box<Code>, Option<Site>),
    IsOverdue,
    Subject(SubjectWord),
    Param(ImmutableString),
    /// Whether a parameter is handed over.
    HasParam(ImmutableString),
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

/// When a loop looks whether it goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    First,
    /// After each round, and goes on while the condition holds.
    AfterWhile,
    /// After each round, and goes on until the condition holds.
    AfterUntil,
}

/// What is chosen by a value: the first case that has the value and whose condition holds; else the first range; else what is left.
pub(super) struct Switch {
    pub(super) of: Code,
    pub(super) texts: Vec<(ImmutableString, Vec<Case>)>,
    pub(super) flags: [Vec<Case>; 2],
    pub(super) ranges: Vec<(Range, Case)>,
    pub(super) otherwise: Option<Code>,
}

/// One case: whether it is meant, and what it gives.
pub(super) struct Case {
    pub(super) holds: Option<Code>,
    pub(super) gives: Code,
}

/// Whole numbers from the first up to the last, as a case names them.
pub(super) struct Range {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) holds_last: bool,
}

/// A function over each entry of a list.
pub(super) struct Each {
    pub(super) word: EachWord,
    pub(super) of: Code,
    /// The variable that the function calls the entry.
    pub(super) variable: usize,
    pub(super) body: Code,
    pub(super) round: Fuel,
}

/// What is made of a list with a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum EachWord {
    Map,
    Filter,
    All,
    Any,
}

/// A property of a value: of a map, the entry of that name.
pub(super) struct Property {
    pub(super) of: Code,
    pub(super) name: ImmutableString,
    /// What the host calls the function that gives it.
    pub(super) getter: ImmutableString,
}

/// Something asked of a value.
pub(super) struct Method {
    pub(super) word: MethodWord,
    pub(super) name: ImmutableString,
    pub(super) of: Code,
    pub(super) args: Vec<Code>,
}

/// What is answered here; the host answers the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum MethodWord {
    Length,
    IsEmpty,
    First,
    Last,
    Contains,
    Join,
    Next,
    Back,
    Written,
    Other,
}

/// A call of a function of the host.
pub(super) struct Host {
    pub(super) name: ImmutableString,
    pub(super) args: Vec<Code>,
    /// The variable that it changes, which is its first argument.
    pub(super) changes: Option<usize>,
}

/// What is said of a list of numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TotalWord {
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

impl Reader {
    /// Whether it asks for one thing, and so is answered without a look-up once it is known which.
    pub(super) fn asks_for_one(self) -> bool {
        !matches!(self, Self::ReportingRate | Self::OnTimeRate)
    }
}

/// Which cell is asked about; what is left out is the subject's own.
pub(super) struct CellForm {
    pub(super) args: Vec<Code>,
    /// The number of the place, where it asks about one and the same cell whenever the rule runs for its subject.
    pub(super) site: Option<Site>,
}

/// What is said of what is judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SubjectWord {
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

impl NumberWord {
    /// As a rule writes it.
    pub(super) fn written(self) -> &'static str {
        match self {
            Self::Absolute => "abs",
            Self::Least => "min",
            Self::Most => "max",
            Self::Round => "round",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Counted => "counted",
            Self::PlacesApart => "places_apart",
        }
    }
}

impl TotalWord {
    /// As a rule writes it.
    pub(super) fn written(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Least => "min",
            Self::Most => "max",
        }
    }
}

impl Range {
    /// Whether a number lies in it.
    pub(super) fn holds(&self, value: &Value) -> bool {
        let Some(number) = value.number() else { return false };
        let (first, last) = (self.first.into(), self.last.into());
        number >= first && (number < last || self.holds_last && number == last)
    }
}
