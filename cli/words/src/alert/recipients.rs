//! Who is told of an alert: whoever a ladder's step is for, whoever answers for the whole, and the people of each part that broke it or
//! may. While it waits for somebody else, nobody's part is held against them. Whoever was told at an earlier step hears the rest.

use engine::alert::{Alert, AlertKind, StepTold};
use engine::evaluate::AskedBody;
use engine::model::{BodyId, ContributionId, LadderStep, Member, PartId, is_same_person};
use engine::program::Program;
use jiff::civil::Date;

use super::complaint::MOST_NAMED;
use super::cut::reacceptance;
use super::group::open_members;
use super::ladder::{is_board, owner_in_person, person_in_post, role};
use crate::lead::Lead;
use crate::{english, names};

/// A body that is told, with its person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient<'a> {
    pub body: &'a BodyId,
    pub owner: Option<&'a str>,
    /// Whoever holds the post, where the project says so.
    pub people: Vec<&'a str>,
    /// Where messages reach them.
    pub address: Option<&'a str>,
    /// The step of the ladder for which it is told; none where it answers for the whole or a part.
    pub step: Option<&'a StepTold>,
    /// The contributions for which it is told; none where it answers for the whole.
    pub contributions: Vec<&'a ContributionId>,
}

/// Everybody who is told, each person once: whom it went up to last, the lead, those whose parts are named, and the steps between.
pub fn told_to(alert: &Alert) -> Vec<Recipient<'_>> {
    let mut all = vec![of_owner(alert, &alert.lead, alert.owner.as_deref())];
    // What the lead owes alone is its own, and its owner is named already.
    let parts = alert.named().filter(|named| named.part != PartId::Lead);
    for named in parts.filter(|_| !alert.is_held_up()) {
        let (body, owner) = (&named.body, named.owner.as_deref());
        let own = named.part.contribution();
        match all.iter_mut().find(|known| (known.body, known.owner) == (body, owner)) {
            Some(known) => known.contributions.extend(own),
            None => all
                .push(Recipient { contributions: own.into_iter().collect(), ..of_owner(alert, body, owner) }),
        }
    }
    // Whoever owes what is touched by a cut is asked to accept it anew.
    for AskedBody { body, owner, .. } in reacceptance(alert).into_iter().flat_map(|asked| &asked.asked) {
        if !all.iter().any(|known| known.body == body) {
            all.push(of_owner(alert, body, owner.as_deref()));
        }
    }
    // The members of a group owe together what it is to bring about.
    for Member { body, person } in open_members(alert) {
        let of_person = |all: &[Recipient<'_>]| {
            all.iter().any(|known| match person {
                Some(person) => known.people.iter().any(|name| is_same_person(name, person)),
                None => known.body == body,
            })
        };
        if !of_person(&all) {
            let people = person.as_deref().into_iter().collect();
            all.push(Recipient { people, ..of_owner(alert, body, person.as_deref()) });
        }
    }
    // What a group did not bring about is for the board from the beginning.
    let heard = usize::from(alert.id.kind != AlertKind::Group);
    let steps = alert.climb.iter().flat_map(|climb| climb.told.iter().skip(heard)).rev();
    let mut steps = steps.filter(|step| &*step.to != LadderStep::OWNER).map(of_step);
    let last = steps.next();
    last.into_iter().chain(all).chain(steps).collect()
}

fn of_owner<'a>(alert: &'a Alert, body: &'a BodyId, owner: Option<&'a str>) -> Recipient<'a> {
    let post = person_in_post(alert, body, owner);
    Recipient {
        body,
        owner,
        people: post.and_then(|post| post.name.as_deref()).into_iter().collect(),
        address: post.and_then(|post| post.address.as_deref()),
        step: None,
        contributions: Vec::new(),
    }
}

fn of_step(step: &StepTold) -> Recipient<'_> {
    Recipient {
        body: &step.body,
        owner: Some(&step.to),
        people: step.people.iter().map(AsRef::as_ref).collect(),
        address: None,
        step: Some(step),
        contributions: Vec::new(),
    }
}

/// The line of a message that says so; of a great many the first are named.
pub(super) fn line(alert: &Alert, program: &Program, day: Date) -> String {
    let all = told_to(alert);
    // Nobody is asked in a time in which they no longer exist.
    let told = |one: &Recipient<'_>| match Lead::on(day, one.body, program) {
        Lead::Body(body) => name(&Recipient { body, ..one.clone() }, alert, program),
        closed @ Lead::Closed(..) => {
            closed.told(&alert.id.mission, program).unwrap_or_else(|| name(one, alert, program))
        }
    };
    let mut said: Vec<String> = all.iter().take(MOST_NAMED).map(told).collect();
    said.dedup();
    let others = all.len().checked_sub(MOST_NAMED).filter(|others| *others > 0);
    said.extend(others.map(|others| format!("and {}", english::count(others, "other"))));
    format!("To: {}", said.join("; "))
}

fn name(one: &Recipient<'_>, alert: &Alert, program: &Program) -> String {
    let body = program.catalogue.body_name(one.body);
    let Some(step) = one.step else {
        let owner = owner_in_person(alert, one.body, one.owner);
        return names::with_owner(body, owner.as_deref());
    };
    if is_board(step, alert, program) {
        return english::list(&one.people);
    }
    let held =
        if one.people.is_empty() { String::new() } else { format!(": {}", english::list(&one.people)) };
    names::with_owner(body, Some(&format!("{}{held}", role(&step.to))))
}
