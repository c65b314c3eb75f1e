//! The only way a rule sees evidence. Every read is recorded as a dependency of the rule that made it.

mod others;

use std::mem;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::evidence::{CellIx, Evidence, Gap, Reporting, WhyAbsent};
use crate::listing::Listing;
use crate::model::{
    BodyId, Calendar, Catalogue, Cell, Due, MeasureId, MissionId, ObligationId, Params, PartId, Period, Rate,
    Stake,
};
use crate::others::{Joining, Others};
use crate::reads::{Asked, Log, Trace};
pub use crate::reads::{AskedSoFar, OtherRead, Read, Site};

mod document;
mod figures;
mod targets;
mod working_days;

/// What one rule is asked to judge.
#[derive(Clone, PartialEq, Debug)]
pub struct Subject {
    pub mission: MissionId,
    pub obligation: ObligationId,
    pub part: PartId,
    /// Whom its figures are about.
    pub body: BodyId,
    /// Who owes it.
    pub by: BodyId,
    /// What it is judged by.
    pub measure: MeasureId,
    pub period: Period,
    /// The first day of the first period for which it is owed.
    pub since: Date,
    /// When it is due.
    pub due: Due,
    /// What the declaration hands to the rule.
    pub params: Arc<Params>,
    /// What hangs on it.
    pub stake: Arc<Stake>,
}

/// A value that a rule is shown in place of what stands, to see what it would say of it. Figures that are derived from the
/// one supposed do not move with it.
#[derive(Clone, PartialEq, Debug)]
pub enum Supposition {
    Figure(Cell, Decimal),
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
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    pub failure: Failure,
    /// Where in the rule's file, counted from 1; none where no line is to blame.
    pub line: Option<u32>,
}

/// What went wrong in a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// What the rule, or its host, says of it.
    Raised(Arc<str>),
    /// It asked for a target, and none is in force for the cell.
    NoTarget(Cell),
    /// It asked for a measure that does not exist.
    NoMeasure(Arc<str>),
    /// It asked for a body that does not exist.
    NoBody(Arc<str>),
    /// It asked for obligations by a name that no mission and no obligation has.
    NoObligation(Arc<str>),
    /// It asked for an obligation that is judged by the verdicts of others itself.
    ReadsVerdicts(Arc<str>),
    /// It joins parts, and asked for something else than them.
    OnlyParts,
    /// It asked for the parts of the whole, and joins none.
    NoParts,
}

impl Fault {
    /// A failure that no line is to blame for.
    pub fn new(message: impl Into<Arc<str>>) -> Self {
        Failure::Raised(message.into()).into()
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self { failure, line: None }
    }
}

