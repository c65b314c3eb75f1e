//! Finds every report that is expected by the declarations, and what came of it.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::Date;
use rustc_hash::FxBuildHasher;

use super::account::{Account, Begun, Noted, Notes};
use super::records::Records;
use super::report::{ExpectedReport, Hold, ReportOutcome, WaitsFor};
use super::timing::Timing;
use super::waits::{Others, awaited, hold_back};
use crate::Engine;
use crate::evaluate::{Answer, Responses, expected_reports, is_owed_since};
use crate::evidence::{DocumentOnDay, Evidence, History, PlacedCell, WhyAbsent};
use crate::model::{
    BodyId, Calendar, Cell, Declared, Measure, Needs, ObligationRef, Period, ResponseKind, Vintage,
};
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

/// Every report in full.
#[derive(Default)]
struct Found(IndexMap<Cell, ExpectedReport, FxBuildHasher>);

impl Notes<'_> for Found {
    fn again<'o>(&mut self, placed: &PlacedCell, account: Account<'o>) -> Noted<'o> {
        let Some(known) = self.0.get_mut(&placed.cell) else { return Noted::First(account) };
        known.hangs.push(account.into_hang());
        Noted::Again { is_in: known.outcome.is_in() }
    }

    fn begin(&mut self, begun: Begun<'_>, account: Account<'_>) {
        self.0.insert(begun.placed.cell.clone(), begun.into_report(account));
    }
}

