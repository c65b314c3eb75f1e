//! From a row of any format to observations.

use std::sync::Arc;

use engine::model::{
    Absence, AddsUp, Body, Catalogue, Cell, Measure, Observation, Period, Report, Source, SourceFile, Status,
    Vintage,
};
use jiff::Timestamp;
use ledger::entry::UnequalTotal;

use super::broken_down::BrokenDown;
use super::columns::{
    ColumnIx, Columns, FigurePlace, MeasurePlace, PaperPlace, RowFields, RowScope, VintagePlace,
};
use super::duplicates::{Added, Contradicted, DistinctRows};
use super::excerpt::Excerpt;
use super::file_fault::{FileFault, ReadError};
use super::held_rows::Withholding;
use super::identifiers::{IdentifierCache, Identifiers, KnownMeasure, unknown_measure};
use super::inherited::{InheritedRow, InheritedRows};
use super::known_from::{is_past, known_from};
use super::reader::{HoldsFor, ReadContext, Reading};
use super::row_fault::RowFault;
use super::statements::StatementSeries;
use super::totals::{StatedTotal, StatedTotals};
use super::unexplained::UnexplainedMarks;
use super::unregistered::UnregisteredBodies;
use super::{backdated, figure_of_row, paper_of_row, stated_wholes, units};

/// Reads the rows of one file.
pub(super) struct RowReader<'a> {
    columns: &'a Columns,
    file: &'a Arc<SourceFile>,
    identifiers: Identifiers<'a>,
    catalogue: &'a Catalogue,
    broken_down: BrokenDown<'a>,
    distinct: DistinctRows,
    inherited: InheritedRows,
    totals: StatedTotals,
    unexplained: UnexplainedMarks,
    unregistered: UnregisteredBodies,
    /// The vintage of every row, where no column says it.
    vintage: Vintage,
    /// When the file is read.
    received: Timestamp,
    /// How settled the figures of every row are, where no column says it.
    status: Status,
    holds_for: HoldsFor,
    withholding: Withholding,
}

/// A row that is to be looked into.
#[derive(Clone, Copy)]
pub(super) enum Admitted {
    /// Of the feed's business, on this line.
    Row(u32),
    /// A total of other rows.
    Total(u32),
}

/// One figure of a row.
enum Figure {
    Own(StatementSeries, Observation),
    /// Of a body that had closed.
    OfClosed(Box<InheritedRow>),
}

impl<'a> RowReader<'a> {
    /// Makes ready for a file.
    pub(super) fn new(
        columns: &'a Columns,
        cache: &'a IdentifierCache,
        file: &'a Arc<SourceFile>,
        context: &ReadContext<'a>,
    ) -> Result<Self, ReadError> {
        let identifiers = Identifiers::new(columns, context.catalogue, cache);
        if let [FigurePlace { measure: MeasurePlace::Fixed(measure), .. }] = columns.figures.as_slice()
            && identifiers.measure(measure).is_none()
        {
            let unknown = unknown_measure(context.catalogue, measure.as_str());
            return Err(FileFault::UnknownMeasure(Box::new(unknown)).of_all());
        }
        let (vintage, status) = known_from(columns, file, context)?;
        Ok(Self {
            columns,
            file,
            identifiers,
            catalogue: context.catalogue,
            broken_down: BrokenDown::new(columns, context.catalogue),
            totals: StatedTotals::default(),
            unexplained: UnexplainedMarks::default(),
            unregistered: UnregisteredBodies::default(),
            distinct: DistinctRows::default(),
            inherited: InheritedRows::default(),
            vintage,
            received: context.received,
            status,
            holds_for: HoldsFor::Good,
            withholding: Withholding::since(context.received),
        })
    }

