//! What a word of the rule language is: how it is called, what it gives, when it ends the rule, and an example.
//!
//! Each module of the API documents the words that it registers. A test holds the documentation to what is registered,
//! type by type, and runs every example. Nothing here is run by a rule.

use std::fmt;

/// One word that a rule may write, with its documentation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// The word as it is written; of an operator, its sign.
    pub name: &'static str,
    /// How it is written.
    pub style: Style,
    /// What it is about.
    pub topic: Topic,
    /// The forms in which it can be called. Several words may have one name, where they are about different things.
    pub forms: &'static [Form],
    /// What it gives, with its unit, in one or two sentences.
    pub gives: &'static str,
    /// When it ends the rule, as in "where the figure is missing"; none where it always gives something.
    pub ends: Option<&'static str>,
    /// An example. Each is run by a test over the figures that [`EXAMPLE_WORLD`] describes.
    pub example: Example,
}

/// The figures over which the examples are true.
pub const EXAMPLE_WORLD: &str = "Gateway Council is judged by `referrals` in the fourth quarter of 2020, which Harbour \
    Council owes. Gateway reported 1,200, and 1,300, 1,400, 1,450 and 1,500 in the four quarters before; Harbour Council \
    reported 900. The `strategy` of Gateway, Housing strategy 2020, is in force from 1 April 2020 to 31 March 2021. The target is 76, the declaration hands over `floor = 0.8`, and the report has just become overdue. Gateway funds money spent at Harbour by the \
    Harbour Grant. Beside it stand `homelessness/plans`, which Harbour Council leads and has missed since November 2020, of which people were told then and to which \
    nobody replied, and `homelessness/advice` and `justice/releases`, which are met.";

/// A piece of a rule and what comes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    /// What is written in the rule.
    pub code: &'static str,
    /// The value, as `remit` shows values.
    pub gives: &'static str,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// `word(x)`.
    Function,
    /// `x.word()`.
    Method,
    /// `x.word`.
    Property,
    /// `x.word` or `x.word()`.
    Either,
    /// `x + y`.
    Operator,
}

/// What words are about, in the order in which they are told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Topic {
    /// How a rule ends.
    Verdicts,
    /// Who is judged, and by what.
    Subject,
    /// Figures and targets.
    Evidence,
    Documents,
    /// What became of other obligations.
    Others,
    /// Which bodies, relations and measures there are.
    Register,
    /// Periods and their days.
    Periods,
    Numbers,
    Texts,
    Lists,
    Maps,
    Operators,
    /// What comes with the language and is seldom needed.
    Seldom,
}

/// One form in which a word can be called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    /// What it is given; of a method or a property, first the value before the dot.
    pub params: &'static [WordParam],
    pub gives: ValueShape,
}

/// One thing that a word is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WordParam {
    /// What it is called in the documentation.
    pub name: &'static str,
    /// What it must be.
    pub shape: ValueShape,
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident = $plain:literal, $rhai:literal;)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum ValueShape { $($(#[$doc])* $name,)* }

        impl ValueShape {
            /// The shape in plain words, such as "list of numbers".
            pub fn plain(self) -> &'static str {
                match self { $(Self::$name => $plain),* }
            }

            /// The shape as definition files for editors name it.
            pub fn definition(self) -> &'static str {
                match self { $(Self::$name => $rhai),* }
            }
        }
    };
}

