//! One report that is due: how it stands, how late it is, by which feed it comes, whom it holds up and whom to ring.

use engine::expected::{ExpectedReport, Hang, Standing, Survey};
use engine::model::{BodyId, ObligationRef};
use engine::program::Program;
use jiff::civil::Date;
use words::due::Demanded;

use super::supply::FeedPlace;

/// A report that is due.
#[derive(Clone, Debug)]
pub struct Matter {
    pub report: ExpectedReport,
    pub standing: Standing,
    /// How many working days ago it was due; zero where its day is to come.
    pub working_days_late: u32,
    /// By which it may come.
    pub feeds: Vec<FeedPlace>,
    pub contact: Contact,
    /// Others whose contribution rests on it, in the order of the register.
    pub waiting_bodies: Vec<BodyId>,
    /// Obligations that wait for one that rests on it.
    pub waiting_obligations: Vec<ObligationRef>,
}

/// Whom to ask for a report.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Contact {
    pub body: BodyId,
    /// The person, where the project names one.
    pub person: Option<String>,
}

/// How urgent it is, the most urgent first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Urgency {
    /// It is overdue, and others wait for it.
    HoldsUp,
    Overdue,
    /// Its day has passed, or is to come.
    Due,
    /// Nobody is asked for it.
    NotChased,
}

impl Matter {
    pub(super) fn of(
        report: ExpectedReport,
        feeds: Vec<FeedPlace>,
        program: &Program,
        survey: &Survey<'_>,
    ) -> Self {
        let (standing, today) = (report.standing(survey.today()), survey.today());
        let due = report.timing().due;
        let body = &report.teller;
        let others = report.hangs.iter().map(|hang| &hang.by).filter(|by| *by != body);
        let mut waiting_bodies: Vec<BodyId> = others.cloned().collect();
        waiting_bodies.sort_by_key(|body| program.catalogue.bodies.get_index_of(body));
        waiting_bodies.dedup();
        let mut rests: Vec<&ObligationRef> = report.hangs.iter().map(|hang| &hang.obligation).collect();
        rests.dedup();
        let waiting = rests.into_iter().flat_map(|obligation| survey.waiting_for(obligation));
        let mut waiting_obligations: Vec<ObligationRef> = waiting.cloned().collect();
        waiting_obligations.sort();
        waiting_obligations.dedup();
        let contact = Contact { body: body.clone(), person: person(&report, program) };
        let working_days_late = program.calendar_of(body).working_days_between(due, today);
        Self { report, standing, working_days_late, feeds, contact, waiting_bodies, waiting_obligations }
    }

    /// What is said of it.
    pub fn demanded<'m>(&'m self, program: &'m Program) -> Demanded<'m> {
        let (cell, timing) = (&self.report.cell, self.report.timing());
        let mut obligations: Vec<&ObligationRef> =
            self.report.hangs.iter().map(|hang| &hang.obligation).collect();
        obligations.dedup();
        Demanded {
            program,
            measure: &cell.measure,
            about: self.about().into_iter().collect(),
            periods: vec![cell.period],
            standing: &self.standing,
            outcome: &self.report.outcome,
            due: timing.due,
            grace: timing.grace,
            working_days_late: self.working_days_late,
            folders: self.feeds.iter().map(|feed| &*feed.folder).collect(),
            waiting_bodies: &self.waiting_bodies,
            waiting_obligations: &self.waiting_obligations,
            obligations,
        }
    }

    /// Whose figure it is, where somebody else publishes it.
    pub(super) fn about(&self) -> Option<&BodyId> {
        Some(&self.report.cell.body).filter(|body| **body != self.report.teller)
    }

    /// Whether somebody else waits for it.
    pub fn holds_up(&self) -> bool {
        !self.waiting_bodies.is_empty() || !self.waiting_obligations.is_empty()
    }

    /// How urgent it is on a day.
    pub fn urgency(&self, today: Date) -> Urgency {
        let is_over = self.report.timing().is_over(today);
        match self.standing {
            Standing::Late | Standing::Unusable if is_over && self.holds_up() => Urgency::HoldsUp,
            Standing::Late | Standing::Unusable if is_over => Urgency::Overdue,
            Standing::Late | Standing::Unusable | Standing::InGrace | Standing::Coming => Urgency::Due,
            Standing::Waits(_)
            | Standing::UnderEmbargo
            | Standing::Disputed
            | Standing::Waived
            | Standing::Absent(_)
            | Standing::Reported => Urgency::NotChased,
        }
    }
}

/// The person to be told at the body that reports, as its contributions name one, or the obligation that it leads.
fn person(report: &ExpectedReport, program: &Program) -> Option<String> {
    let named = |hang: &Hang| {
        let owed = program.obligation(&hang.obligation)?;
        let terms = owed.terms_of(hang.period);
        let part = hang.part.as_ref().and_then(|part| terms.part(part));
        let own = part.filter(|_| hang.by == report.teller).and_then(|part| part.owner.clone());
        own.or_else(|| owed.owner.clone().filter(|_| owed.lead == report.teller))
    };
    report.hangs.iter().find_map(named)
}
