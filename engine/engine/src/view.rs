//! The only way a rule sees evidence. Every read is recorded as a dependency of the rule that made it.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rust_decimal::Decimal;
use thiserror::Error;

use crate::evidence::{Evidence, Gap};
use crate::model::{
    BodyId, Calendar, Catalogue, Cell, Due, MeasureId, MissionId, ObligationId, Params, PartId, Period,
};

/// What one rule is asked to judge.
#[derive(Clone, PartialEq, Debug)]
pub struct Subject {
    /// The mission.
    pub mission: MissionId,
    /// The obligation.
    pub obligation: ObligationId,
    pub part: PartId,
    /// Who owes it.
    pub body: BodyId,
    /// What it is judged by.
    pub measure: MeasureId,
    /// For when.
    pub period: Period,
    /// When it is due.
    pub due: Due,
    /// What the declaration hands to the rule.
    pub params: Arc<Params>,
}

/// One thing that a rule asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Read {
    /// A figure.
    Cell(Cell),
    /// A target for a cell.
    Target(Cell),
    /// Whether a moment has passed; the rule is woken when it does.
    Deadline(Timestamp),
}

/// A value that a rule is shown in place of what stands, to see what it would say of it. Figures that are derived from the
/// one supposed do not move with it.
#[derive(Clone, PartialEq, Debug)]
pub enum Supposition {
    /// A figure.
    Figure(Cell, Decimal),
    /// A target for a cell.
    Target(Cell, Decimal),
}

/// Why a rule stopped before a judgement.
#[derive(Clone, PartialEq, Debug)]
pub enum Stop {
    /// It read a cell that holds no value.
    NoData(Gap),
    /// The rule itself failed.
    Failed(Fault),
}

/// A failure of a rule, for its owner.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{message}")]
pub struct Fault {
    /// What went wrong, in words.
    pub message: String,
    /// Where in the rule's file, counted from 1; none where no line is to blame.
    pub line: Option<u32>,
}

impl Fault {
    /// A failure that no line is to blame for.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), line: None }
    }
}

/// A window on the evidence for one run of one rule.
pub struct View {
    evidence: Arc<Evidence>,
    catalogue: Arc<Catalogue>,
    calendar: Arc<Calendar>,
    subject: Subject,
    now: Timestamp,
    supposed: Option<Supposition>,
    reads: Mutex<Vec<Read>>,
}

impl View {
    /// Opens a window for one run.
    pub fn new(
        evidence: Arc<Evidence>,
        catalogue: Arc<Catalogue>,
        calendar: Arc<Calendar>,
        subject: Subject,
        now: Timestamp,
    ) -> Self {
        Self { evidence, catalogue, calendar, subject, now, supposed: None, reads: Mutex::default() }
    }

    /// The same window with one value supposed.
    #[must_use]
    pub fn supposing(self, supposed: Supposition) -> Self {
        Self { supposed: Some(supposed), ..self }
    }

    /// What is to be judged.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The register, for names and units; looking something up there is no read of evidence.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The figure in force, in the measure's unit; a percentage is `75.2`, not `0.752`.
    ///
    /// # Errors
    /// The cell holds no value, or the measure or body does not exist.
    pub fn value(&self, measure: &str, body: &str, period: Period) -> Result<Decimal, Stop> {
        let cell = self.cell(measure, body, period)?;
        self.record(Read::Cell(cell.clone()));
        match &self.supposed {
            Some(Supposition::Figure(supposed, value)) if *supposed == cell => Ok(*value),
            _ => self.evidence.value(&cell).map_err(Stop::NoData),
        }
    }

    /// Whether the cell holds a value.
    ///
    /// # Errors
    /// The measure or body does not exist.
    pub fn has(&self, measure: &str, body: &str, period: Period) -> Result<bool, Stop> {
        match self.value(measure, body, period) {
            Ok(_) => Ok(true),
            Err(Stop::NoData(_)) => Ok(false),
            Err(failed) => Err(failed),
        }
    }

    /// The target in force at the period's end, in the measure's unit; a trajectory is read on the period's last day.
    ///
    /// # Errors
    /// No target is declared for it, or the measure or body does not exist.
    pub fn target(&self, measure: &str, body: &str, period: Period) -> Result<Decimal, Stop> {
        let cell = self.cell(measure, body, period)?;
        self.record(Read::Target(cell.clone()));
        if let Some(Supposition::Target(supposed, value)) = &self.supposed
            && *supposed == cell
        {
            return Ok(*value);
        }
        let target = self.catalogue.target(&cell.measure, &cell.body, period);
        let value = target.and_then(|target| target.value_on(period.last_day()));
        value.ok_or_else(|| Stop::Failed(Fault::new(format!("no target is in force for {cell}"))))
    }

    /// Whether the report that is judged is overdue; the rule is run again when it becomes so.
    pub fn is_overdue(&self) -> bool {
        let deadline = self.subject.due.overdue_from(self.subject.period, &self.calendar);
        self.record(Read::Deadline(deadline));
        self.now >= deadline
    }

    /// Everything that was asked for so far, in order.
    pub fn reads(&self) -> Vec<Read> {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn record(&self, read: Read) {
        let mut reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        if !reads.contains(&read) {
            reads.push(read);
        }
    }

    fn cell(&self, measure: &str, body: &str, period: Period) -> Result<Cell, Stop> {
        let unknown = |what, id| Stop::Failed(Fault::new(format!("there is no {what} `{id}`")));
        let measure = self.catalogue.measures.get(measure).ok_or_else(|| unknown("measure", measure))?;
        let body = self.catalogue.bodies.get(body).ok_or_else(|| unknown("body", body))?;
        Ok(Cell { measure: measure.id.clone(), body: body.id.clone(), period })
    }
}
