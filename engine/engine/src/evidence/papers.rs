//! Documents: which paper of a body is in force on a day. The reports of one document are a series over days, each paper standing on the
//! day from which it is in force; a day on which none begins has that of the newest before it that has not ended.
//!
//! A paper that its publisher took back, or of which a reason came in place of its last day, is in force on no day.

use jiff::civil::Date;
use std::sync::Arc;

use super::derived::Holding;
use super::index::{CellIx, NodeIx, ReaderIx, SeriesIx};
use super::{Evidence, WhyAbsent};
use crate::model::{Cadence, Calendar, Cell, Paper, Report, Vintage};

/// A paper as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct PaperInForce {
    /// The document, its body, and the day from which it is in force.
    pub cell: Cell,
    /// The last day on which it is in force.
    pub last: Date,
    pub paper: Arc<Paper>,
    /// From when it counts as known, whatever was said of it since.
    pub first_known: Option<Vintage>,
}

/// How a document stands on a day.
#[derive(Clone, PartialEq, Debug)]
pub enum DocumentOnDay {
    InForce(PaperInForce),
    /// None was in force on the day, and one came later that still stands for it.
    Late(PaperInForce),
    /// None is; the last that had ended before the day, where there was one.
    Missing {
        lapsed: Option<PaperInForce>,
    },
    /// Reports of the paper contradict each other.
    Unreconciled(WhyAbsent),
}

impl PaperInForce {
    /// From when it was there: once it was known and in force.
    pub fn there_from(&self, calendar: &Calendar) -> Vintage {
        let begins = Vintage::At(calendar.start_of_day(self.from()));
        self.first_known.map_or(begins, |known| known.max(begins))
    }

    /// The day from which it is in force.
    pub fn from(&self) -> Date {
        self.cell.period.first_day()
    }
}

impl Evidence {
    /// How a document stands on the day of a cell, where one that begins up to a later day still counts.
    pub fn document_on(&self, cell: &Cell, latest: Date) -> DocumentOnDay {
        let missing = DocumentOnDay::Missing { lapsed: None };
        let Some(series) = self.document(cell) else { return missing };
        let day = cell.period.first_day();
        match self.in_force_on(series, cell.period.index()) {
            Some((ix, Ok(_))) => self.paper(ix).map_or(missing, DocumentOnDay::InForce),
            Some((_, Err(why))) => DocumentOnDay::Unreconciled(why),
            None => {
                let papers: Vec<PaperInForce> = self.papers(cell);
                let later = papers.iter().find(|paper| paper.from() > day && paper.from() <= latest);
                if let Some(paper) = later {
                    return DocumentOnDay::Late(paper.clone());
                }
                let ended = papers.into_iter().filter(|paper| paper.last < day);
                DocumentOnDay::Missing { lapsed: ended.max_by_key(|paper| paper.last) }
            }
        }
    }

    /// Every paper of the document and body of a cell, in the order of the days from which they are in force.
    pub fn papers(&self, cell: &Cell) -> Vec<PaperInForce> {
        let Some(series) = self.document(cell) else { return Vec::new() };
        let begins = self.table.documents[&series].iter();
        begins.filter_map(|index| self.paper(series.cell(*index))).collect()
    }

    /// The last day on which a paper is in force, or another that follows it without a day between.
    pub fn in_force_until(&self, paper: &PaperInForce) -> Date {
        let papers = self.papers(&paper.cell);
        let mut last = paper.last;
        while let Ok(after) = last.tomorrow() {
            let goes_on = papers.iter().filter(|other| other.from() <= after && other.last > last);
            let Some(furthest) = goes_on.map(|other| other.last).max() else { break };
            last = furthest;
        }
        last
    }

    /// The series of a cell, where papers were reported of it.
    fn document(&self, cell: &Cell) -> Option<SeriesIx> {
        if self.table.documents.is_empty() || cell.period.cadence() != Cadence::Day {
            return None;
        }
        let series = self.table.find(cell)?.series;
        self.is_document(series).then_some(series)
    }

