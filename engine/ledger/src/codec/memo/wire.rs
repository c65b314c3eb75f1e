//! The shape of a memo on disk. The engine's types are not serialisable, so that they may change while these stay.
//!
//! Any change here is a new format: a memo is worked out again, so that no older one need be read.

use serde::{Deserialize, Serialize};

use super::super::column::Column;
pub(super) use super::super::wire::{
    Enclosed, Moment, Period, Response, ResponseKind, RowsHeld, Str, UnderEmbargo, UnusedOfFile, UnusedReport,
};

/// A period, by its place in [`Memo::periods`].
pub(super) type PeriodIx = u32;
/// An obligation, by its place in [`Memo::obligations`].
pub(super) type ObligationIx = u32;

#[derive(Serialize, Deserialize)]
pub(super) struct Memo<'a> {
    pub(super) now: Moment,
    pub(super) revision: Str,
    /// Ids, and the words of people and of rules.
    #[serde(borrow)]
    pub(super) strings: Vec<&'a str>,
    /// What rules said, in the order in which it is first mentioned.
    pub(super) statements: Vec<Statement>,
    pub(super) periods: Vec<Period>,
    pub(super) wakes: Vec<Moment>,
    pub(super) obligations: Vec<ObligationRef>,
    pub(super) nodes: Vec<Node>,
    pub(super) shapes: Vec<Shape>,
    /// Those that rules read, then those that they only lacked.
    pub(super) cells: Cells,
    /// How many rules read.
    pub(super) read: u32,
    pub(super) responses: Vec<OwnedResponse>,
    pub(super) said: Said,
    pub(super) alerts: Vec<AlertMemo>,
    pub(super) downtimes: Vec<(Moment, Moment)>,
    pub(super) unused: AllUnused,
    pub(super) formerly_unused: Vec<(Str, Str)>,
    /// The response, and the figure that it saw.
    pub(super) seen: Vec<Seen>,
    /// The row of [`Said`], and what its rule asked of other obligations.
    pub(super) others: Vec<OthersOfRow>,
    pub(super) told: Vec<Told>,
    pub(super) joined: Vec<Joined>,
    pub(super) cuts: Vec<(ObligationIx, Vec<Cut>)>,
    /// What rules asked of the register, by the place of what they said.
    pub(super) listings: Vec<(u32, Listing)>,
}

/// A row of [`Said`], and what its rule asked of other obligations.
pub(super) type OthersOfRow = (u32, Vec<OtherRead>);
/// How a whole stands that a rule joins, and the moments at which that rule asked to be asked again.
pub(super) type Joined = (ObligationIx, PeriodIx, Verdict, Cause, Vec<Moment>);
/// When people were told of each alert of an obligation, from when to when.
pub(super) type Told = (ObligationIx, Vec<(Moment, Option<Moment>)>);

/// What a rule asked of other obligations.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct OtherRead {
    pub(super) kind: OtherKind,
    pub(super) of: Option<ObligationIx>,
    pub(super) period: Option<PeriodIx>,
    pub(super) name: Option<Str>,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) enum OtherKind {
    All,
    Own,
    Named,
    Verdict,
    Parts,
    Breach,
    Told,
    Replies,
}

/// What a rule asked of the register. Days are year, month and day.
#[derive(Serialize, Deserialize)]
pub(super) enum Listing {
    Bodies { kind: Option<Str>, on: Day },
    Children { parent: Str, on: Day },
    Parent { body: Str },
    Relations { kind: Str, end: End, life: Life, on: Day },
    Measures { class: Option<Class> },
}

#[derive(Serialize, Deserialize)]
pub(super) enum End {
    Any,
    From(Str),
    To(Str),
}

/// Year, month and day.
pub(super) type Day = (i16, i8, i8);

/// A response, and a figure that it saw.
pub(super) type Seen = (Str, Cell, (u32, u128));
/// What stands in a memo beside what rules said.
pub(super) type Rest = (
    Vec<AlertMemo>,
    Vec<(Moment, Moment)>,
    AllUnused,
    Vec<(Str, Str)>,
    Vec<Seen>,
    (Vec<OthersOfRow>, Vec<Told>, Vec<Joined>, Vec<(ObligationIx, Vec<Cut>)>, Vec<(u32, Listing)>),
);

#[derive(Serialize, Deserialize, PartialEq, Eq, Hash)]
pub(super) struct ObligationRef {
    pub(super) mission: Str,
    pub(super) obligation: Str,
}

