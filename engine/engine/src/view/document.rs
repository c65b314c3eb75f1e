//! What a rule sees of documents: how one stands for the period that is judged. Each look is a read of every paper of the document.

use jiff::civil::Date;

use super::{Failure, Stop, Subject, View};
use crate::evidence::{DocumentOnDay, Gap, WhyAbsent};
use crate::model::{Cadence, Cell, Paper};
use crate::reads::Asked;

impl View {
    /// How a document of the body that is judged stands: on the day by which it is owed; or, where it is owed throughout the period,
    /// today, and once the period is over on its last day. The rule is run again when any paper of the document is reported, begins or
    /// ends. A paper that ended before anything was owed has not lapsed.
    ///
    /// # Errors
    /// Reports of the paper contradict each other, or the measure does not exist or is no document.
    pub fn document(&self, measure: &str) -> Result<DocumentOnDay, Stop> {
        let own = self.document_cell(measure)?;
        let Subject { due, period, since, .. } = &*self.subject;
        if due.is_by() {
            let latest = due.latest_document_day(*period, self.own_calendar());
            self.wake_when_one_comes_late(&own, latest);
            // One that is announced delivers nothing before it is in force.
            let standing = self.evidence.document_on(&own, latest.min(self.calendar.day(self.now)));
            return Self::document_stands(own, standing, Date::MAX);
        }
        let last = period.last_day();
        let day = self.calendar.day(self.now).clamp(period.first_day(), last);
        if day < last {
            self.wake_when_papers_turn(&own);
        }
        let on_day = Cell { period: Cadence::Day.containing(day), ..own.clone() };
        let standing = self.evidence.document_on(&on_day, day);
        Self::document_stands(own, standing, *since)
    }

    /// Whether the paper in force, and those that follow it without a gap, end within so many days, as long as the period lasts in which one is owed throughout.
    ///
    /// # Errors
    /// As [`Self::document`], or none is in force.
    pub fn document_ends_within(&self, measure: &str, days: u32) -> Result<bool, Stop> {
        let DocumentOnDay::InForce(paper) = self.document(measure)? else { return Ok(false) };
        let Subject { due, period, .. } = &*self.subject;
        let last = self.evidence.in_force_until(&paper);
        let begins = last.saturating_sub(jiff::Span::new().days(i64::from(days)));
        if due.is_by() || begins > period.last_day() || last == Paper::NO_END {
            return Ok(false);
        }
        let is_soon = self.has_passed(self.calendar.start_of_day(begins));
        Ok(is_soon && !self.has_passed(self.calendar.end_of_day(period.last_day())))
    }

    /// That no paper of a document is in force where one is needed.
    pub fn no_document(&self, measure: &str) -> Stop {
        let gap = |cell: Cell| {
            let gap = self.evidence.value(&cell).err();
            gap.unwrap_or(Gap { cell, why: WhyAbsent::NeverReported, unused: None })
        };
        self.document_cell(measure).map_or_else(|stop| stop, |cell| Stop::NoData(gap(cell)))
    }

    /// The cell of the day on which a document must be in force. To ask for it is to read all papers of the document.
    fn document_cell(&self, measure: &str) -> Result<Cell, Stop> {
        let Subject { due, period, body, .. } = &*self.subject;
        let day = Cadence::Day.containing(due.document_day(*period, self.own_calendar()));
        let cell = self.cell(measure, body.as_str(), day)?;
        if !self.catalogue.is_document(&cell.measure) {
            return Err(Stop::Failed(Failure::NoMeasure(measure.into()).into()));
        }
        let is_meant = |asked: &Asked| matches!(asked, Asked::Figure(ix) if self.evidence.is_cell(*ix, measure, body.as_str(), day));
        let asked = || match self.evidence.find(&cell) {
            Some(ix) => Asked::Figure(ix),
            None => Asked::Unmet(Box::new(cell.clone())),
        };
        self.log.note_once(is_meant, asked);
        Ok(cell)
    }

    fn document_stands(own: Cell, standing: DocumentOnDay, owed_since: Date) -> Result<DocumentOnDay, Stop> {
        match standing {
            DocumentOnDay::Unreconciled(why) => Err(Stop::NoData(Gap { cell: own, why, unused: None })),
            DocumentOnDay::Missing { lapsed } => {
                let lapsed = lapsed.filter(|paper| paper.last.tomorrow().is_ok_and(|day| day >= owed_since));
                Ok(DocumentOnDay::Missing { lapsed })
            }
            standing => Ok(standing),
        }
    }

    /// Has the rule run again when the next paper begins that comes late for the day by which one is owed.
    fn wake_when_one_comes_late(&self, own: &Cell, latest: Date) {
        let day = own.period.first_day();
        let comes_late = |from: &Date| day < *from && *from <= latest;
        let begins = self.evidence.papers(own).into_iter().map(|paper| paper.from()).filter(comes_late);
        let moments = begins.map(|from| self.calendar.start_of_day(from));
        if let Some(next) = moments.filter(|moment| *moment > self.now).min() {
            self.has_passed(next);
        }
    }

    /// Has the rule run again at the next moment at which a paper begins or ends.
    fn wake_when_papers_turn(&self, own: &Cell) {
        let papers = self.evidence.papers(own);
        let moments = papers.iter().flat_map(|paper| {
            [self.calendar.start_of_day(paper.from()), self.calendar.end_of_day(paper.last)]
        });
        if let Some(next) = moments.filter(|moment| *moment > self.now).min() {
            self.has_passed(next);
        }
    }
}
