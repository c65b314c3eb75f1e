//! Which values of what a rule read would turn its verdict, all else being equal.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::scale::{Scale, precision};
use super::search::{Stretch, stretches};
use super::usage::Usage;
use crate::evaluate::{Evaluator, InstanceIx};
use crate::evidence::Evidence;
use crate::model::{Catalogue, Cell, Param, Params, Verdict};
use crate::program::Program;
use crate::view::{Read, Supposition};

/// How often a rule may be run for one value that it read.
const RUNS_FOR_ONE: u32 = 200;
/// How often rules may be run for one explanation.
const RUNS_IN_ALL: u32 = 2_000;
/// How many values that stand out are tried.
const MOST_LANDMARKS: usize = 16;

/// What is supposed to be otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Operand {
    Figure(Cell),
    Target(Cell),
}

/// Values at which the verdict would be another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    pub stretch: Stretch,
    /// What the verdict would be at the end of them that lies nearest to what stands.
    pub verdict: Verdict,
}

/// What one value that a rule read would have to be. Figures that are derived from it are taken to stay as they stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counterfactual {
    pub of: Operand,
    /// What it is; none where nothing is known.
    pub value: Option<Decimal>,
    /// The nearest values below and above at which the verdict would turn, in rising order; none where it would turn at no
    /// value that was tried.
    pub turns: Vec<Turn>,
    /// The lowest and the highest value that was considered.
    pub considered: (Decimal, Decimal),
    /// How the search ended.
    pub search: Search,
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Search {
    /// It came to its end.
    Complete,
    /// It was cut short, because too many rules would have had to be run.
    CutShort,
}

/// One question: how many runs of rules are left for it, and which figures may be supposed.
pub(crate) struct Inquiry {
    runs_left: u32,
    usage: Usage,
}

impl Inquiry {
    pub(crate) fn new(evidence: &Evidence, catalogue: &Catalogue) -> Self {
        Self { runs_left: RUNS_IN_ALL, usage: Usage::of(evidence, catalogue) }
    }
}

/// Where a verdict stands, as far as a turn is concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Broken,
    Delivered,
    Open,
    Failed,
}

impl Side {
    fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Failed => Self::Failed,
            Verdict::NotJudged => Self::Open,
            _ if verdict.is_unmet() => Self::Broken,
            _ if verdict.is_settled() => Self::Delivered,
            _ => Self::Open,
        }
    }

    /// Whether a verdict is a turn, seen from here: what is broken would not be, and what is not would be.
    fn turns_at(self, verdict: Verdict) -> bool {
        match (self, Self::of(verdict)) {
            (Self::Failed, other) => other != Self::Failed,
            (Self::Broken, other) => matches!(other, Self::Delivered | Self::Open),
            (Self::Delivered, other) => other == Self::Broken,
            (Self::Open, other) => other == Self::Delivered,
        }
    }
}

/// One rule with what it read and found.
pub(crate) struct Turning<'a> {
    pub(crate) evaluator: &'a Evaluator,
    pub(crate) program: &'a Program,
    pub(crate) ix: InstanceIx,
    pub(crate) now: Timestamp,
    pub(crate) verdict: Verdict,
    pub(crate) params: &'a Params,
    pub(crate) reads: &'a [Read],
}

