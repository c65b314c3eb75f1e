//! Missions and what they oblige whom to, all together the program.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::{Commitment, Part, Terms};
use crate::model::{
    Approver, Authority, BodyId, Cadence, Calendar, Catalogue, Cell, Class, ContributionId, Exception,
    Labels, Ladder, MeasureId, MissionId, NotPursued, ObligationId, ObligationRef, Patience, Period,
    Revision, Roster,
};
use crate::others::Among;

/// Everything that is in force.
#[derive(Clone)]
pub struct Program {
    /// The content hash of the whole.
    pub revision: Revision,
    /// Bodies, measures and targets.
    pub catalogue: Arc<Catalogue>,
    /// The time zone and the bank holidays.
    pub calendar: Arc<Calendar>,
    /// The people whom the project knows by name, besides those who may sign changes of missions.
    pub people: Arc<[Arc<str>]>,
    /// Who holds which post, and when.
    pub roster: Arc<Roster>,
    /// Missions by id, in the order of their files.
    pub missions: IndexMap<MissionId, Arc<Mission>>,
}

impl Mission {
    /// The obligation with whose id a text begins, and what stands behind the slash after it.
    pub fn named<'t>(&self, text: &'t str) -> Option<(&Obligation, Option<&'t str>)> {
        let behind = |obligation: &Obligation| match text.strip_prefix(obligation.id.as_str())? {
            "" => Some(None),
            rest => rest.strip_prefix('/').map(Some),
        };
        let found = self.obligations.iter().filter_map(|owed| Some((owed, behind(owed)?)));
        // The one about Leeds is meant by `plans/leeds`, and no contribution of another.
        found.max_by_key(|(owed, _)| owed.id.as_str().len())
    }

    /// The obligations declaration by declaration: one alone, or those about each of many.
    pub fn declared(&self) -> impl Iterator<Item = &[Obligation]> {
        self.obligations.chunk_by(|one, next| one.declared_id() == next.declared_id())
    }
}

impl Program {
    /// The mission and the obligation with whose names a text begins, and what stands behind the slash after them.
    pub fn named<'t>(&self, text: &'t str) -> Option<(&Mission, &Obligation, Option<&'t str>)> {
        let (mission, rest) = text.split_once('/')?;
        let mission = self.missions.get(mission)?;
        let (obligation, rest) = mission.named(rest)?;
        Some((mission, obligation, rest))
    }

    /// The same program with these missions in the place of its own.
    #[must_use]
    pub fn with(&self, missions: IndexMap<MissionId, Arc<Mission>>) -> Self {
        Self {
            revision: self.revision.clone(),
            catalogue: Arc::clone(&self.catalogue),
            calendar: Arc::clone(&self.calendar),
            people: Arc::clone(&self.people),
            roster: Arc::clone(&self.roster),
            missions,
        }
    }

    /// Whom the project names on this day: its people, whoever may sign a change of a mission, and whoever holds a post.
    pub fn known_people(&self, day: Date) -> impl Iterator<Item = &Arc<str>> {
        let approvers = self.missions.values().flat_map(|mission| &mission.approvers);
        let approvers =
            approvers.filter(move |approver| approver.may_sign_on(day)).map(|approver| &approver.name);
        let in_posts = self.roster.all().iter().filter(move |person| person.holds_on(day));
        self.people.iter().chain(approvers).chain(in_posts.map(|person| &person.name))
    }

    /// The calendar by which a body counts working days: that of its jurisdiction.
    pub fn calendar_of(&self, body: &BodyId) -> &Calendar {
        self.catalogue.calendar_of(body, &self.calendar)
    }

    /// The calendar of whoever is to tell a figure.
    pub fn calendar_of_teller(&self, cell: &Cell) -> &Calendar {
        self.calendar_of(self.catalogue.teller(cell))
    }

    /// What was promised under this name and cannot be measured yet.
    pub fn commitment(&self, reference: &ObligationRef) -> Option<&Commitment> {
        let mission = self.missions.get(&reference.mission)?;
        mission.commitments.iter().find(|commitment| commitment.id == reference.obligation)
    }

    /// The obligation of this name, where there is one.
    pub fn obligation(&self, reference: &ObligationRef) -> Option<&Obligation> {
        let mission = self.missions.get(&reference.mission)?;
        mission.obligations.iter().find(|obligation| obligation.id == reference.obligation)
    }
}

