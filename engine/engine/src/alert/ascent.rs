//! Takes alerts up their ladders: begins, halts and goes on, and says whom a step tells. It decides no verdict and sends nothing.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use super::climb::{Climb, LadderDue, StepTold};
use super::posts::{Post, posts};
use super::record::AlertRecord;
use super::ties::Ties;
use super::{Alert, AlertKind, Change, Severity};
use crate::evaluate::{Evaluator, ObligationIx};
use crate::model::{BodyId, Ladder, LadderStep};
use crate::program::{Obligation, Program};

/// Of so many bodies above a lead it is asked who holds a role: a register may not say where that ends.
const MOST_ABOVE: usize = 16;

/// Lets the clock of a ladder begin, stand still or go on, as the matter stands.
pub(super) fn keep_up(
    record: &mut AlertRecord,
    evaluator: &Evaluator,
    (ix, kind): (ObligationIx, AlertKind),
    ties: &Ties,
    now: Timestamp,
) {
    let owed = evaluator.state().obligation(ix).obligation();
    let is_breach = record.severity == Some(Severity::Breach) && kind == AlertKind::Breach;
    let (Some(ladder), Some(program), true) = (&owed.ladder, evaluator.program(), is_breach) else {
        record.climb = None;
        return;
    };
    let goes_up = record.life.is_matching() && !ties.is_held_up();
    match (&mut record.climb, goes_up) {
        (None, false) => {}
        (None, true) => {
            let first = ladder.steps.first().map(|step| told(step, record, evaluator, ix, program, now));
            record.climb = first.map(Climb::begun);
        }
        (Some(climb), true) => climb.go_on(now),
        (Some(climb), false) => climb.halt(climb.calendar(program), now),
    }
}

/// What has fallen due on the ladder of an alert, and is taken by that.
pub(super) fn take_due(
    record: &mut AlertRecord,
    evaluator: &Evaluator,
    ix: ObligationIx,
    now: Timestamp,
) -> Option<Change> {
    let owed = evaluator.state().obligation(ix).obligation();
    let (ladder, program) = (owed.ladder.as_ref()?, evaluator.program()?);
    let climb = record.climb.as_ref()?;
    match climb.due(ladder, climb.calendar(program), now)? {
        LadderDue::Reminder => {
            record.climb.as_mut()?.heard_at = now;
            Some(Change::Reminded)
        }
        LadderDue::Step(step) => {
            let step = told(ladder.steps.get(step)?, record, evaluator, ix, program, now);
            record.climb.as_mut()?.take(step);
            Some(Change::Escalated)
        }
    }
}

/// When an alert that people were told of is looked at next for its ladder and its posts.
pub(super) fn next_look(
    record: &AlertRecord,
    evaluator: &Evaluator,
    ix: ObligationIx,
    now: Timestamp,
) -> Option<Timestamp> {
    let told = record.told.as_ref()?;
    let program = evaluator.program()?;
    let calendar = &program.calendar;
    let ladder = evaluator.state().obligation(ix).obligation().ladder.as_ref();
    let climb = record.climb.as_ref().zip(ladder);
    let due = climb
        .and_then(|(climb, ladder): (&Climb, &Arc<Ladder>)| climb.next_due(ladder, climb.calendar(program)));
    let today = calendar.day(now);
    let changes =
        told.posts.iter().filter_map(|post| program.roster.next_change(&post.body, &post.role, today));
    due.into_iter().chain(changes.map(|day| calendar.start_of_day(day))).min()
}

/// Whether another person holds a post than the one that people were told.
pub(super) fn have_posts_changed(told: &Alert, owed: &Obligation, program: &Program, now: Timestamp) -> bool {
    let roster = &program.roster;
    if roster.is_empty() && told.posts.is_empty() {
        return false;
    }
    let lead = (&told.lead, owed.owner.as_deref());
    posts(roster, lead, told.owners(), program.calendar.day(now)) != told.posts
}

/// That a matter is for the board, whatever ladder it has.
pub(super) fn up_to_board(
    record: &AlertRecord,
    evaluator: &Evaluator,
    ix: ObligationIx,
    program: &Program,
    now: Timestamp,
) -> Climb {
    let board = LadderStep { to: LadderStep::BOARD.into(), body: None, after: 0 };
    Climb::begun(told(&board, record, evaluator, ix, program, now))
}

/// A step with whoever holds its role now.
fn told(
    step: &LadderStep,
    record: &AlertRecord,
    evaluator: &Evaluator,
    ix: ObligationIx,
    program: &Program,
    now: Timestamp,
) -> StepTold {
    let state = evaluator.state().obligation(ix);
    let owed = state.obligation();
    let last = record.last_opened(evaluator, ix);
    let lead = last.map_or(&owed.lead, |last| &last.lead);
    let day = program.calendar.day(now);
    let (body, mut people) = match &step.body {
        Some(body) => (body.clone(), holders(program, body, &step.to, day)),
        None if &*step.to == LadderStep::OWNER => (lead.clone(), owners(program, lead, owed, day)),
        None => at_or_above(program, lead, &step.to, day),
    };
    if people.is_empty() && step.body.is_none() && &*step.to == LadderStep::BOARD {
        let board = program.missions.get(&state.mission.id).and_then(|mission| mission.board.as_deref());
        people.extend(board.map(Arc::from));
    }
    StepTold { to: Arc::clone(&step.to), body, people, at: now }
}

fn owners(program: &Program, lead: &BodyId, owed: &Obligation, day: Date) -> Vec<Arc<str>> {
    let declared = owed.owner.as_deref();
    match Post::of(&program.roster, lead, declared, day) {
        Some(post) => post.name.into_iter().collect(),
        None => declared.map(Arc::from).into_iter().collect(),
    }
}

fn holders(program: &Program, body: &BodyId, role: &str, day: Date) -> Vec<Arc<str>> {
    program.roster.holders(body, role, day).map(|person| Arc::clone(&person.name)).collect()
}

/// Whoever holds a role at a body, or else at the nearest body above it where anybody does.
fn at_or_above(program: &Program, lead: &BodyId, role: &str, day: Date) -> (BodyId, Vec<Arc<str>>) {
    let above = |body: &&BodyId| program.catalogue.bodies.get(*body)?.parent.as_ref();
    let bodies = std::iter::successors(Some(lead), above).take(MOST_ABOVE);
    let mut held = bodies.map(|body| (body.clone(), holders(program, body, role, day)));
    held.find(|(_, people)| !people.is_empty()).unwrap_or_else(|| (lead.clone(), Vec::new()))
}
