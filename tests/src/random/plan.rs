//! Plans of small programs, as plain data that proptest can make up, shrink and print.

use std::sync::LazyLock;

use engine::model::{BodyId, Cadence, Cell, MeasureId, Period};

/// The bodies of every plan, by their place in [`BODIES`].
pub type BodyNo = usize;
/// The measures of every plan, by their place in [`MEASURES`].
pub type MeasureNo = usize;

/// One nation, two regions, four councils.
pub const BODIES: [&str; 7] = ["england", "north", "south", "ash", "bray", "cole", "deal"];
/// The first council; every body from here on is one.
pub const FIRST_COUNCIL: BodyNo = 3;
const ASH: BodyNo = 3;
const BRAY: BodyNo = 4;
const DEAL: BodyNo = 6;
const NORTH: BodyNo = 1;
const SOUTH: BodyNo = 2;

/// Two sums over the councils, their ratio, and a measure that does not add up.
pub const MEASURES: [&str; 4] = ["seen", "came", "within", "plan"];
/// For whom feeds may speak; what the first says counts before what others do.
pub const VOICES: [&str; 2] = ["ombudsman", "panel"];
/// A document that bodies owe, of which papers are reported.
pub const CHARTER: &str = "charter";
pub const SEEN: MeasureNo = 0;
pub const CAME: MeasureNo = 1;
pub const WITHIN: MeasureNo = 2;

/// A body to which one council belongs at times.
pub const ASKED_ABOUT: BodyNo = NORTH;

static JANUARY: LazyLock<Period> = LazyLock::new(|| Cadence::Month.parse("2020-01").expect("a month"));

/// A whole program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// The region that the council of Deal belongs to.
    pub deal: Region,
    /// The target for every measure.
    pub target: u32,
    /// How many tenths a fund pays of what the first measure counts; none where there is no fund.
    pub fund: Option<u32>,
    /// Each with a name of its own.
    pub missions: Vec<MissionPlan>,
}

/// Where a council may be moved to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Region {
    North,
    South,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissionPlan {
    /// Its number, by which it is known.
    pub number: usize,
    /// Known by their places.
    pub obligations: Vec<ObligationPlan>,
}

/// One obligation, owed monthly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ObligationPlan {
    /// Who answers for it.
    pub lead: BodyNo,
    /// The first month, counted from January 2020.
    pub from: i32,
    /// For how many months it is owed; for ever where none is named.
    pub months: Option<i32>,
    /// Days after the month.
    pub due: u32,
    /// Days after those.
    pub grace: u32,
    /// Days that a breach lasts before people are told.
    pub pending: u32,
    /// Days that the alert outlasts it.
    pub keep: u32,
    /// How many parts are needed.
    pub needs: NeedsPlan,
    /// The contributions, each by another body or the same.
    pub parts: Vec<PartPlan>,
    pub waits_on: Option<WaitPlan>,
}

/// How many contributions are needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NeedsPlan {
    /// Owed by the lead alone; only the first part counts.
    Alone,
    All,
    Any,
    /// Two of them, or one where there is one.
    Two,
    /// Half the weight.
    Half,
    /// One after another.
    InOrder,
    /// As a rule says: half of them, and what was replied counts as well.
    Rule,
}

/// What an obligation waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitPlan {
    /// An obligation, by its mission's number and its place there; it need not exist.
    Obligation(usize, usize),
    /// The councils' reports of a measure.
    Measure(MeasureNo),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartPlan {
    /// Who owes it.
    pub by: BodyNo,
    /// What it is judged by.
    pub measure: MeasureNo,
    /// What the rule reads, in this order, up to the first gap.
    pub reads: Vec<ReadPlan>,
    /// What its total must reach.
    pub bound: Bound,
    /// What it does about silence.
    pub silence: Silence,
    /// So many days before its end a paper of the charter puts it at risk, where that is owed in the place of figures.
    pub charter: Option<u32>,
}

/// What a rule compares with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    Number(u32),
    /// The target in force.
    Target,
}

/// What a rule does where its first figure is missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Silence {
    /// It stops, and the engine says what silence means.
    Stops,
    /// It asks whether the report is overdue.
    AsksTheClock,
}

/// One cell that a rule reads, seen from its subject.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadPlan {
    pub measure: MeasureNo,
    pub body: BodyNo,
    /// How many months before the subject's.
    pub ago: i32,
}

impl PartPlan {
    /// Whether its rule first asks the register which bodies are a part of [`ASKED_ABOUT`].
    pub fn asks_register(&self) -> bool {
        self.charter.is_none() && self.reads.len().is_multiple_of(2)
    }
}

impl Plan {
    /// The body that this one is part of.
    pub fn parent(&self, body: BodyNo) -> Option<BodyNo> {
        match (body, self.deal) {
            (0, _) => None,
            (NORTH | SOUTH, _) => Some(0),
            (ASH | BRAY, _) | (DEAL, Region::North) => Some(NORTH),
            _ => Some(SOUTH),
        }
    }
}

/// The month so many after January 2020.
pub fn month(number: i32) -> Period {
    JANUARY.step(number)
}

/// The cell of a paper of the charter that begins so many days after the first of January 2020.
pub fn paper_cell(body: BodyNo, day: i32) -> Cell {
    let first = Cadence::Day.containing(month(0).first_day());
    Cell { measure: MeasureId::new(CHARTER), body: BodyId::new(BODIES[body]), period: first.step(day) }
}

/// One cell by numbers.
pub fn cell(measure: MeasureNo, body: BodyNo, period: Period) -> Cell {
    Cell { measure: MeasureId::new(MEASURES[measure]), body: BodyId::new(BODIES[body]), period }
}