/// A part of an obligation, or a measure that it waits for.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Whole(ObligationIx),
    Lead(ObligationIx),
    Contribution(ObligationIx, Str),
    Gate(ObligationIx, Str, u32),
}

/// Cells field by field.
#[derive(Serialize, Deserialize)]
pub(super) struct Cells {
    pub(super) measure: Column,
    pub(super) body: Column,
    pub(super) period: Column,
}

/// What rules said, field by field. The first three columns have one number for each row.
#[derive(Serialize, Deserialize)]
pub(super) struct Said {
    /// By its place in [`Memo::nodes`].
    pub(super) node: Column,
    pub(super) period: Column,
    pub(super) shape: Column,
    /// Mentions: what the rule said, where it came to a judgement.
    pub(super) statements: Column,
    /// Mentions: the cell that held no value, if that stopped the rule, then the cells that it read.
    pub(super) cells: Column,
    /// Mentions: the moments at which it asked to be run again.
    pub(super) wakes: Column,
}

/// All that is short about what one rule said: there are few of these, however many rows.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    pub(super) outcome: Outcome,
    pub(super) verdict: Verdict,
    pub(super) because: Because,
    pub(super) reads: u32,
    pub(super) wakes: u32,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) enum Outcome {
    Judged { judgement: Judgement, line: Option<u32> },
    NoData(Lacking),
    Failed { failure: Failure, line: Option<u32> },
}

/// What the finding comes of.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) enum Because {
    /// What the rule said, or what stopped it.
    AsSaid,
    Of(Cause),
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) enum Cause {
    Evident,
    Stated { statement: Statement, line: Option<u32> },
    Missing { cell: Cell, why: Lacking },
    Failed { failure: Failure, line: Option<u32> },
    Parts,
    InsideDelay { relation: Str, until: Day },
    Answered { submission: Submission, breach: Verdict, because: Box<Cause> },
}

/// The pieces of what a rule said.
pub(super) type Statement = Vec<Piece>;

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    Text(Str),
    Number(Decimal),
    Grouped(Decimal),
    Percent(Decimal),
    Period(PeriodIx),
}

/// An exact number as its own sixteen bytes.
pub(super) type Decimal = [u8; 16];

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) struct Cell {
    pub(super) measure: Str,
    pub(super) body: Str,
    pub(super) period: PeriodIx,
}

/// What went wrong in a rule.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) enum Failure {
    Raised(Str),
    NoTarget(Cell),
    NoMeasure(Str),
    NoBody(Str),
    NoObligation(Str),
    ReadsVerdicts(Str),
    OnlyParts,
    NoParts,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) struct Submission {
    pub(super) kind: ResponseKind,
    pub(super) by: Str,
    pub(super) reason: Str,
    pub(super) approver: Option<Str>,
    pub(super) until: Option<Day>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) enum WhyAbsent {
    NeverReported,
    /// The form of a report of that absence; see `figures`.
    Stated(u32),
    Incomplete {
        reported: u32,
        expected: u32,
    },
    NothingToDivideBy,
    ZeroOverZero,
    InputMissing(Whose),
    TooLarge,
    /// The least and the most, each by its form and digits; see `figures`.
    Unreconciled([(u32, u128); 2]),
    InputUnreconciled,
}

/// Why a cell holds no value, and what came in for it all the same.
pub(super) type Lacking = (WhyAbsent, Option<UnusedReport>);

/// What of files could not be used, and those of them that wait for the end of an embargo, by their places.
pub(super) type AllUnused = (Vec<UnusedOfFile>, Vec<(u32, UnderEmbargo)>, RowsHeld);

/// With who owed the contribution, and what came with it.
pub(super) type OwnedResponse = (Response, Option<Str>, Option<Enclosed>);

#[derive(Serialize, Deserialize)]
pub(super) struct AlertMemo {
    pub(super) id: AlertId,
    pub(super) state: AlertState,
    pub(super) since: Moment,
    pub(super) active_at: Option<Moment>,
    pub(super) cleared_at: Option<Moment>,
    pub(super) severity: Option<Severity>,
    pub(super) periods: Vec<PeriodIx>,
    pub(super) told: Option<Alert>,
    pub(super) climb: Option<Climb>,
}

/// Who was told (the role, the body, the people and when), from when the next step counts and how many of its days are
/// spent, from when the next reminder counts, and since when the clock stands still.
pub(super) type Climb = (Vec<(Str, Str, Vec<Str>, Moment)>, (Moment, u32), Moment, Option<Moment>);