    /// Makes room for about as many rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.distinct.reserve(rows);
    }

    /// Notes a date of the file, before any row is read.
    pub(super) fn note_date(&mut self, text: &str, line: u32) {
        self.identifiers.shown.note(text, line);
    }

    /// Says whether a row is the feed's business, and counts it if not. A row that cannot be told is set apart.
    pub(super) fn admit(&mut self, row: &impl RowFields, line: impl FnOnce() -> u32) -> Option<Admitted> {
        match self.columns.scope(row) {
            RowScope::Inside if self.columns.is_blank(row) => self.distinct.skip(),
            RowScope::Inside => return self.once_lifted(row, Admitted::Row(line())),
            RowScope::Total => return self.once_lifted(row, Admitted::Total(line())),
            RowScope::Outside => self.distinct.skip(),
            RowScope::Unknown(column) => {
                let missing = self.missing(column);
                self.quarantine(line(), missing);
            }
        }
        None
    }

    /// Holds a row back until its embargo ends. One of which nobody can tell when that is is not looked into either.
    fn once_lifted(&mut self, row: &impl RowFields, admitted: Admitted) -> Option<Admitted> {
        let Some(column) = self.columns.embargo else { return Some(admitted) };
        let (Admitted::Row(line) | Admitted::Total(line)) = admitted;
        match self.required(row, column) {
            Ok(text) => self.open(text, line).then_some(admitted),
            Err(fault) => {
                self.quarantine(line, fault);
                None
            }
        }
    }

    /// Says whether the row on a line may be looked into, by what it says of its embargo; nothing is none. One that may not be is held back, or set
    /// apart where nobody can tell until when.
    pub(super) fn open(&mut self, embargo: &[u8], line: u32) -> bool {
        let until = match embargo {
            [] => Ok(None),
            text => self.identifiers.embargo(text).map(Some),
        };
        match until.map(|until| self.withholding.opens(line, until)) {
            Ok(true) => return true,
            Ok(false) => self.note_to_come(),
            Err(fault) => self.quarantine(line, fault),
        }
        false
    }

    /// Takes in a row that was admitted.
    pub(super) fn take(&mut self, admitted: Admitted, row: &impl RowFields) {
        match admitted {
            Admitted::Row(line) => self.take_row(line, row),
            Admitted::Total(line) => self.take_total(line, row),
        }
    }

    /// Sets a row apart that was admitted, and turned out to be of no use. A total is no report of anybody's.
    pub(super) fn refuse(&mut self, admitted: Admitted, fault: RowFault) {
        match admitted {
            Admitted::Row(line) => self.quarantine(line, fault),
            Admitted::Total(_) => self.distinct.skip(),
        }
    }

    fn take_total(&mut self, line: u32, row: &impl RowFields) {
        self.distinct.skip();
        for place in &self.columns.figures {
            if let Ok(Some(stated)) = self.total(place, row) {
                self.totals.state(stated, line);
            }
        }
    }

    /// What a row of totals states of a measure that adds up.
    fn total(&mut self, place: &FigurePlace, row: &impl RowFields) -> Result<Option<StatedTotal>, RowFault> {
        let KnownMeasure { measure, .. } = self.measure(&place.measure, row)?;
        let period = self.identifiers.period(measure, self.required(row, self.columns.period)?)?.period;
        let vintage = self.vintage(row)?;
        let figure = figure_of_row::read(self.columns, place, measure, row)?;
        Ok(match figure.report {
            Report::Value(value) if measure.adds_up == AddsUp::Sum => {
                Some(((measure.id.clone(), period, vintage), value))
            }
            _ => None,
        })
    }

    fn take_row(&mut self, line: u32, row: &impl RowFields) {
        if let Some(fault) = self.columns.too_long(row) {
            return self.quarantine(line, fault);
        }
        let mut faults = Vec::new();
        let (mut is_news, mut is_repeat) = (false, false);
        for place in &self.columns.figures {
            match self.observe(place, line, row) {
                Ok(Some(Figure::OfClosed(held))) => {
                    self.inherited.hold(*held);
                    is_news = true;
                }
                Ok(Some(Figure::Own(series, observation))) => match self.distinct.add(series, observation) {
                    Added::New | Added::Conflict => is_news = true,
                    Added::Repeat => is_repeat = true,
                },
                Ok(None) => {}
                Err(fault) => faults.push((place.value, fault)),
            }
        }
        if !faults.is_empty() {
            let faults = self.columns.faults_of_row(faults);
            self.distinct.quarantine(line, faults);
        } else if is_repeat && !is_news {
            self.distinct.repeat();
        } else if !is_news {
            let nothing = self.columns.figures.first().map_or(self.columns.period, |place| place.value);
            let missing = self.missing(nothing);
            self.quarantine(line, missing);
        }
    }

    /// Sets a row apart.
    pub(super) fn quarantine(&mut self, line: u32, fault: RowFault) {
        self.distinct.quarantine(line, vec![fault]);
    }

    /// Counts a row that is none of the feed's business.
    pub(super) fn skip(&mut self) {
        self.distinct.skip();
    }

    /// Notes that something in the file is still to come.
    pub(super) fn note_to_come(&mut self) {
        self.holds_for = HoldsFor::Today;
    }

    /// Everything that one of several tables of a file said, and on which cells it contradicts itself.
    pub(super) fn finish_one_of_several(mut self) -> (Reading, Vec<Contradicted>) {
        std::mem::take(&mut self.inherited).settle(&mut self.distinct);
        let contradicted = self.distinct.contradicted();
        (self.finish(), contradicted)
    }

    /// Everything that the file said.
    pub(super) fn finish(mut self) -> Reading {
        self.identifiers.keep();
        self.inherited.settle(&mut self.distinct);
        let mut reading = self.distinct.finish();
        reading.unexplained = self.unexplained.into_marks();
        reading.holds_for = self.holds_for;
        reading.backdated = backdated::backdated(&reading.observations, self.catalogue);
        reading.unregistered = self.unregistered.into_bodies();
        reading.unequal_totals = self.totals.unequal(&reading.observations, self.catalogue);
        let wholes = stated_wholes::unequal(&reading.observations, self.catalogue, &self.columns.rounding);
        reading.unequal_totals.extend(wholes);
        reading.unequal_totals.truncate(UnequalTotal::MOST_TOLD);
        reading.hold_back(self.withholding.held(self.columns));
        reading
    }

    /// One figure of a row; none where a row that need not hold every figure lacks this one.
    fn observe(
        &mut self,
        place: &FigurePlace,
        line: u32,
        row: &impl RowFields,
    ) -> Result<Option<Figure>, RowFault> {
        if place.columns().all(|column| row.field(column).is_none()) {
            return Ok(None);
        }
        let KnownMeasure { index: measure_index, measure } = self.measure(&place.measure, row)?;
        let period = self.identifiers.period(measure, self.required(row, self.columns.period)?)?;
        let body = self.required(row, self.columns.body)?;
        let reporter = self.identifiers.reporter(body, measure, period).inspect_err(|fault| {
            if matches!(fault, RowFault::UnknownBody { .. }) {
                let name = self.columns.body_name.and_then(|column| row.field(column));
                self.unregistered.note(body, name, period.period);
            }
        })?;
        let (period, stated) = (period.period, period.status);
        let cell = Cell { measure: measure.id.clone(), body: self.body(reporter.body).id.clone(), period };
        let papers = paper_of_row::place(self.columns, measure)?;
        let said = match papers {
            Some(papers) => self.reported_paper(papers, period, row),
            None => self.reported(place, measure, stated, line, row),
        };
        let (vintage, status, report) = match said {
            Ok(said) => said,
            Err(fault) => {
                self.distinct.lack(line, cell);
                return Err(fault);
            }
        };
        let place = |index: usize| u32::try_from(index).expect("no register is so long");
        let series = StatementSeries { measure: place(measure_index), body: place(reporter.body) };
        let observation = Observation {
            paper: papers.map(|papers| paper_of_row::paper(papers, row)),
            cell,
            report,
            status,
            vintage,
            source: Source { file: Arc::clone(self.file), line },
        };
        let Some(heir) = reporter.heir else { return Ok(Some(Figure::Own(series, observation))) };
        let names = [heir.former, heir.body].map(|index| self.body(index).name.clone());
        let heir = self.body(heir.body).id.clone();
        Ok(Some(Figure::OfClosed(Box::new(InheritedRow { series, observation, heir, names }))))
    }

    /// What a row says of a paper that begins on a day.
    fn reported_paper(
        &mut self,
        papers: &PaperPlace,
        begins: Period,
        row: &impl RowFields,
    ) -> Result<(Vintage, Status, Report), RowFault> {
        let (vintage, status) = (self.vintage(row)?, self.status(row, None)?);
        Ok((vintage, status, paper_of_row::read(papers, begins, row)?))
    }

    /// What a row says of a cell that is known.
    fn reported(
        &mut self,
        place: &FigurePlace,
        measure: &Measure,
        stated: Option<Status>,
        line: u32,
        row: &impl RowFields,
    ) -> Result<(Vintage, Status, Report), RowFault> {
        let vintage = self.vintage(row)?;
        let status = self.status(row, stated)?;
        let in_column = |fault: RowFault| fault.under(row.heading());
        let figure = figure_of_row::read(self.columns, place, measure, row).map_err(in_column)?;
        if figure.report == Report::Absent(Absence::NotDeclared) {
            self.unexplained.note(place, line, row, &self.columns.style);
        }
        if let Some(text) = self.columns.unit.and_then(|column| row.field(column)) {
            units::check_text(measure, std::str::from_utf8(text).unwrap_or_default())?;
        }
        if let Report::Value(value) = figure.report
            && !measure.bounds.hold(value)
        {
            let (measure, bounds) = (measure.id.clone(), measure.bounds);
            return Err(in_column(RowFault::OutOfBounds { value, measure, bounds }));
        }
        Ok((vintage, figure.status.unwrap_or(status), figure.report))
    }

    fn body(&self, index: usize) -> &'a Body {
        self.identifiers.body(index)
    }

    fn measure(&mut self, place: &MeasurePlace, row: &impl RowFields) -> Result<KnownMeasure<'a>, RowFault> {
        let measure = match place {
            MeasurePlace::Fixed(id) => self.identifiers.fixed_measure(id),
            MeasurePlace::Column(column) => {
                let text = self.required(row, *column)?;
                self.identifiers.named_measure(text)
            }
        };
        self.broken_down.measure(measure?, row)
    }

    /// How settled a row's figures are: as its column says, or else the text of its period, or else the name of the file.
    fn status(&mut self, row: &impl RowFields, stated: Option<Status>) -> Result<Status, RowFault> {
        let text = self.columns.status.and_then(|column| row.field(column));
        text.map_or(Ok(stated.unwrap_or(self.status)), |text| self.identifiers.status(text))
    }

    fn vintage(&mut self, row: &impl RowFields) -> Result<Vintage, RowFault> {
        let own =
            self.columns.own_vintage.and_then(|column| row.field(column)).filter(|text| !text.is_empty());
        let text = match (own, &self.columns.vintage) {
            (Some(text), _) => text,
            (None, VintagePlace::Column(column)) => self.required(row, *column)?,
            (None, VintagePlace::Backfill) => return Ok(self.withholding.known_since(self.vintage)),
            (None, _) => return Ok(self.vintage),
        };
        let vintage = self.identifiers.vintage(text)?;
        if is_past(vintage, self.received) {
            return Ok(vintage);
        }
        self.note_to_come();
        Err(RowFault::PublishedInFuture(Excerpt::of(&String::from_utf8_lossy(text))))
    }

    fn required<'row>(&self, row: &'row impl RowFields, column: ColumnIx) -> Result<&'row [u8], RowFault> {
        row.field(column).ok_or_else(|| self.missing(column))
    }

    fn missing(&self, column: ColumnIx) -> RowFault {
        RowFault::MissingKey(self.columns.name(column).to_owned())
    }
}