/// A window on the evidence for one run of one rule, which runs on one thread. The engine opens one and the same window for run
/// after run, so that a run allocates nothing.
pub struct View {
    evidence: Arc<Evidence>,
    catalogue: Arc<Catalogue>,
    calendar: Arc<Calendar>,
    subject: Arc<Subject>,
    now: Timestamp,
    supposed: Option<Supposition>,
    /// The other obligations, for a rule that reads their verdicts.
    others: Option<Arc<dyn Others>>,
    /// The parts of the whole, for a rule that joins them.
    joining: Option<Arc<Joining>>,
    log: Log,
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
        let subject = Arc::new(subject);
        Self {
            evidence,
            catalogue,
            calendar,
            subject,
            now,
            supposed: None,
            others: None,
            joining: None,
            log: Log::default(),
        }
    }

    /// Opens the window for another run, on evidence that is lent until it is shut. The rule is expected to ask for what it
    /// asked for when it last ran.
    pub(crate) fn open(
        &mut self,
        evidence: &mut Arc<Evidence>,
        (subject, others): (Arc<Subject>, Option<Arc<dyn Others>>),
        now: Timestamp,
        before: Trace,
    ) {
        mem::swap(&mut self.evidence, evidence);
        self.log = Log::expecting(before, self.evidence.register_number());
        (self.subject, self.others, self.now) = (subject, others, now);
    }

    /// Opens the window once more for the same rule, which is expected to ask for what it asked for.
    pub fn look_again(&mut self) {
        let register = self.evidence.register_number();
        self.log = Log::expecting(mem::take(&mut self.log).into_trace(register), register);
    }

    /// Gives the evidence back, and tells what was asked for.
    pub(crate) fn shut(&mut self, evidence: &mut Arc<Evidence>) -> Trace {
        mem::swap(&mut self.evidence, evidence);
        self.others = None;
        mem::take(&mut self.log).into_trace(evidence.register_number())
    }

    /// The same window with one value supposed.
    #[must_use]
    pub fn supposing(self, supposed: Supposition) -> Self {
        Self { supposed: Some(supposed), ..self }
    }

    /// The same window with other obligations in sight.
    #[must_use]
    pub fn among(self, others: Arc<dyn Others>) -> Self {
        Self { others: Some(others), ..self }
    }

    /// The same window with the parts in sight that are to be joined, and no figure.
    #[must_use]
    pub fn joining(self, joining: Arc<Joining>) -> Self {
        Self { joining: Some(joining), ..self }
    }

    /// The same window for a rule that is expected to ask for what it asked for when it last ran.
    #[must_use]
    pub(crate) fn expecting(self, before: Trace) -> Self {
        Self { log: Log::expecting(before, self.evidence.register_number()), ..self }
    }

    /// What is to be judged.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The register, for names and units; looking something up there is no read of evidence.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The target in force at the period's end, in the measure's unit; a trajectory is read on the period's last day.
    ///
    /// # Errors
    /// No target is declared for it, or the measure or body does not exist.
    /// Whether the report that is judged is overdue; the rule is run again when it becomes so.
    pub fn is_overdue(&self) -> bool {
        self.has_passed(self.subject.due.overdue_from(self.subject.period, self.own_calendar()))
    }

    /// How many reports came of those that a cell is made of: all that are expected of its body, or of the reporters below it. While
    /// there is time for one that is missing, nothing can be said; the rule is run again when that is over.
    ///
    /// # Errors
    /// There is still time for one, none is expected, or the measure or body does not exist.
    pub fn reporting(&self, measure: &str, body: &str, period: Period) -> Result<Rate, Stop> {
        let cell = self.cell(measure, body, period)?;
        for Cell { measure, body, period } in self.evidence.behind(&cell) {
            drop(self.value(measure.as_str(), body.as_str(), period));
        }
        let Reporting { rate, open, reports } = self.evidence.reporting(&cell, &self.calendar);
        if rate.expected == 0 {
            return Err(Stop::NoData(Gap { cell, why: WhyAbsent::ZeroOverZero, unused: None }));
        }
        let own = self.subject.due.grace_ends(self.subject.period, self.own_calendar());
        let measures = &self.catalogue.measures;
        let ends = reports.iter().filter_map(|report| {
            let calendar = self.catalogue.calendar_of(self.catalogue.teller(report), &self.calendar);
            Some(measures.get(&report.measure)?.due.grace_ends(report.period, calendar))
        });
        match open {
            Some(gap) if !self.has_passed(ends.fold(own, Timestamp::max)) => Err(Stop::NoData(gap)),
            _ => Ok(rate),
        }
    }

    /// The register for one look at a list of it; the rule is run again when another register tells it otherwise.
    pub fn list(&self, listing: &Listing) -> &Catalogue {
        let is_meant = |asked: &Asked| matches!(asked, Asked::Listing(asked) if **asked == *listing);
        self.log.note_once(is_meant, || Asked::Listing(Box::new(listing.clone())));
        &self.catalogue
    }

    /// Whether a moment has passed; the rule is run again when it does.
    fn has_passed(&self, moment: Timestamp) -> bool {
        let is_meant = |asked: &Asked| matches!(asked, Asked::Deadline(asked) if *asked == moment);
        self.log.note_once(is_meant, || Asked::Deadline(moment));
        self.now >= moment
    }

    /// Forgets what was asked for so far, since the rule is run once more from its beginning.
    pub fn begin_again(&self) {
        self.log.forget();
    }

    /// Everything that was asked for so far, in order.
    pub fn reads(&self) -> Vec<Read> {
        self.log.asked().into_iter().map(|asked| asked.read(&self.evidence)).collect()
    }

    /// What was asked for, to be expected when the rule runs again.
    pub(crate) fn into_trace(self) -> Trace {
        self.log.into_trace(self.evidence.register_number())
    }

    fn figure_at(&self, ix: CellIx) -> Result<Decimal, Stop> {
        if self.supposed.is_some()
            && let Some(value) = self.supposed_figure(&self.evidence.cell(ix))
        {
            return Ok(value);
        }
        self.evidence.value_at(ix).map_err(Stop::NoData)
    }

    fn supposed_figure(&self, cell: &Cell) -> Option<Decimal> {
        match &self.supposed {
            Some(Supposition::Figure(supposed, value)) if supposed == cell => Some(*value),
            _ => None,
        }
    }

    fn cell(&self, measure: &str, body: &str, period: Period) -> Result<Cell, Stop> {
        if self.joining.is_some() {
            return Err(failed(Failure::OnlyParts));
        }
        let measures = &self.catalogue.measures;
        let measure = measures.get(measure).ok_or_else(|| failed(Failure::NoMeasure(measure.into())))?;
        let body = self.catalogue.bodies.get(body).ok_or_else(|| failed(Failure::NoBody(body.into())))?;
        Ok(Cell { measure: measure.id.clone(), body: body.id.clone(), period })
    }
}

fn failed(failure: Failure) -> Stop {
    Stop::Failed(failure.into())
}

/// Whether a cell that was asked for holds a value.
///
/// # Errors
/// The measure or body does not exist, or reports of the cell contradict each other: it is not missing, and holds no value.
pub fn is_there(figure: Result<Decimal, Stop>) -> Result<bool, Stop> {
    match figure {
        Ok(_) => Ok(true),
        Err(Stop::NoData(gap)) if !gap.why.is_unreconciled() => Ok(false),
        Err(stopped) => Err(stopped),
    }
}

/// Why a cell that was asked for holds no value; none where it holds one.
///
/// # Errors
/// The measure or body does not exist.
pub fn gap_of(figure: Result<Decimal, Stop>) -> Result<Option<Gap>, Stop> {
    match figure {
        Ok(_) => Ok(None),
        Err(Stop::NoData(gap)) => Ok(Some(gap)),
        Err(failed) => Err(failed),
    }
}
