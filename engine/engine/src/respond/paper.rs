//! A paper that is reported by a reply: of which document, and by somebody whose body is to report it.

use std::sync::Arc;

use jiff::civil::Date;

use super::refusal::Refusal;
use super::reply::PaperWords;
use crate::Engine;
use crate::evaluate::ObligationState;
use crate::model::{
    Cadence, Cell, ContributionId, Paper, Period, ReportedPaper, Scope, Submission, is_same_person,
};
use crate::program::{Part, Program};

/// What is reported, to which alert, and by whom.
pub(super) struct Reported<'a> {
    pub(super) engine: &'a Engine,
    pub(super) alert: &'a str,
    pub(super) owed: &'a ObligationState,
    pub(super) scope: &'a Scope,
    pub(super) periods: &'a [Period],
    pub(super) submission: &'a Submission,
}

/// A document that is owed, with the part that owes it.
type Owed<'a> = (&'a Part, Cell);

impl Reported<'_> {
    /// The paper with the document that it is about.
    pub(super) fn paper(
        &self,
        words: PaperWords,
        program: &Program,
        today: Date,
    ) -> Result<ReportedPaper, Refusal> {
        let from = words.from.unwrap_or(today);
        if let Some(until) = self.submission.until.filter(|until| *until < from) {
            return Err(Refusal::EndsBeforeItBegins { from, until });
        }
        let owed = self.documents(program, from);
        let no_document = || Refusal::NoDocument { alert: self.alert.to_owned() };
        let (_, first) = owed.first().ok_or_else(no_document)?;
        let is_theirs = |(_, cell): &&Owed<'_>| self.may_report(cell, program, today);
        let mut theirs: Vec<&Owed<'_>> = owed.iter().filter(is_theirs).collect();
        theirs.dedup_by(|one, other| one.1 == other.1);
        let cell = match theirs[..] {
            [] => return Err(self.not_the_reporter(first, program, today)),
            [(_, cell)] => cell.clone(),
            _ => {
                let known = theirs.iter().filter_map(|(part, _)| part.id.contribution());
                let known: Vec<ContributionId> = known.cloned().collect();
                return Err(Refusal::SeveralDocuments { alert: self.alert.to_owned(), known });
            }
        };
        let paper = Paper { title: words.title.into(), link: words.link.map(Into::into) };
        Ok(ReportedPaper { cell, paper: Arc::new(paper) })
    }

    /// The documents that are owed by the parts that are meant, in the last of the periods; first those that are missing.
    fn documents(&self, program: &Program, from: Date) -> Vec<Owed<'_>> {
        let period = Cadence::Day.containing(from);
        let opened = self.periods.last().and_then(|last| self.owed.opened(*last));
        let parts = opened.into_iter().flat_map(|opened| &opened.terms.parts);
        let meant = parts.filter(|part| self.scope.includes(&part.id));
        let owed = meant.filter(|part| program.catalogue.is_document(&part.duty.measure));
        let of_part =
            |part: &'_ Part| Cell { measure: part.duty.measure.clone(), body: part.about().clone(), period };
        let state = self.engine.evaluator.state();
        let is_delivered = |part: &Part| {
            let instance = opened.and_then(|opened| opened.instance_of_part(&part.id));
            instance.is_some_and(|instance| state.instance(instance).finding.verdict.is_delivered())
        };
        let mut documents: Vec<Owed<'_>> = owed.map(|part| (part, of_part(part))).collect();
        documents.sort_by_key(|(part, _)| is_delivered(part));
        documents
    }

    /// Whether whoever speaks holds a post at the body that is to report the document.
    fn may_report(&self, cell: &Cell, program: &Program, today: Date) -> bool {
        let teller = program.catalogue.teller(cell);
        let is_reporter = || {
            let (measure, body) =
                (program.catalogue.measures.get(&cell.measure), program.catalogue.bodies.get(teller));
            measure.zip(body).is_none_or(|(measure, body)| measure.is_reported_by(body))
        };
        let mut holders = program.roster.of_body(teller).filter(|person| person.holds_on(today));
        (*teller != cell.body || is_reporter())
            && holders.any(|person| is_same_person(&person.name, &self.submission.by))
    }

    fn not_the_reporter(&self, cell: &Cell, program: &Program, today: Date) -> Refusal {
        let body = program.catalogue.teller(cell).clone();
        let holders = program.roster.of_body(&body).filter(|person| person.holds_on(today));
        let known = holders.map(|person| person.name.to_string()).collect();
        Refusal::NotTheReporter { by: self.submission.by.clone(), body, known }
    }
}