    /// Whether a cell is of a document, by the register or by what was reported.
    pub(super) fn is_of_document(&self, cell: &Cell) -> bool {
        cell.period.cadence() == Cadence::Day
            && self.catalogue().is_some_and(|catalogue| catalogue.is_document(&cell.measure))
    }

    /// Whether papers were reported of a series, and no figures.
    #[inline]
    pub(super) fn is_document(&self, series: SeriesIx) -> bool {
        !self.table.documents.is_empty() && self.table.documents.contains_key(&series)
    }

    /// The cells of the papers of the series of a cell at which no paper begins; none of one at which one does.
    pub(super) fn versions(&self, ix: CellIx) -> Vec<CellIx> {
        match self.table.documents.get(&ix.series) {
            Some(begins) if !begins.contains(&ix.index) => {
                begins.iter().map(|index| ix.series.cell(*index)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What the cell of a day holds: the last day of the paper that is in force then.
    pub(super) fn document_holding(&self, ix: CellIx) -> Holding {
        self.in_force_on(ix.series, ix.index).map_or(Err(self.why_no_paper(ix)), |(_, holding)| holding)
    }

    /// From when the paper that is in force on the day of a cell counts as known.
    pub(super) fn document_known(&self, ix: CellIx) -> Option<Vintage> {
        let (begins, _) = self.in_force_on(ix.series, ix.index)?;
        self.first_value(begins)
    }

    /// Wakes whoever asked how a document stands on any day.
    pub(super) fn wake_document(&mut self, series: SeriesIx, woken: &mut Vec<ReaderIx>) {
        for node in self.nodes_of(series) {
            self.node(node).readers.name(woken);
            self.refresh(node, woken);
        }
    }

    /// The nodes of the cells of a series that somebody asked about.
    pub(super) fn nodes_of(&self, series: SeriesIx) -> Vec<NodeIx> {
        self.table.column(series).iter().filter_map(|(_, slot)| slot.node()).collect()
    }

    /// The cell with which the paper begins that is in force on a day, with what it holds.
    fn in_force_on(&self, series: SeriesIx, day: i32) -> Option<(CellIx, Holding)> {
        let begins = self.table.documents.get(&series)?.range(..=day).rev();
        let today = Paper::value_until(self.table.period(series.cell(day)).first_day());
        let mut standing = begins.map(|index| (series.cell(*index), self.begun_holding(series.cell(*index))));
        standing.find(|(_, holding)| match holding {
            Ok(last) => *last >= today,
            Err(why) => why.is_unreconciled(),
        })
    }

    /// What the reports of the paper say that begins at a cell.
    fn begun_holding(&self, ix: CellIx) -> Holding {
        if let Some(spoken) = self.spoken(ix) {
            return spoken.holding;
        }
        let stored = self.table.slot(ix).and_then(|slot| slot.stored);
        stored.map_or(Err(WhyAbsent::NeverReported), |stored| self.table.holding(ix, stored))
    }

    /// A reason that came in place of the very paper that was to begin on the day is told; else nothing was reported.
    fn why_no_paper(&self, ix: CellIx) -> WhyAbsent {
        match self.begun_holding(ix) {
            Err(why @ WhyAbsent::Stated(_)) => why,
            _ => WhyAbsent::NeverReported,
        }
    }

    /// The paper that begins at a cell, where it stands.
    fn paper(&self, ix: CellIx) -> Option<PaperInForce> {
        let used = self.spoken(ix).map_or(ix, |spoken| spoken.used);
        let heard = self.table.history(used)?.current();
        let Report::Value(value) = heard.report else { return None };
        Some(PaperInForce {
            cell: self.cell(ix),
            last: Paper::last_day(value)?,
            paper: heard.paper?,
            first_known: self.first_value(ix),
        })
    }
}
