//! What became of files and of their rows, for programs.

use std::sync::Arc;

use engine::model::{Place, Sheets};
use ledger::entry::{FileReceipt, Quarantined, UnequalTotal, UnexplainedMark};
use plugins::feeds::FeedError;
use serde::Serialize;
use words::full_receipt::{FullReceipt, RefusedFile, WaitingFile};

use crate::receipts::GoneFile;

/// What became of one file.
#[derive(Serialize, Debug)]
pub struct WireReceipt {
    feed: String,
    file: String,
    accepted: u32,
    unchanged: u32,
    revised: u32,
    /// Rows that say something else than others that came with them; left out where there are none.
    #[serde(skip_serializing_if = "is_nought")]
    unreconciled: u32,
    /// Another file that has the same content, where this one has it only now.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    /// Figures in force that earlier contents of the file reported, and this one does not; left out where there are none.
    #[serde(skip_serializing_if = "is_nought")]
    left_out: u32,
    skipped: u32,
    quarantined: usize,
    /// The first of the rows that were set aside, each with its reason; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    set_aside: Vec<WireRow>,
    /// Totals that the rows of the file do not bear out; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unequal_totals: Vec<WireTotal>,
    /// Marks in place of figures that the feed does not explain; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unexplained_marks: Vec<WireMark>,
}

/// A mark that the feed does not explain.
#[derive(Serialize, Debug)]
struct WireMark {
    mark: String,
    /// The sheet of a workbook, of which `line` is a row; left out for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<Arc<str>>,
    line: u32,
    figures: u32,
}

/// A total beside the sum of the rows that were taken.
#[derive(Serialize, Debug)]
struct WireTotal {
    /// The sheet of a workbook, of which `line` is a row; left out for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<Arc<str>>,
    line: u32,
    measure: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    period: String,
    stated: String,
    sum: String,
    rows: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_nought(number: &u32) -> bool {
    *number == 0
}

/// A row that was set aside.
#[derive(Serialize, Debug)]
struct WireRow {
    /// The sheet of a workbook, of which `line` is a row; left out for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<Arc<str>>,
    line: u32,
    reason: String,
}

/// A file that is no longer there, and whose figures stay in force.
#[derive(Serialize, Debug)]
pub struct WireGone {
    file: String,
    figures: usize,
}

impl From<&GoneFile> for WireGone {
    fn from(gone: &GoneFile) -> Self {
        Self { file: gone.path.clone(), figures: gone.figures }
    }
}

/// A file that is there and could not be read.
#[derive(Serialize, Debug)]
pub struct WireRefused {
    file: String,
    reason: String,
}

impl From<&RefusedFile> for WireRefused {
    fn from(refused: &RefusedFile) -> Self {
        Self { file: refused.path.clone(), reason: refused.reason.clone() }
    }
}

/// A file that waits for the end of an embargo, or of which rows do.
#[derive(Serialize, Debug)]
pub struct WireWaitingFile {
    file: String,
    /// When it came in and until when it waits.
    told: String,
}

impl From<&WaitingFile> for WireWaitingFile {
    fn from(waiting: &WaitingFile) -> Self {
        Self { file: waiting.path.clone(), told: waiting.told.clone() }
    }
}

impl WireWaitingFile {
    /// That rows of a file wait which was read.
    pub fn of_rows(full: &FullReceipt) -> Option<Self> {
        let told = full.waits.as_deref()?.to_owned();
        Some(Self { file: full.receipt.file.path.clone(), told })
    }
}

impl WireRefused {
    /// What is refused, where a fault is about a file and not about a folder.
    pub fn of(fault: &FeedError) -> Option<Self> {
        let file = fault.file()?.to_owned();
        Some(Self { file, reason: fault.to_string() })
    }
}

impl WireRow {
    fn of(row: &Quarantined, sheets: &Sheets) -> Self {
        let Place { sheet, line } = sheets.place(row.line);
        Self { sheet, line, reason: row.reason.clone() }
    }
}

impl WireMark {
    fn of(mark: &UnexplainedMark, sheets: &Sheets) -> Self {
        let Place { sheet, line } = sheets.place(mark.line);
        Self { mark: mark.mark.clone(), sheet, line, figures: mark.figures }
    }
}

impl WireTotal {
    fn of(total: &UnequalTotal, sheets: &Sheets) -> Self {
        let Place { sheet, line } = sheets.place(total.line);
        Self {
            sheet,
            line,
            measure: total.measure.to_string(),
            body: total.body.as_ref().map(ToString::to_string),
            period: total.period.to_string(),
            stated: total.stated.to_string(),
            sum: total.sum.to_string(),
            rows: total.rows,
        }
    }
}

impl From<&FileReceipt> for WireReceipt {
    fn from(receipt: &FileReceipt) -> Self {
        let sheets = &receipt.file.sheets;
        Self {
            feed: receipt.file.feed.to_string(),
            file: receipt.file.path.clone(),
            accepted: receipt.counts.accepted,
            unchanged: receipt.counts.unchanged,
            revised: receipt.counts.revised,
            unreconciled: receipt.counts.unreconciled,
            same_as: receipt.same_as.clone(),
            left_out: receipt.left_out,
            skipped: receipt.skipped,
            quarantined: receipt.set_aside(),
            set_aside: receipt.quarantined.iter().map(|row| WireRow::of(row, sheets)).collect(),
            unequal_totals: receipt.unequal_totals.iter().map(|total| WireTotal::of(total, sheets)).collect(),
            unexplained_marks: receipt.unexplained.iter().map(|mark| WireMark::of(mark, sheets)).collect(),
        }
    }
}
