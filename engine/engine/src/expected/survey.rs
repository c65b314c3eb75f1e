//! Finds every report that is expected by the declarations, and what came of it.

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::Date;
use rustc_hash::FxBuildHasher;

use super::records::Records;
use super::report::{ExpectedReport, Hang, Hold, Outcome, WaitsFor};
use super::timing::Timing;
use super::waits::{Others, awaited, hold_back};
use crate::Engine;
use crate::evaluate::{Answer, Responses, expected_reports, is_owed_since};
use crate::evidence::{DocumentOnDay, Evidence, History, WhyAbsent};
use crate::model::{BodyId, Calendar, Cell, Needs, ObligationRef, Period, ResponseKind, Vintage};
use crate::program::{Obligation, Part, Program, Terms};

/// Which reports are asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// Those that have not come in.
    Open,
    All,
}

/// What is known when it is asked.
pub struct Survey<'a> {
    program: &'a Program,
    evidence: &'a Evidence,
    responses: &'a Responses,
    now: Timestamp,
    today: Date,
    /// What each obligation waits for.
    awaited: Others,
}

/// What became of one account of a report.
pub(super) enum Noted {
    /// Its report is not noted yet.
    First(Hang),
    /// It is noted with the rest.
    Again { is_in: bool },
}

/// Takes down the reports that are expected, each of them once.
pub(super) trait Notes {
    /// Notes one more account of a report, where the report is known.
    fn again(&mut self, cell: &Cell, hang: Hang) -> Noted;

    /// Notes a report with its first account.
    fn begin(&mut self, report: ExpectedReport);
}

/// Every report in full.
#[derive(Default)]
struct Found(IndexMap<Cell, ExpectedReport, FxBuildHasher>);

impl Notes for Found {
    fn again(&mut self, cell: &Cell, hang: Hang) -> Noted {
        let Some(known) = self.0.get_mut(cell) else { return Noted::First(hang) };
        known.hangs.push(hang);
        Noted::Again { is_in: known.outcome.is_in() }
    }

    fn begin(&mut self, report: ExpectedReport) {
        self.0.insert(report.cell.clone(), report);
    }
}

/// One period of an obligation.
struct Opened<'o> {
    obligation: &'o ObligationRef,
    owed: &'o Obligation,
    period: Period,
    terms: &'o Terms,
    lead: &'o BodyId,
    /// When its own parties report.
    timing: Timing,
}

impl<'a> Survey<'a> {
    /// Of what an engine knows; none before a program is in force.
    pub fn of(engine: &'a Engine) -> Option<Self> {
        let program = engine.program()?;
        Some(Self::among(program, engine.evidence(), engine.evaluator.responses(), engine.now()?))
    }

    /// Of what was received and said by a moment.
    pub fn of_records(program: &'a Program, records: &'a Records, now: Timestamp) -> Self {
        Self::among(program, &records.evidence, &records.responses, now)
    }

    fn among(program: &'a Program, evidence: &'a Evidence, responses: &'a Responses, now: Timestamp) -> Self {
        let (today, awaited) = (program.calendar.day(now), awaited(program));
        Self { program, evidence, responses, now, today, awaited }
    }

    /// The day on which it is asked.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Obligations that wait for this one.
    pub fn waiting_for(&self, obligation: &ObligationRef) -> impl Iterator<Item = &ObligationRef> {
        self.awaited.iter().filter(|(_, before)| before.contains(obligation)).map(|(waiting, _)| waiting)
    }

    /// How often officials moved the day of a report: by giving more time, and by that time ending or being taken back.
    pub fn times_extended(&self, report: &ExpectedReport) -> u32 {
        let mut moved = 0;
        for hang in report.hangs.iter().filter(|_| !self.responses.is_empty()) {
            let owed = self.program.obligation(&hang.obligation);
            let terms = owed.map(|owed| owed.terms_of(hang.period));
            let part = hang.part.as_ref().zip(terms);
            let part = part.and_then(|(part, terms)| terms.part(part));
            let Some(part) = part else { continue };
            let answers = self.responses.answers(&hang.obligation, part, hang.period, &self.program.calendar);
            for answer in answers.iter().filter(|answer| answer.kind() == ResponseKind::Extend) {
                moved += 1 + u32::from(answer.ends().is_some_and(|ends| ends <= self.now));
            }
        }
        moved
    }

    /// Every report that is due by a day, by measure, body and period.
    pub fn expected(&self, extent: Extent, until: Date) -> Vec<ExpectedReport> {
        let mut found = Found::default();
        self.go_through((extent, until), &|_| true, &mut found);
        let mut reports: Vec<ExpectedReport> = found.0.into_values().collect();
        hold_back(&mut reports, &self.awaited, self.today);
        reports.retain(|report| report.timing().due <= until);
        reports.sort_by(|one, other| one.cell.cmp(&other.cell));
        reports
    }