impl Turning<'_> {
    /// What each value that the rule read would have to be. Where figures are missing, only they are looked at: no other can turn
    /// a verdict that nothing was said for.
    pub(crate) fn counterfactuals(&self, inquiry: &mut Inquiry) -> Vec<Counterfactual> {
        let operands = self.reads.iter().filter_map(|read| match read {
            // A paper is no figure: there is none that could stand in its place.
            Read::Cell(cell) if self.program.catalogue.is_document(&cell.measure) => None,
            Read::Cell(cell) => Some(Operand::Figure(cell.clone())),
            Read::Target(cell) => Some(Operand::Target(cell.clone())),
            Read::Deadline(_) | Read::Other(_) | Read::Listing(_) => None,
        });
        let mut operands: Vec<(Operand, Option<Decimal>)> =
            operands.map(|operand| (operand.clone(), self.stands(&operand))).collect();
        let landmarks = self.landmarks(&operands);
        if matches!(self.verdict, Verdict::NoData | Verdict::HeldUp | Verdict::NotJudged)
            && operands.iter().any(|(_, value)| value.is_none())
        {
            operands.retain(|(_, value)| value.is_none());
        }
        let tried = operands
            .into_iter()
            .filter_map(|(operand, value)| self.counterfactual(operand, value, &landmarks, inquiry));
        tried.collect()
    }

    fn counterfactual(
        &self,
        of: Operand,
        value: Option<Decimal>,
        landmarks: &[Decimal],
        inquiry: &mut Inquiry,
    ) -> Option<Counterfactual> {
        let scale = self.scale(&of, value, landmarks, &inquiry.usage)?;
        let mut left = inquiry.runs_left.min(RUNS_FOR_ONE);
        let before = left;
        let mut search = Search::Complete;
        let side = Side::of(self.verdict);
        let found = stretches(scale, value, landmarks, &mut |value| {
            let Some(fewer) = left.checked_sub(1) else {
                search = Search::CutShort;
                return None;
            };
            left = fewer;
            Some(side.turns_at(self.verdict_at(&of, value)))
        });
        inquiry.runs_left -= before - left;
        let turns = found
            .into_iter()
            .map(|stretch| Turn { stretch, verdict: self.verdict_at(&of, nearest(stretch, value, scale)) });
        let considered = (scale.value(scale.lowest()), scale.value(scale.highest()));
        Some(Counterfactual { value, turns: turns.collect(), considered, search, of })
    }

    fn verdict_at(&self, of: &Operand, value: Decimal) -> Verdict {
        let supposed = match of {
            Operand::Figure(cell) => Supposition::Figure(cell.clone(), value),
            Operand::Target(cell) => Supposition::Target(cell.clone(), value),
        };
        self.evaluator.suppose(self.ix, self.now, supposed)
    }

    fn stands(&self, operand: &Operand) -> Option<Decimal> {
        match operand {
            Operand::Figure(cell) => self.evaluator.evidence().value(cell).ok(),
            Operand::Target(cell) => {
                let target = self.evaluator.evidence().target(cell)?;
                target.value_on(cell.period.last_day())
            }
        }
    }

    fn scale(
        &self,
        operand: &Operand,
        value: Option<Decimal>,
        landmarks: &[Decimal],
        usage: &Usage,
    ) -> Option<Scale> {
        let (Operand::Figure(cell) | Operand::Target(cell)) = operand;
        let measure = self.program.catalogue.measures.get(&cell.measure)?;
        let near = landmarks.iter().map(Decimal::abs).max().unwrap_or_default();
        let given = usage.given(&cell.measure);
        Scale::of(measure, given, value, near, precision(measure, given))
    }

    /// Values at which a rule may well turn: what it read, what its declaration hands to it, and the one times the other.
    fn landmarks(&self, operands: &[(Operand, Option<Decimal>)]) -> Vec<Decimal> {
        let read: Vec<Decimal> = operands.iter().filter_map(|(_, value)| *value).collect();
        let handed: Vec<Decimal> = self
            .params
            .values()
            .filter_map(|param| match param {
                Param::Number(number) => Some(*number),
                Param::Text(_) | Param::Flag(_) | Param::List(_) => None,
            })
            .collect();
        let products =
            read.iter().flat_map(|read| handed.iter().filter_map(|handed| read.checked_mul(*handed)));
        let all = handed.iter().chain(&read).copied().chain(products);
        all.take(MOST_LANDMARKS).collect()
    }
}

/// The end of a stretch that lies next to what stands.
fn nearest(stretch: Stretch, value: Option<Decimal>, scale: Scale) -> Decimal {
    let from = stretch.from.unwrap_or_else(|| scale.value(scale.lowest()));
    match stretch.to {
        Some(to) if value.is_some_and(|value| to < value) => to,
        _ => from,
    }
}
