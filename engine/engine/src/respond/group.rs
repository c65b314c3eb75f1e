//! A group that is opened by a reply: who is in it, and what must hold for it to close. Every name is one that the project knows.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::refusal::Refusal;
use super::reply::GroupWords;
use crate::Engine;
use crate::evaluate::ObligationState;
use crate::model::{BodyId, ExitTest, Group, LadderStep, MeasureId, Member, ObligationRef, is_same_person};
use crate::program::Program;

/// Behind this the name of a document stands in an exit test.
const DOCUMENT: &str = "document:";
/// The exit test of the obligation for which the group is opened.
const MET: &str = "met";
/// Of more periods than so many nobody asks that they be met.
const MOST_PERIODS: u32 = 1_000;

/// Who opens a group, for which alert, and when.
pub(super) struct Opening<'a> {
    pub(super) engine: &'a Engine,
    pub(super) program: &'a Program,
    pub(super) alert: &'a str,
    pub(super) owed: &'a ObligationState,
    pub(super) by: &'a str,
    pub(super) now: Timestamp,
}

impl Opening<'_> {
    /// The group with every name looked up.
    pub(super) fn group(&self, words: GroupWords) -> Result<Group, Refusal> {
        self.check_board()?;
        let evaluator = &self.engine.evaluator;
        if evaluator.responses().open_group(self.owed.reference()).is_some() {
            return Err(Refusal::GroupOpen { alert: self.alert.to_owned() });
        }
        let mut members: Vec<Member> = Vec::new();
        for named in words.members {
            let member = self.member(named.trim())?;
            if members.contains(&member) {
                return Err(Refusal::MemberTwice { member: named });
            }
            members.push(member);
        }
        if members.is_empty() {
            return Err(Refusal::NoMembers);
        }
        let exit_test = self.exit_test(words.exit_test.trim())?;
        if evaluator.holds(&exit_test, self.program, self.now) {
            return Err(Refusal::HoldsAlready { exit_test: words.exit_test });
        }
        Ok(Group { members, exit_test, closed_at: None })
    }

    fn today(&self) -> Date {
        self.program.calendar.day(self.now)
    }

    /// There is a board to answer to. Where the mission is guarded, somebody opens the group who may speak for it.
    fn check_board(&self) -> Result<(), Refusal> {
        let mission = &self.owed.mission;
        let today = self.today();
        let lead = &self.owed.obligation().lead;
        let above = |body: &&BodyId| self.program.catalogue.bodies.get(*body)?.parent.as_ref();
        let bodies = std::iter::successors(Some(lead), above).take(MOST_ABOVE);
        let roster = &self.program.roster;
        let holders: Vec<&Arc<str>> = bodies
            .flat_map(|body| roster.holders(body, LadderStep::BOARD, today).map(|person| &person.name))
            .collect();
        if mission.board.is_none() && holders.is_empty() {
            return Err(Refusal::NoBoard { mission: mission.id.clone() });
        }
        if mission.approvers.is_empty() {
            return Ok(());
        }
        let approvers = mission.approvers.iter().filter(|approver| approver.may_sign_on(today));
        let may: Vec<&Arc<str>> =
            holders.into_iter().chain(approvers.map(|approver| &approver.name)).collect();
        if may.iter().any(|name| is_same_person(name, self.by)) {
            return Ok(());
        }
        let known = may.into_iter().map(ToString::to_string).collect();
        Err(Refusal::NotOfTheBoard { by: self.by.to_owned(), mission: mission.id.clone(), known })
    }

    /// A body of the register, or somebody who holds a post.
    fn member(&self, named: &str) -> Result<Member, Refusal> {
        if named == self.owed.reference().to_string() || named == self.alert {
            return Err(Refusal::OwnMember { alert: self.alert.to_owned() });
        }
        let today = self.today();
        let body = self.program.catalogue.bodies.get(named).filter(|body| body.is_open_on(today));
        if let Some(body) = body {
            return Ok(Member { body: body.id.clone(), person: None });
        }
        let mut in_posts = self.program.roster.all().iter().filter(|person| person.holds_on(today));
        let person = in_posts.find(|person| is_same_person(&person.name, named));
        let member =
            person.map(|person| Member { body: person.body.clone(), person: Some(Arc::clone(&person.name)) });
        member.ok_or_else(|| {
            let in_posts = self.program.roster.all().iter().filter(|person| person.holds_on(today));
            let people = in_posts.map(|person| person.name.to_string());
            let bodies = self.program.catalogue.bodies.keys().map(ToString::to_string);
            Refusal::UnknownMember { member: named.to_owned(), known: bodies.chain(people).collect() }
        })
    }

    /// `met`, `mission/obligation` or `document:plan`, with `:3` for so many periods, or `/body` for whose document it is.
    fn exit_test(&self, text: &str) -> Result<ExitTest, Refusal> {
        let unknown = || Refusal::UnknownExitTest { exit_test: text.to_owned(), known: self.exit_tests() };
        if let Some(named) = text.strip_prefix(DOCUMENT) {
            let (document, body) = match named.split_once('/') {
                Some((document, body)) => (document, BodyId::new(body)),
                None => (named, self.owed.obligation().lead.clone()),
            };
            let document = MeasureId::new(document);
            let catalogue = &self.program.catalogue;
            let is_known = catalogue.is_document(&document) && catalogue.bodies.contains_key(&body);
            return if is_known { Ok(ExitTest::InForce { document, body }) } else { Err(unknown()) };
        }
        let (named, periods) = match text.rsplit_once(':') {
            Some((named, periods)) => (named, periods.parse().map_err(|_| unknown())?),
            None => (text, 1),
        };
        let named = if named.is_empty() { MET } else { named };
        if !(1..=MOST_PERIODS).contains(&periods) {
            return Err(unknown());
        }
        let obligation = if named == MET {
            self.owed.reference().clone()
        } else {
            self.obligation(named).ok_or_else(unknown)?
        };
        Ok(ExitTest::Met { obligation, periods })
    }

    fn obligation(&self, named: &str) -> Option<ObligationRef> {
        let (mission, obligation, rest) = self.program.named(named)?;
        rest.is_none().then(|| obligation.reference(&mission.id))
    }

    fn exit_tests(&self) -> Vec<String> {
        let missions = self.program.missions.values();
        let obligations = missions.flat_map(|mission| {
            mission.obligations.iter().map(|owed| owed.reference(&mission.id).to_string())
        });
        std::iter::once(MET.to_owned()).chain(obligations).collect()
    }
}

/// Of so many bodies above a lead it is asked who sits on the board: a register may not say where that ends.
const MOST_ABOVE: usize = 16;
