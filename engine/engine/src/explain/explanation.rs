//! An explanation as a value: what stands, on what evidence, and what would have to be different.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::{Figure, OtherExhibit, Tie};
use crate::alert::{Alert, AlertId};
use crate::counterfactual::{Counterfactual, Remedy};
use crate::evaluate::{Finding, Reacceptance};
use crate::listing::Listing;
use crate::model::{BodyId, Cell, MeasureId, ObligationRef, PartId, Period, Relation, RuleId};

/// Why an obligation stands as it does in one period.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    pub obligation: ObligationRef,
    /// The alert that was asked about; none where the question was about a verdict.
    pub alert: Option<Alert>,
    /// The alert that is open over this period, where one is.
    pub open: Option<AlertId>,
    /// The period: that which was asked about, or the newest that the alert is about.
    pub period: Period,
    /// What was found of the whole.
    pub whole: Finding,
    /// What was found of every part in that period, in the order of the declaration.
    pub parts: Vec<ExplainedFinding>,
    /// The parts that the question is about, by their place: those that break the obligation, or those that were named.
    pub in_question: Vec<usize>,
    /// What was found of the parts in question in the alert's earlier periods, the newest first.
    pub earlier: Vec<ExplainedFinding>,
    /// Whose parts would end the breach of this period, had they been met.
    pub remedy: Option<Remedy>,
    /// What the obligation waits for.
    pub waits_for: Vec<Tie>,
    pub waited_for_by: Vec<Tie>,
    /// What was cut of what funds it, and who is asked to accept it anew; none where nothing is asked.
    pub reacceptance: Option<Reacceptance>,
}

/// One finding with its evidence.
#[derive(Clone, PartialEq, Debug)]
pub struct ExplainedFinding {
    pub part: PartId,
    /// Who owes it.
    pub body: BodyId,
    /// Whom the figures are about that it is judged by.
    pub about: BodyId,
    /// The person to be told.
    pub owner: Option<String>,
    /// What it is judged by.
    pub measure: MeasureId,
    pub period: Period,
    /// The moment from which a missing report was overdue.
    pub overdue_from: Timestamp,
    /// The moment from which silence is `no-data`.
    pub grace_ends: Timestamp,
    /// The verdict, with the line of the rule that gave it.
    pub finding: Finding,
    pub rule: RuleId,
    /// The path of the rule's text.
    pub rule_path: String,
    /// What the rule asked for, in order.
    pub evidence: Vec<Exhibit>,
    /// What each value that the rule read would have to be for another verdict; empty where that was not in question.
    pub counterfactuals: Vec<Counterfactual>,
}

/// One thing that a rule asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Exhibit {
    Figure(Figure),
    Target {
        cell: Cell,
        /// Its value; none where no target is in force.
        value: Option<Decimal>,
    },
    /// Whether a moment had passed.
    Deadline(Timestamp),
    /// Something of another obligation.
    Other(OtherExhibit),
    /// A list of the register.
    Listing {
        listing: Listing,
        found: Vec<Entry>,
    },
}

/// One entry of a list of the register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    Body(BodyId),
    Relation(Box<Relation>),
    Measure(MeasureId),
}

impl ExplainedFinding {
    /// The cell by which the part is judged.
    pub fn own_cell(&self) -> Cell {
        Cell { measure: self.measure.clone(), body: self.about.clone(), period: self.period }
    }

    /// Whether the rule asked for something of other obligations.
    pub fn reads_others(&self) -> bool {
        self.evidence.iter().any(|exhibit| matches!(exhibit, Exhibit::Other(_)))
    }

    /// The figures that the rule asked for, in order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.evidence.iter().filter_map(|exhibit| match exhibit {
            Exhibit::Figure(figure) => Some(figure),
            Exhibit::Target { .. } | Exhibit::Deadline(_) | Exhibit::Other(_) | Exhibit::Listing { .. } => {
                None
            }
        })
    }
}
