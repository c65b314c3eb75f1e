//! The evidence as plain data, so that it can be written down and taken up again without hearing every report anew.
//!
//! Only reports are in it. What is derived from them, and who reads it, is worked out when a program comes into force.

use std::sync::Arc;

use thiserror::Error;

use super::column::{Column, Stored};
use super::index::SeriesIx;
use super::origin::{Origin, OriginIx};
use super::table::Table;
use super::{Evidence, History};
use crate::model::{BodyId, Cadence, MeasureId, Paper, Report, SourceFile, Status};

/// Every report of one measure of one body, for periods of one cadence.
#[derive(Clone, PartialEq, Debug)]
pub struct SeriesColumn {
    pub measure: MeasureId,
    pub body: BodyId,
    pub cadence: Cadence,
    /// Period by period, those of one period in order of precedence.
    pub reports: Vec<ReportRow>,
}

/// One report of a series.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportRow {
    /// The period, as in [`crate::model::Period::index`].
    pub period: i32,
    pub report: Report,
    pub status: Status,
    /// The place of its file and vintage among [`Evidence::origins`].
    pub origin: u32,
    pub line: u32,
    /// Which paper it is about, where a document was reported.
    pub paper: Option<Arc<Paper>>,
}

/// A series where it stands: nothing is copied that nobody asks for, since there are millions of reports.
pub struct Series<'e> {
    pub measure: &'e MeasureId,
    pub body: &'e BodyId,
    pub cadence: Cadence,
    place: Place<'e>,
}

#[derive(Clone, Copy)]
struct Place<'e> {
    table: &'e Table,
    ix: SeriesIx,
    column: &'e Column,
}

impl<'e> Series<'e> {
    /// Its reports, period by period, those of one period in order of precedence.
    pub fn reports(&self) -> impl Iterator<Item = ReportRow> + use<'e> {
        let Place { table, ix, column } = self.place;
        let of_period = move |(period, _)| {
            let cell = ix.cell(period);
            let history: History<'e> = table.history(cell)?;
            let paper = move |stored| table.paper_of(cell, stored).cloned();
            Some(history.stored().map(move |stored| row(period, stored, paper(stored))))
        };
        column.iter().filter_map(of_period).flatten()
    }
}

/// Why columns do not fit together.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ColumnsError {
    #[error("the columns name file {0}, and there are fewer")]
    NoSuchFile(u32),
    #[error("the columns name origin {0}, and there are fewer")]
    NoSuchOrigin(u32),
}

impl Evidence {
    /// Every file from which a report came, in the order in which they were met.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.table.origins.files()
    }

    /// Every file with every vintage of its rows; files are named by their place.
    pub fn origins(&self) -> impl Iterator<Item = &Origin> {
        self.table.origins.all()
    }

    /// Every series that was reported; origins are named by their place.
    pub fn series(&self) -> impl Iterator<Item = Series<'_>> {
        let table = &self.table;
        let series = table.all().map(move |(ix, key, column)| Series {
            measure: table.measure(key.measure),
            body: table.body(key.body),
            cadence: key.cadence(),
            place: Place { table, ix, column },
        });
        series.filter(|series| series.reports().next().is_some())
    }

    /// The same, each with all its reports.
    pub fn columns(&self) -> impl Iterator<Item = SeriesColumn> {
        self.series().map(|series| SeriesColumn {
            measure: series.measure.clone(),
            body: series.body.clone(),
            cadence: series.cadence,
            reports: series.reports().collect(),
        })
    }

    /// Takes up what [`Self::files`], [`Self::origins`] and [`Self::columns`] gave.
    ///
    /// # Errors
    /// The parts do not belong together.
    pub fn from_columns(
        files: &[Arc<SourceFile>],
        origins: &[Origin],
        columns: impl IntoIterator<Item = SeriesColumn>,
    ) -> Result<Self, ColumnsError> {
        let mut evidence = Self::default();
        let table = &mut evidence.table;
        let mut places: Vec<OriginIx> = Vec::with_capacity(origins.len());
        for Origin { file, vintage } in origins {
            let source = files.get(*file as usize).ok_or(ColumnsError::NoSuchFile(*file))?;
            places.push(table.origins.number(source, *vintage));
        }
        for column in columns {
            // The reports of a series are of one voice.
            let first = column.reports.first().and_then(|row| origins.get(row.origin as usize));
            let voice = first.and_then(|origin| files.get(origin.file as usize)?.speaks_for.clone());
            let series = table.begin_voiced((&column.measure, &column.body), column.cadence, voice.as_ref());
            let periods = column.reports.chunk_by(|one, next| one.period == next.period);
            table.column_mut(series).reserve(periods.count());
            for row in column.reports {
                let origin = places.get(row.origin as usize);
                let origin = *origin.ok_or(ColumnsError::NoSuchOrigin(row.origin))?;
                let ReportRow { period, report, status, line, paper, .. } = row;
                let stored = Stored::new(report, origin, line, status);
                table.note_paper(series.cell(period), &stored, paper.as_ref());
                table.put(series.cell(period), stored);
            }
        }
        // Whoever wrote it down knew.
        evidence.weigh_all();
        evidence.know_disputed();
        Ok(evidence)
    }
}

fn row(period: i32, stored: &Stored, paper: Option<Arc<Paper>>) -> ReportRow {
    let Stored { report, origin, line, status, .. } = *stored;
    ReportRow { period, report, status, origin: origin.0, line, paper }
}