/// One mission. It is the unit of reload: an equal revision means that nothing about it changed.
#[derive(Clone)]
pub struct Mission {
    pub id: MissionId,
    pub title: String,
    /// The board that answers for it.
    pub board: Option<String>,
    /// What says that it is to be reached.
    pub authority: Vec<Authority>,
    /// The content hash of its declaration, of its rules and of all that it refers to.
    pub revision: Revision,
    /// The content hash of its own texts alone: its declaration, its rules and what those import. This is what approvers sign.
    pub texts: Revision,
    /// Who may sign a change of its texts; empty where a change needs no signature, and two or more otherwise.
    pub approvers: Vec<Approver>,
    pub obligations: Vec<Obligation>,
    /// What was promised and cannot be measured yet.
    pub commitments: Vec<Commitment>,
}

/// What is owed each period.
#[derive(Clone)]
pub struct Obligation {
    pub id: ObligationId,
    /// Its title, as a sentence about who does what.
    pub title: String,
    /// What it is for, where that is said.
    pub class: Option<Class>,
    /// The body that answers for the join.
    pub lead: BodyId,
    /// The person at the lead body to be told.
    pub owner: Option<String>,
    /// How often it is owed.
    pub every: Cadence,
    /// The first period for which it was owed.
    pub from: Period,
    /// The last, where it ended.
    pub until: Option<Period>,
    /// Since when it is not pursued any more, where that was decided.
    pub not_pursued: Option<NotPursued>,
    /// What its first periods are judged by.
    pub terms: Arc<Terms>,
    /// What later ones are judged by, in the order of their first periods.
    pub later_terms: Vec<LaterTerms>,
    /// How long a breach must last, and how long an alert outlasts it.
    pub patience: Patience,
    /// What an official who is told should do next, as a sentence.
    pub next_step: Option<String>,
    /// By which steps an alert goes up that nobody settles.
    pub ladder: Option<Arc<Ladder>>,
    /// What follows when it is missed, as a sentence.
    pub consequence: Option<String>,
    /// Which of several it is about, where its declaration stands for one about each of many.
    pub one_of: Option<OneOfMany>,
    /// By what rules pick it out.
    pub labels: Labels,
}

/// Which one an obligation is, of those that a declaration about each of many bodies stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OneOfMany {
    /// The id that they share, as it is declared.
    pub declared: ObligationId,
    /// The title that they share.
    pub title: String,
    /// The body that this one is about.
    pub body: BodyId,
}

impl OneOfMany {
    /// The id of the one about this body: `plans/leeds`. No id that is declared has a slash.
    pub fn id(&self) -> ObligationId {
        self.declared.about_one(&self.body)
    }
}

/// Terms that an obligation has from a period on.
#[derive(Clone)]
pub struct LaterTerms {
    /// The first period that is judged by them.
    pub from: Period,
    pub terms: Arc<Terms>,
}

impl Obligation {
    /// The last period that is owed, where there is one: `until`, or the last that ends before it is pursued no longer.
    pub fn last_owed(&self) -> Option<Period> {
        let stopped = self.not_pursued.as_ref().map(|stop| {
            let running = self.every.containing(stop.since).forward_to(self.from);
            running.step(-1)
        });
        match (self.until, stopped) {
            (Some(until), Some(stopped)) if stopped < until => Some(stopped),
            (None, stopped) => stopped,
            (until, _) => until,
        }
    }

    /// By whose word it is not pursued on a day, where it is not.
    pub fn not_pursued_on(&self, day: Date) -> Option<&NotPursued> {
        self.not_pursued.as_ref().filter(|stop| stop.since <= day)
    }

    /// By which exception nobody owes it in a period, where every part is excepted: that of the first.
    pub fn exception(&self, period: Period) -> Option<&Exception> {
        let parts = &self.terms_of(period).parts;
        let mut each = parts.iter().map(|part| part.exception(period));
        let first = each.next().flatten()?;
        each.all(|other| other.is_some()).then_some(first)
    }

    /// The period that runs on a day.
    pub fn running_on(&self, day: Date) -> Period {
        self.every.containing(day).forward_to(self.from)
    }

    /// Who does not owe it or a part of it, and by which exception. Each is told once.
    pub fn exceptions(&self) -> Vec<(&BodyId, &Exception)> {
        self.excepted(|part| part.exceptions.iter().collect())
    }