/// A post: its body, the owner as declared, the role, the holder with address and first day, and who held it before.
pub(super) type Post = (Str, Option<Str>, Str, Option<Str>, Option<Str>, Option<Day>, Option<Str>);

#[derive(Serialize, Deserialize)]
pub(super) struct AlertId {
    pub(super) obligation: ObligationIx,
    pub(super) kind: AlertKind,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Alert {
    pub(super) id: AlertId,
    pub(super) lead: Str,
    pub(super) state: AlertState,
    pub(super) severity: Option<Severity>,
    pub(super) since: Moment,
    pub(super) periods: Vec<PeriodIx>,
    pub(super) owed: u32,
    pub(super) named: Vec<Breaker>,
    /// The contributions of which nothing is decided, or none for the lead's own part.
    pub(super) disputed: Vec<Option<Str>>,
    pub(super) joined: Option<Statement>,
    pub(super) held_up: Vec<HeldUpPart>,
    pub(super) delivered_by: Vec<Str>,
    pub(super) awaited_from: Vec<Str>,
    pub(super) held_up_by: Vec<HeldUpBy>,
    pub(super) holds_up: Vec<ObligationIx>,
    pub(super) owner: Option<Str>,
    pub(super) posts: Vec<Post>,
    pub(super) climb: Option<Climb>,
    pub(super) responses: Vec<OwnedResponse>,
    pub(super) reacceptance: Option<Reacceptance>,
}

/// What was cut, and who is asked to accept it: the body, the owner as declared, and who accepted it when.
pub(super) type Reacceptance = (Vec<Cut>, Vec<(Str, Option<Str>, Option<(Str, Moment)>)>);

/// A relation with its title, what is lost, the contributions that this touches or none for the lead's own part, and when it became known.
pub(super) type Cut = (Str, Str, Loss, Vec<Option<Str>>, Moment);

#[derive(Serialize, Deserialize)]
pub(super) enum Loss {
    Share { from: Decimal, to: Decimal },
    EarlierEnd { from: Option<Day>, to: Day },
    Ended,
    Figure { measure: Str, from: Decimal, to: Decimal },
}

#[derive(Serialize, Deserialize)]
pub(super) enum HeldUpBy {
    Obligation(ObligationIx),
    Reports(Str),
}

#[derive(Serialize, Deserialize)]
pub(super) struct HeldUpPart {
    pub(super) contribution: Option<Str>,
    pub(super) body: Str,
    pub(super) missing: Vec<(Cell, Lacking)>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Breaker {
    pub(super) contribution: Option<Str>,
    pub(super) body: Str,
    pub(super) owner: Option<Str>,
    pub(super) periods: Vec<PeriodIx>,
    pub(super) silent: Vec<PeriodIx>,
    pub(super) verdict: Verdict,
    pub(super) because: Cause,
    pub(super) figure: OwnFigure,
}

#[derive(Serialize, Deserialize)]
pub(super) struct OwnFigure {
    pub(super) measure: Str,
    pub(super) value: Option<Decimal>,
    pub(super) against: Option<Decimal>,
    pub(super) absent: Option<(Str, (Option<Str>, u32))>,
}

/// Enums that are the engine's, name by name, and the way there and back.
macro_rules! mirrored {
    ($($engine:path => $name:ident { $($variant:ident),* })*) => {$(
        #[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum $name { $($variant),* }

        impl From<$engine> for $name {
            fn from(of_engine: $engine) -> Self {
                use $engine as Engine;
                match of_engine { $(Engine::$variant => Self::$variant),* }
            }
        }

        impl From<$name> for $engine {
            fn from(of_wire: $name) -> Self {
                match of_wire { $($name::$variant => Self::$variant),* }
            }
        }
    )*};
}

mirrored! {
    engine::model::Verdict => Verdict {
        NotDue, Awaiting, Met, MetLate, AtRisk, Missed, NoData, HeldUp, NotJudged, Disputed, Waived, Failed
    }
    engine::program::Judgement => Judgement { Met, AtRisk, Missed, NotJudged }
    engine::evidence::Whose => Whose { Own, Below }
    engine::alert::AlertState => AlertState { Inactive, Pending, Firing }
    engine::alert::Severity => Severity { AtRisk, Breach }
    engine::listing::Life => Life { Open, Ended }
    engine::model::Class => Class { Access, Activity, Outcome, Prevention, Input, Experience }
    engine::alert::AlertKind => AlertKind { Breach, RuleFailed, Group, Cut }
}