    /// Whether anything waits for anything else.
    pub(super) fn has_waiting(&self) -> bool {
        !self.awaited.is_empty()
    }

    pub(super) fn calendar(&self) -> &'a Calendar {
        &self.program.calendar
    }

    /// Notes every report that may be due by a day and rests on obligations that are asked about.
    pub(super) fn go_through<N: Notes>(
        &self,
        reach: (Extent, Date),
        is_asked: &dyn Fn(&ObligationRef) -> bool,
        found: &mut N,
    ) {
        for mission in self.program.missions.values() {
            for owed in &mission.obligations {
                let obligation = owed.reference(&mission.id);
                if is_asked(&obligation) {
                    self.look_through(&obligation, owed, reach, found);
                }
            }
        }
    }

    fn look_through<N: Notes>(
        &self,
        obligation: &ObligationRef,
        owed: &Obligation,
        (extent, until): (Extent, Date),
        found: &mut N,
    ) {
        let last = owed.last_owed();
        let is_asked =
            |period: &Period| period.first_day() <= until && last.is_none_or(|last| *period <= last);
        let next = |period: &Period| Some(period.step(1)).filter(|next| next > period && is_asked(next));
        for period in std::iter::successors(Some(owed.from).filter(is_asked), next) {
            let lead = self.program.catalogue.answers_on(&owed.lead, period.last_day());
            let terms = &*Terms::answered_by(owed.terms_of(period), lead);
            let timing = Timing::of(terms.due, period, &self.program.calendar);
            let opened = Opened { obligation, owed, period, terms, lead, timing };
            if self.look_through_parts(&opened, extent, found) {
                self.look_through_gates(&opened, extent, found);
            }
        }
    }

    /// Notes the reports that the parts of a period rest on; whether any of them is owed.
    fn look_through_parts<N: Notes>(&self, opened: &Opened<'_>, extent: Extent, found: &mut N) -> bool {
        let register = &self.program.catalogue;
        let mut is_owed = false;
        // Where one comes after the other, the first of whom something is missing.
        let mut first: Option<&BodyId> = None;
        let owed = opened.terms.parts.iter().filter(|part| part.is_owed(opened.period, register));
        for part in owed {
            is_owed = true;
            // What is judged by verdicts alone rests on no report.
            if !register.measures.contains_key(&part.duty.measure) {
                continue;
            }
            let own = part.cell(opened.period, opened.terms.due, register);
            if extent == Extent::Open && self.is_too_late(&own, opened.terms) {
                continue;
            }
            let mut is_open = false;
            for cell in self.evidence.reported_for(&own) {
                let hold = |timing| self.hold(opened, part, &cell, timing);
                let (timing, hold) = hold(self.timing(opened, part, &cell));
                let is_asked = hold.is_asked();
                let hold = first
                    .filter(|_| is_asked)
                    .map_or(hold, |before| Hold::Waits(WaitsFor::Body(before.clone())));
                let hang = Hang {
                    obligation: opened.obligation.clone(),
                    part: Some(part.id.clone()),
                    by: part.by.clone(),
                    period: opened.period,
                    timing,
                    hold,
                };
                is_open |= self.note(cell, hang, (opened.owed.from, extent), found) && is_asked;
            }
            if is_open && opened.terms.needs == Needs::InOrder {
                first.get_or_insert(&part.by);
            }
        }
        is_owed
    }

    /// Nobody can bring a document into force for a time that is over: the one that is asked for is that of today.
    fn is_too_late(&self, cell: &Cell, terms: &Terms) -> bool {
        let is_over = cell.period.last_day() < self.today && !terms.due.is_by();
        is_over && self.program.catalogue.is_document(&cell.measure)
    }

    /// Whether a report can still come, on any of the accounts on which it is expected.
    pub fn can_come(&self, report: &ExpectedReport) -> bool {
        report.hangs.iter().any(|hang| {
            let owed = self.program.obligation(&hang.obligation);
            owed.is_none_or(|owed| !self.is_too_late(&report.cell, owed.terms_of(hang.period)))
        })
    }

    /// Notes the reports of measures that a period waits for.
    fn look_through_gates<N: Notes>(&self, opened: &Opened<'_>, extent: Extent, found: &mut N) {
        for measure in opened.terms.gates() {
            let declared = &self.program.catalogue.measures[measure];
            let period = declared.period_of(opened.period.last_day());
            let example = Cell { measure: measure.clone(), body: opened.lead.clone(), period };
            for cell in expected_reports(self.program, &example) {
                let timing = Timing::of(declared.due, period, self.program.calendar_of_teller(&cell));
                let (obligation, by) = (opened.obligation.clone(), opened.lead.clone());
                let hold = Hold::Asked;
                let hang = Hang { obligation, part: None, by, period: opened.period, timing, hold };
                self.note(cell, hang, (opened.owed.from, extent), found);
            }
        }
    }

    /// Notes that something hangs on a report, where anybody owes it; whether it is missing.
    fn note<N: Notes>(
        &self,
        cell: Cell,
        hang: Hang,
        (from, extent): (Period, Extent),
        found: &mut N,
    ) -> bool {
        let hang = match found.again(&cell, hang) {
            Noted::Again { is_in } => return !is_in,
            Noted::First(hang) => hang,
        };
        if !is_owed_since(&cell, from, self.program) || !self.evidence.has_reporter(&cell) {
            return false;
        }
        let outcome = self.outcome(&cell, &hang);
        let is_missing = !outcome.is_in();
        if is_missing || extent == Extent::All {
            let measure = self.program.catalogue.measures.get(&cell.measure);
            let expires = measure.and_then(|measure| measure.expires(cell.period));
            let teller = self.program.catalogue.teller(&cell).clone();
            found.begin(ExpectedReport { cell, teller, outcome, expires, hangs: vec![hang] });
        }
        is_missing
    }

    fn outcome(&self, cell: &Cell, hang: &Hang) -> Outcome {
        if self.program.catalogue.is_document(&cell.measure)
            && let Some(owed) = self.program.obligation(&hang.obligation)
        {
            let due = owed.terms_of(hang.period).due;
            let latest = due.latest_document_day(hang.period, self.program.calendar_of(&hang.by));
            if let DocumentOnDay::Late(paper) = self.evidence.document_on(cell, latest.min(self.today())) {
                return Outcome::Reported(Some(paper.there_from(&self.program.calendar)));
            }
        }
        let Err(gap) = self.evidence.value(cell) else {
            return Outcome::Reported(self.evidence.first_known(cell));
        };
        match (gap.why, gap.unused) {
            (WhyAbsent::Stated(absence), _) => {
                let first = self.evidence.history(cell).and_then(History::first_absent);
                Outcome::Absent(absence, first.map_or(Vintage::Backfill, |first| first.vintage))
            }
            (WhyAbsent::Unreconciled(_) | WhyAbsent::TooLarge, _) => {
                Outcome::Reported(self.evidence.first_known(cell))
            }
            (_, Some(unused)) => Outcome::Unusable(unused),
            (_, None) => Outcome::Missing,
        }
    }

    /// When a figure is due for the part that rests on it: its own party has until the day of the obligation.
    fn timing(&self, opened: &Opened<'_>, part: &Part, cell: &Cell) -> Timing {
        let is_longer = cell.period.last_day() > opened.period.last_day();
        let own = match self.program.calendar_of(&part.by) {
            calendar if std::ptr::eq(calendar, &raw const *self.program.calendar) => opened.timing,
            calendar => Timing::of(opened.terms.due, opened.period, calendar),
        };
        match self.program.catalogue.measures.get(&cell.measure) {
            Some(measure) if *self.program.catalogue.teller(cell) != part.by || is_longer => {
                Timing::of_anothers(measure, cell.period, own, self.program.calendar_of_teller(cell))
            }
            _ => own,
        }
    }

    /// What officials have said of it, and when it is due by that.
    fn hold(&self, opened: &Opened<'_>, part: &Part, cell: &Cell, timing: Timing) -> (Timing, Hold) {
        if self.responses.is_empty() {
            return (timing, Hold::Asked);
        }
        let calendar = &self.program.calendar;
        let answers = self.responses.answers(opened.obligation, part, opened.period, calendar);
        let standing = |kind| {
            let stands = |answer: &&Answer<'_>| {
                answer.kind() == kind && answer.ends().is_none_or(|ends| self.now < ends)
            };
            answers.iter().rev().find(stands)
        };
        let extended = standing(ResponseKind::Extend).and_then(|answer| answer.response().submission.until);
        if standing(ResponseKind::Waive).is_some() {
            (timing, Hold::Waived)
        } else if let Some(until) = extended.filter(|until| *until > timing.due) {
            (timing.extended(until), Hold::Extended { was_due: timing.due })
        } else if *self.program.catalogue.teller(cell) == part.by && standing(ResponseKind::Dispute).is_some()
        {
            (timing, Hold::Disputed)
        } else {
            (timing, Hold::Asked)
        }
    }
}