    /// The same for one period: of several exceptions of a body, the one that counts.
    pub fn excepted_in(&self, period: Period) -> Vec<(&BodyId, &Exception)> {
        self.excepted(|part| part.exception(period).into_iter().collect())
    }

    /// Of what is about one of many, that body is excepted where all parts are, and otherwise whoever would owe the part.
    fn excepted<'o>(
        &'o self,
        of: impl Fn(&'o Part) -> Vec<&'o Exception>,
    ) -> Vec<(&'o BodyId, &'o Exception)> {
        let mut told: Vec<(&BodyId, &Exception)> = Vec::new();
        let about = self.one_of.as_ref().map(|one| &one.body);
        for part in self.parts() {
            for exception in of(part) {
                let is_of_all = || self.parts().all(|other| other.exceptions.contains(exception));
                let body = about.filter(|_| is_of_all()).unwrap_or(&part.by);
                if !told.contains(&(body, exception)) {
                    told.push((body, exception));
                }
            }
        }
        told
    }

    /// What a period is judged by.
    pub fn terms_of(&self, period: Period) -> &Arc<Terms> {
        let begun = self.later_terms.iter().rev().find(|later| later.from <= period);
        begun.map_or(&self.terms, |later| &later.terms)
    }

    /// All its terms in order, each with the first period that is judged by them.
    pub fn all_terms(&self) -> impl DoubleEndedIterator<Item = (Period, &Arc<Terms>)> {
        let later = self.later_terms.iter().map(|later| (later.from, &later.terms));
        std::iter::once((self.from, &self.terms)).chain(later)
    }

    /// Every part that it ever has, each once and as the newest terms with it say, in the order of the declaration.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        let first = self.terms.parts.iter();
        let later = self.later_terms.iter().enumerate().flat_map(move |(place, later)| {
            later.terms.parts.iter().filter(move |part| self.is_new(part, place))
        });
        first.chain(later).map(|part| self.newest(part))
    }

    /// Whether no terms before those at a place have such a part.
    fn is_new(&self, part: &Part, place: usize) -> bool {
        let has = |terms: &Arc<Terms>| terms.place_of(&part.id).is_some();
        !self.all_terms().take(place + 1).any(|(_, terms)| has(terms))
    }

    fn newest<'a>(&'a self, part: &'a Part) -> &'a Part {
        let mut newest = self.later_terms.iter().rev().map(|later| &later.terms);
        let found = newest.find_map(|terms| terms.part(&part.id));
        found.unwrap_or(part)
    }

    /// The parts that are contributions, each with its id; none where the lead owes it alone.
    pub fn contributions(&self) -> impl Iterator<Item = (&ContributionId, &Part)> {
        self.parts().filter_map(|part| Some((part.id.contribution()?, part)))
    }

    /// Of which obligations its rules may read verdicts; none where it is judged by figures alone.
    pub fn reads_verdicts_of(&self) -> impl Iterator<Item = &Among> {
        let parts = self.all_terms().flat_map(|(_, terms)| &terms.parts);
        parts.flat_map(|part| part.duty.rule.reads_verdicts_of())
    }

    /// Whether any of its rules reads verdicts.
    pub fn reads_verdicts(&self) -> bool {
        self.reads_verdicts_of().next().is_some()
    }

    /// Whether it is what a text names as one obligation of a mission, by the id that is declared.
    pub fn is_declared_as(&self, mission: &MissionId, named: &ObligationRef) -> bool {
        named.mission == *mission && named.obligation == *self.declared_id()
    }

    /// Whether a part of it is judged by a measure.
    pub fn is_judged_by(&self, measure: &MeasureId) -> bool {
        self.parts().any(|part| part.duty.measure == *measure)
    }

    /// Its id as it is declared, which those about each of many share.
    pub fn declared_id(&self) -> &ObligationId {
        self.one_of.as_ref().map_or(&self.id, |one| &one.declared)
    }

    /// Its title as it is declared.
    pub fn declared_title(&self) -> &str {
        self.one_of.as_ref().map_or(&self.title, |one| &one.title)
    }

    /// Where it stands, with the mission that it belongs to.
    pub fn reference(&self, mission: &MissionId) -> ObligationRef {
        ObligationRef { mission: mission.clone(), obligation: self.id.clone() }
    }
}
