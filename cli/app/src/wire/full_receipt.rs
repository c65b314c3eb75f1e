//! What became of one file in full, for programs.

use std::sync::Arc;

use engine::evaluate::VerdictChange;
use engine::model::{Catalogue, Place, Report, Status};
use jiff::Timestamp;
use serde::Serialize;
use words::finding::reason;
use words::full_receipt::{FigureSaid, FullReceipt, RevisedFigure, TakenFigures};

use super::receipt::{WireReceipt, WireRefused, WireWaitingFile};
use crate::doubts::WireQuestionable;

/// The answer of `remit receipt` and of `remit run --dry`.
#[derive(Serialize, Default, Debug)]
pub struct ReceiptsReport {
    pub receipts: Vec<WireFullReceipt>,
    /// Files that could not be used; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<WireRefused>,
    /// Files that wait for the end of an embargo, or of which rows do; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<WireWaitingFile>,
}

/// What became of one file.
#[derive(Serialize, Debug)]
pub struct WireFullReceipt {
    at: Timestamp,
    /// The hash of its content.
    hash: String,
    #[serde(flatten)]
    receipt: WireReceipt,
    taken: Vec<WireTaken>,
    /// The first of the figures that it says otherwise than was known.
    revised_figures: Vec<WireRevised>,
    /// The first of its figures that are far from all before them; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questionable: Vec<WireQuestionable>,
    /// The verdicts that it turned; none where no program was in force when it was read.
    turned: Option<Vec<WireTurned>>,
}

#[derive(Serialize, Debug)]
struct WireTaken {
    measure: String,
    figures: usize,
    first: String,
    last: String,
}

#[derive(Serialize, Debug)]
struct WireRevised {
    /// The sheet of a workbook, of which `line` is a row; left out for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<Arc<str>>,
    line: u32,
    measure: String,
    body: String,
    period: String,
    before: WireSaid,
    now: WireSaid,
}

/// A value, or why there is none.
#[derive(Serialize, Debug)]
pub struct WireSaid {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<&'static str>,
    status: &'static str,
}

/// A verdict that turned.
#[derive(Serialize, Debug)]
pub(super) struct WireTurned {
    mission: String,
    obligation: String,
    contribution: Option<String>,
    body: String,
    period: String,
    before: &'static str,
    now: &'static str,
    reason: String,
}

impl WireTurned {
    pub(super) fn of(change: &VerdictChange, catalogue: &Catalogue) -> Self {
        let obligation = change.node.obligation();
        Self {
            mission: obligation.mission.to_string(),
            obligation: obligation.obligation.to_string(),
            contribution: change.node.contribution().map(ToString::to_string),
            body: change.body.to_string(),
            period: change.period.to_string(),
            before: change.from.as_str(),
            now: change.to.verdict.as_str(),
            reason: reason(&change.to, catalogue),
        }
    }
}

impl WireFullReceipt {
    /// A receipt, with the reasons of verdicts as this register names bodies.
    pub fn of(full: &FullReceipt, catalogue: &Catalogue) -> Self {
        let turned = full.turned.as_ref();
        let turned = turned.map(|turned| turned.iter().map(|one| WireTurned::of(one, catalogue)).collect());
        Self {
            at: full.at,
            hash: full.receipt.file.hash.clone(),
            receipt: (&full.receipt).into(),
            taken: full.taken.iter().map(Into::into).collect(),
            revised_figures: full.revised.iter().map(Into::into).collect(),
            questionable: full.questionable.iter().map(Into::into).collect(),
            turned,
        }
    }
}

impl From<&TakenFigures> for WireTaken {
    fn from(taken: &TakenFigures) -> Self {
        let TakenFigures { measure, figures, first, last } = taken;
        let (measure, first, last) = (measure.to_string(), first.to_string(), last.to_string());
        Self { measure, figures: *figures, first, last }
    }
}

impl From<&RevisedFigure> for WireRevised {
    fn from(figure: &RevisedFigure) -> Self {
        let RevisedFigure { cell, place: Place { sheet, line }, before, now } = figure;
        let sheet = sheet.clone();
        let (measure, body) = (cell.measure.to_string(), cell.body.to_string());
        let (before, now) = ((*before).into(), (*now).into());
        Self { sheet, line: *line, measure, body, period: cell.period.to_string(), before, now }
    }
}

impl From<FigureSaid> for WireSaid {
    fn from(said: FigureSaid) -> Self {
        let (value, absent) = match said.report {
            Report::Value(value) => (Some(value.to_string()), None),
            Report::Absent(absence) => (None, Some(absence.as_str())),
        };
        let status = match said.status {
            Status::Provisional => "provisional",
            Status::Final => "final",
            Status::Revised => "revised",
        };
        Self { value, absent, status }
    }
}
