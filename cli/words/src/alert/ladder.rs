//! How far an alert went up its ladder, and in whose hands it is: who was told before, who is asked now and by when, to whom it goes
//! next. Who replied what stands with the responses.

use engine::alert::{Alert, AlertKind, Climb, Post, StepTold};
use engine::model::{Calendar, Ladder, LadderStep, Response, ResponseKind, is_same_person};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::english;

/// What is said of it, a sentence without its full stop for each thing. What would have happened after `told_until` is said as that: nobody heard of it.
pub fn standing_on_ladder(alert: &Alert, program: &Program, told_until: Timestamp) -> Vec<String> {
    let calendar = &program.calendar;
    let mut said: Vec<String> =
        alert.posts.iter().filter_map(|post| handed_over(post, alert, program)).collect();
    let Some((climb, ladder)) = climb(alert, program) else { return said };
    if climb.told.len() > 1 {
        let (heard, supposed): (Vec<_>, Vec<_>) = climb.told.iter().partition(|step| step.at <= told_until);
        let these = |lead: &str, steps: Vec<&StepTold>| {
            let steps: Vec<String> = steps.into_iter().map(|step| told(step, calendar)).collect();
            (!steps.is_empty()).then(|| format!("{lead}: {}", english::list(&steps)))
        };
        said.extend(these("Told so far", heard));
        said.extend(these("Would have been told by then", supposed));
    }
    if let Some(day) = reply_by(alert, program) {
        said.push(format!("A reply is asked for by {}", english::date(day)));
    }
    said.extend(next(alert, climb, ladder, program));
    said
}

/// An alert's place on its ladder, while it is declared.
pub fn climb<'a>(alert: &'a Alert, program: &'a Program) -> Option<(&'a Climb, &'a Ladder)> {
    let owed = program.obligation(&alert.id.obligation_ref()).filter(|_| alert.id.kind == AlertKind::Breach);
    let ladder = owed?.ladder.as_deref()?;
    Some((alert.climb.as_ref()?, ladder))
}

/// The last day on which whoever an alert went up to last is asked to reply; none while its clock stands still. Who took the owner's post over is not late with what
/// another was asked.
pub fn reply_by(alert: &Alert, program: &Program) -> Option<Date> {
    let (climb, ladder) = climb(alert, program).filter(|(climb, _)| climb.halted_at.is_none())?;
    let of_lead = person_in_post(alert, &alert.lead, alert.owner.as_deref());
    let taken_over = of_lead.and_then(|post| post.since).filter(|_| climb.told.len() == 1);
    climb.reply_by(ladder, taken_over, climb.calendar(program))
}

/// A role as people say it.
pub(super) fn role(role: &str) -> String {
    role.replace('-', " ")
}

/// Whoever took a step's role, by name where that is known: `the senior responsible owner (Bo Lee)`.
pub(super) fn whom(step: &StepTold) -> String {
    let to = role(&step.to);
    let people: Vec<&str> = step.people.iter().map(AsRef::as_ref).collect();
    if people.is_empty() { format!("the {to}") } else { format!("the {to} ({})", english::list(&people)) }
}

fn told(step: &StepTold, calendar: &Calendar) -> String {
    format!("{} on {}", whom(step), english::date(calendar.day(step.at)))
}

fn next(alert: &Alert, climb: &Climb, ladder: &Ladder, program: &Program) -> Option<String> {
    let next = ladder.steps.get(climb.told.len())?;
    let to = role(&next.to);
    if climb.halted_at.is_some() {
        let because = if alert.is_held_up() { "it is held up by somebody else" } else { "it is not broken" };
        return Some(format!("It does not go up to the {to} while {because}"));
    }
    let (_, moment) = climb.next_step(ladder, climb.calendar(program))?;
    let day = english::date(program.calendar.day(moment));
    Some(format!("It goes up to the {to} on {day} unless it is met, extended or waived before"))
}

/// A post that passed to somebody else since the matter was opened.
fn handed_over(post: &Post, alert: &Alert, program: &Program) -> Option<String> {
    let opened = program.calendar.day(alert.since);
    let (body, role) = (program.catalogue.body_name(&post.body), role(&post.role));
    let Some(name) = &post.name else {
        let before = post.before.as_ref().map(|before| format!(", and {before} held it last"));
        return Some(format!("Nobody holds the post `{role}` at {body}{}", before.unwrap_or_default()));
    };
    let since = post.since.filter(|since| *since > opened)?;
    let accepted = |response: &&Response| {
        let is_later = program.calendar.day(response.at) >= since;
        let submission = &response.submission;
        is_later && submission.kind == ResponseKind::Accept && is_same_person(&submission.by, name)
    };
    let before = post.before.as_ref().map(|before| format!(" from {before}")).unwrap_or_default();
    let passed = format!("The post `{role}` at {body} passed on {}{before} to {name}", english::date(since));
    Some(match alert.responses.iter().find(accepted) {
        Some(_) => format!("{passed}, who accepted the matter"),
        None => format!("{passed}, who has not accepted the matter yet"),
    })
}

/// The people behind an owner: the owner as declared, with whoever holds that post.
pub(super) fn person_in_post<'a>(
    alert: &'a Alert,
    body: &engine::model::BodyId,
    owner: Option<&str>,
) -> Option<&'a Post> {
    alert.posts.iter().find(|post| post.body == *body && post.owner.as_deref() == owner)
}

/// An owner as people read it: `Director, homelessness: Ann Hay`.
pub fn owner_in_person(alert: &Alert, body: &engine::model::BodyId, owner: Option<&str>) -> Option<String> {
    let Some(post) = person_in_post(alert, body, owner) else { return owner.map(str::to_owned) };
    let Some(name) = &post.name else { return Some(role(&post.role)) };
    if owner.is_some_and(|owner| is_same_person(owner, name)) {
        return owner.map(str::to_owned);
    }
    Some(format!("{}: {name}", role(&post.role)))
}

/// Whether a step was told the board that the mission names, and no person.
pub(super) fn is_board(step: &StepTold, alert: &Alert, program: &Program) -> bool {
    let mission = program.missions.get(&alert.id.mission);
    let board = mission.and_then(|mission| mission.board.as_deref());
    &*step.to == LadderStep::BOARD
        && board.is_some_and(|board| step.people.iter().any(|name| &**name == board))
}