shapes! {
    /// The one argument of `assess`.
    My = "my", "My";
    /// Who is judged.
    Body = "body", "Body";
    /// What it is judged by.
    Measure = "measure", "Measure";
    /// Another obligation.
    Obligation = "obligation", "Obligation";
    /// A part of another obligation.
    Part = "part", "Part";
    Period = "period", "Period";
    /// A day of the calendar.
    Day = "day", "Day";
    /// How two things hang together.
    Relation = "relation", "Relation";
    Verdict = "verdict", "Verdict";
    Number = "number", "decimal";
    /// A number without a fraction.
    Whole = "whole number", "int";
    Text = "text", "String";
    /// One letter, as a text is gone through.
    Letter = "letter", "char";
    /// A text that names a measure.
    MeasureId = "measure id", "String";
    /// A text that names a body.
    BodyId = "body id", "String";
    Flag = "true or false", "bool";
    /// A list of anything.
    List = "list", "Array";
    Numbers = "list of numbers", "Array";
    Texts = "list of texts", "Array";
    Obligations = "list of obligations", "Array";
    Parts = "list of parts", "Array";
    Replies = "list of maps", "Array";
    Map = "map", "Map";
    /// A function, such as `|x| x * 2`.
    Function = "function", "FnPtr";
    /// A range, such as `0..10`.
    Range = "range", "Range";
    /// What can only be gone through with `for`.
    Series = "series", "Iterator";
    /// Whatever it is.
    Anything = "anything", "?";
    Nothing = "nothing", "()";
}

impl Example {
    /// A piece of a rule and what comes of it.
    pub(super) const fn new(code: &'static str, gives: &'static str) -> Self {
        Self { code, gives }
    }
}

impl Topic {
    /// Every topic, in order.
    pub const ALL: &[Self] = &[
        Self::Verdicts,
        Self::Subject,
        Self::Evidence,
        Self::Documents,
        Self::Others,
        Self::Register,
        Self::Periods,
        Self::Numbers,
        Self::Texts,
        Self::Lists,
        Self::Maps,
        Self::Operators,
        Self::Seldom,
    ];

    /// The topic as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Verdicts => "Verdicts",
            Self::Subject => "Who is judged, and by what",
            Self::Evidence => "Evidence",
            Self::Documents => "Documents",
            Self::Others => "Other obligations",
            Self::Register => "The register",
            Self::Periods => "Periods and days",
            Self::Numbers => "Numbers",
            Self::Texts => "Texts",
            Self::Lists => "Lists",
            Self::Maps => "Maps",
            Self::Operators => "Operators",
            Self::Seldom => "Seldom needed",
        }
    }
}

/// The forms of a word, as `(my: My, n: Whole) -> Number`.
macro_rules! forms {
    ($(($($param:ident: $shape:ident),*) -> $gives:ident),+ $(,)?) => {
        &[$($crate::script::api::word::Form {
            params: &[$($crate::script::api::word::WordParam {
                name: stringify!($param),
                shape: $crate::script::api::word::ValueShape::$shape,
            }),*],
            gives: $crate::script::api::word::ValueShape::$gives,
        }),+]
    };
}
pub(super) use forms;

impl Word {
    /// A call in this form, such as `my.value(period)`.
    pub fn call(&self, form: &Form) -> String {
        self.written(form, |param| param.name.to_owned())
    }

    /// A call in this form with what it takes and gives, such as `my.value(period: period) -> number`.
    pub fn signature(&self, form: &Form) -> String {
        let told = |param: &WordParam| {
            let is_told_by_name = param.name == param.shape.plain();
            if is_told_by_name { param.name.to_owned() } else { format!("{}: {}", param.name, param.shape) }
        };
        match form.gives {
            ValueShape::Nothing => self.written(form, told),
            gives => format!("{} -> {gives}", self.written(form, told)),
        }
    }

    fn written(&self, form: &Form, told: impl Fn(&WordParam) -> String) -> String {
        let name = self.name;
        let all = |params: &[WordParam]| params.iter().map(&told).collect::<Vec<_>>().join(", ");
        match (self.style, form.params) {
            (Style::Property | Style::Either, [own]) => format!("{}.{name}", own.name),
            (Style::Operator, [right]) => format!("{name}{}", right.name),
            (Style::Operator, [left, right]) => format!("{} {name} {}", left.name, right.name),
            (Style::Method | Style::Either, [own, rest @ ..]) => {
                format!("{}.{name}({})", own.name, all(rest))
            }
            (_, params) => format!("{name}({})", all(params)),
        }
    }
}

impl fmt::Display for ValueShape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.plain())
    }
}