/// One period of an obligation.
struct Opened<'o> {
    obligation: &'o ObligationRef,
    owed: &'o Obligation,
    period: Period,
    last_day: Date,
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
    pub(super) fn go_through<N: Notes<'a>>(
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

    fn look_through<N: Notes<'a>>(
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
            let last_day = period.last_day();
            let lead = self.program.catalogue.answers_on(&owed.lead, last_day);
            let terms = &*Terms::answered_by(owed.terms_of(period), lead);
            let timing = Timing::of(terms.due, period, &self.program.calendar);
            let opened = Opened { obligation, owed, period, last_day, terms, lead, timing };
            if self.look_through_parts(&opened, extent, found) {
                self.look_through_gates(&opened, extent, found);
            }
        }
    }

    /// Notes the reports that the parts of a period rest on; whether any of them is owed.
    fn look_through_parts<N: Notes<'a>>(&self, opened: &Opened<'_>, extent: Extent, found: &mut N) -> bool {
        let register = &self.program.catalogue;
        let mut is_owed = false;
        // Where one comes after the other, the first of whom something is missing.
        let mut first: Option<&BodyId> = None;
        let owed = opened.terms.parts.iter().filter(|part| part.is_owed(opened.period, register));
        for part in owed {
            is_owed = true;
            // What is judged by verdicts or by the register alone rests on no report.
            if !register.measures.contains_key(&part.duty.measure) || !part.duty.rule.rests_on_figures() {
                continue;
            }
            let own = part.cell(opened.period, opened.terms.due, register, &self.program.calendar);
            if extent == Extent::Open && self.is_too_late(&own, opened.terms) {
                continue;
            }
            let mut is_open = false;
            for placed in self.evidence.reported_for(own) {
                let cell = &placed.cell;
                let declared = register.declared(cell);
                let teller = declared.teller(cell);
                let timing = self.timing(opened, part, teller, (cell, declared));
                let (timing, hold) = self.hold(opened, part, teller, timing);
                let is_asked = hold.is_asked();
                let hold = first
                    .filter(|_| is_asked)
                    .map_or(hold, |before| Hold::Waits(WaitsFor::Body(before.clone())));
                let (obligation, part, by) = (opened.obligation, Some(&part.id), &part.by);
                let account = Account { obligation, part, by, period: opened.period, timing, hold };
                let reach = (opened.owed.from, extent);
                is_open |= self.note((placed, declared), account, reach, found) && is_asked;
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
    fn look_through_gates<N: Notes<'a>>(&self, opened: &Opened<'_>, extent: Extent, found: &mut N) {
        for measure in opened.terms.gates() {
            let gate = &self.program.catalogue.measures[measure];
            let period = gate.period_of(opened.period.last_day());
            let example = Cell { measure: measure.clone(), body: opened.lead.clone(), period };
            for cell in expected_reports(self.program, &example) {
                let declared = self.program.catalogue.declared(&cell);
                let calendar = self.program.calendar_of(declared.teller(&cell));
                let timing = Timing::of(gate.due, period, calendar);
                let (obligation, by, hold) = (opened.obligation, opened.lead, Hold::Asked);
                let account = Account { obligation, part: None, by, period: opened.period, timing, hold };
                let placed = self.evidence.placed(cell);
                self.note((placed, declared), account, (opened.owed.from, extent), found);
            }
        }
    }

    /// Notes that something hangs on a report, where anybody owes it; whether it is missing.
    fn note<N: Notes<'a>>(
        &self,
        (placed, declared): (PlacedCell, Declared<'a>),
        account: Account<'_>,
        (from, extent): (Period, Extent),
        found: &mut N,
    ) -> bool {
        let account = match found.again(&placed, account) {
            Noted::Again { is_in } => return !is_in,
            Noted::First(account) => account,
        };
        let cell = &placed.cell;
        if !is_owed_since((cell, declared), from, &self.program.catalogue)
            || !self.evidence.has_reporter(cell)
        {
            return false;
        }
        let outcome = self.outcome((&placed, declared), &account);
        let is_missing = !outcome.is_in();
        if is_missing || extent == Extent::All {
            let expires = declared.measure.and_then(|measure| measure.expires(placed.cell.period));
            found.begin(Begun { placed, publisher: declared.publisher, outcome, expires }, account);
        }
        is_missing
    }

    fn outcome(
        &self,
        (placed, declared): (&PlacedCell, Declared<'_>),
        account: &Account<'_>,
    ) -> ReportOutcome {
        let cell = &placed.cell;
        if declared.measure.is_some_and(Measure::is_document)
            && let Some(owed) = self.program.obligation(account.obligation)
        {
            let due = owed.terms_of(account.period).due;
            let latest = due.latest_document_day(account.period, self.program.calendar_of(account.by));
            if let DocumentOnDay::Late(paper) = self.evidence.document_on(cell, latest.min(self.today())) {
                return ReportOutcome::Reported(Some(paper.there_from(&self.program.calendar)));
            }
        }
        let gap = match self.evidence.known_since(placed) {
            Ok(first_known) => return ReportOutcome::Reported(first_known),
            Err(gap) => gap,
        };
        // That a file waits is told only where its sender would be called late otherwise.
        let calendar = self.program.calendar_of(declared.teller(cell));
        let waiting = self.evidence.waiting_for(&gap, calendar).filter(|_| account.timing.due < self.today);
        match (gap.why, gap.unused) {
            (WhyAbsent::Stated(absence), _) => {
                let first = self.evidence.history(cell).and_then(History::first_absent);
                ReportOutcome::Absent(absence, first.map_or(Vintage::Backfill, |first| first.counts_from()))
            }
            (WhyAbsent::Unreconciled(_) | WhyAbsent::TooLarge, _) => {
                ReportOutcome::Reported(self.evidence.first_known(cell))
            }
            _ if waiting.is_some() => {
                waiting.map_or(ReportOutcome::Missing, |waiting| ReportOutcome::Waiting(Arc::new(waiting)))
            }
            (_, Some(unused)) => ReportOutcome::Unusable(unused),
            (_, None) => ReportOutcome::Missing,
        }
    }

    /// When a figure is due for the part that rests on it: its own party has until the day of the obligation.
    fn timing(
        &self,
        opened: &Opened<'_>,
        part: &Part,
        teller: &BodyId,
        (cell, declared): (&Cell, Declared<'_>),
    ) -> Timing {
        let is_longer = declared.last_day > opened.last_day;
        let own = match self.program.calendar_of(&part.by) {
            calendar if std::ptr::eq(calendar, &raw const *self.program.calendar) => opened.timing,
            calendar => Timing::of(opened.terms.due, opened.period, calendar),
        };
        match declared.measure {
            Some(measure) if *teller != part.by || is_longer => {
                Timing::of_anothers(measure, cell.period, own, self.program.calendar_of(teller))
            }
            _ => own,
        }
    }

    /// What officials have said of it, and when it is due by that.
    fn hold(&self, opened: &Opened<'_>, part: &Part, teller: &BodyId, timing: Timing) -> (Timing, Hold) {
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
        } else if *teller == part.by && standing(ResponseKind::Dispute).is_some() {
            (timing, Hold::Disputed)
        } else {
            (timing, Hold::Asked)
        }
    }
}
