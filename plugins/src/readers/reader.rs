//! What a reader is: it turns the bytes of one file into observations.

use std::path::Path;
use std::sync::Arc;

use engine::model::{Catalogue, Cell, Observation, Sheets, SourceFile};
use jiff::Timestamp;
use ledger::entry::{UnequalTotal, UnexplainedMark};
use ledger::lines::Lines;

use super::file_fault::ReadError;
use super::held_rows::HeldRows;
use super::row_fault::RowFault;
use super::unregistered::Unregistered;

/// Turns the bytes of one file into observations.
pub trait Reader: Send + Sync {
    /// Reads a whole file. Rows that cannot be used are set apart with their reason; the rest goes in.
    ///
    /// # Errors
    /// Nothing in the file can be used, such as when a column is missing.
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError>;

    /// The same, in the folder of a project, for readers that are handed other files of it.
    ///
    /// # Errors
    /// Nothing in the file can be used.
    fn read_in(
        &self,
        project: &Path,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let _ = project;
        self.read(file, bytes, context)
    }
}

/// What a reader may know.
#[derive(Clone, Copy)]
pub struct ReadContext<'a> {
    /// The register, to which every row must refer.
    pub catalogue: &'a Catalogue,
    /// The moment of receipt.
    pub received: Timestamp,
}

/// What a reader found in one file.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Reading {
    /// Rows that say something of a cell, each cell once.
    pub observations: Vec<Observation>,
    /// Rows that repeat another row of the same file word for word.
    pub repeated: u32,
    /// Rows that are none of this feed's business.
    pub skipped: u32,
    /// Rows that cannot be used, up to a number.
    pub quarantined: Vec<QuarantinedRow>,
    /// Of rows that cannot be used, by their lines, the cells of which they give no figure, where that is known; up to a number.
    pub lacking: Vec<(u32, Cell)>,
    /// Figures that are given for bodies that were to follow, by those who lack them; up to a number.
    pub backdated: Vec<Backdated>,
    /// The lines of the others that cannot be used: in a file of which nothing can be used, reasons would fill the memory.
    pub more_quarantined: Lines,
    /// Totals in the file that its own rows do not bear out.
    pub unequal_totals: Vec<UnequalTotal>,
    /// Marks in place of figures that the feed does not explain.
    pub unexplained: Vec<UnexplainedMark>,
    /// The sheets of a workbook, by which its rows are numbered.
    pub sheets: Sheets,
    /// Whether the same file says more once time has passed.
    pub holds_for: HoldsFor,
    /// Rows that wait for the end of an embargo; none where nothing does.
    pub held: Option<HeldRows>,
    /// Organisations that rows name and the register lacks.
    pub unregistered: Vec<Unregistered>,
    /// What becomes of the figures that the file held before and does not hold now.
    pub taken_out: TakenOut,
    /// The path of the release that the file is, or is part of, where its feed's releases say everything.
    pub release: Option<String>,
}

impl Reading {
    /// Notes which rows wait for the end of an embargo: what the others lack of their total is what is held back.
    pub(super) fn hold_back(&mut self, held: Option<HeldRows>) {
        if held.is_some() {
            self.unequal_totals.clear();
        }
        self.held = held;
    }

    /// Adds what another table of the same file says.
    pub(super) fn add(&mut self, other: Self) {
        self.observations.extend(other.observations);
        self.repeated += other.repeated;
        self.skipped += other.skipped;
        self.quarantined.extend(other.quarantined);
        self.lacking.extend(other.lacking);
        self.backdated.extend(other.backdated);
        self.more_quarantined =
            [std::mem::take(&mut self.more_quarantined), other.more_quarantined].into_iter().sum();
        self.unequal_totals.extend(other.unequal_totals);
        self.unequal_totals.truncate(UnequalTotal::MOST_TOLD);
        for mark in other.unexplained {
            match self.unexplained.iter_mut().find(|known| known.mark == mark.mark) {
                Some(known) => known.figures += mark.figures,
                None => self.unexplained.push(mark),
            }
        }
        if other.holds_for == HoldsFor::Today {
            self.holds_for = HoldsFor::Today;
        }
        self.held = match (self.held.take(), other.held) {
            (Some(held), Some(other)) => Some(held.and(other)),
            (held, other) => held.or(other),
        };
        self.unregistered.extend(other.unregistered);
    }
}

/// For how long a file says the same.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum HoldsFor {
    /// For as long as it is as it is.
    #[default]
    Good,
    /// No longer than today: a row is dated in the future, or stands for a period that has not ended.
    Today,
}

/// What becomes of a figure whose row a new content of its file no longer has.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum TakenOut {
    /// It stays in force, and whoever sent the file is told.
    #[default]
    Stays,
    /// Its publisher withdraws it by that, so that it is absent.
    Withdrawn,
    /// The same, also where it is a newer release of the feed that no longer has it, in whichever file.
    WithdrawnByRelease,
}

/// A figure that is missing of a body, and is given for the one that followed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backdated {
    /// The line on which the newer body's figure stands.
    pub line: u32,
    /// The cell that lacks a figure all the same.
    pub cell: Cell,
    /// Why it is not taken, in words without a full stop.
    pub reason: String,
}

/// A row that cannot be used.
#[derive(Clone, PartialEq, Debug)]
pub struct QuarantinedRow {
    /// The line, counted from 1.
    pub line: u32,
    /// At least one, in the order in which they were found.
    pub faults: Vec<RowFault>,
}

impl QuarantinedRow {
    /// Why it cannot be used, in a sentence without a full stop.
    pub fn reason(&self) -> String {
        let faults: Vec<_> = self.faults.iter().map(ToString::to_string).collect();
        faults.join("; ")
    }
}
