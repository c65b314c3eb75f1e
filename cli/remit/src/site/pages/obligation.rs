//! An obligation: who owes what to whom, by when, and what it waits for.

use ::words::english;
use askama::Template;
use engine::model::{Dependency, ObligationRef};
use engine::program::{Mission, Obligation, Part, Program};

use super::frame::Frame;
use crate::site::address::{self, Link};
use crate::site::owed::{body_link, find, measure_link, mission_link, obligation_link, obligations};
use crate::site::words;

#[derive(Template)]
#[template(path = "docs/obligation.html")]
struct ObligationPage<'a> {
    frame: &'a Frame,
    mission: Link,
    board: String,
    obligation: &'a Obligation,
    lead: Link,
    owed: String,
    due: String,
    example: String,
    needs: String,
    patience: String,
    is_weighed: bool,
    parts: Vec<Row>,
    waits_for: Vec<Link>,
    waited_for_by: Vec<Link>,
}

impl ObligationPage<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "index.html";
}

struct Row {
    body: Link,
    owner: String,
    measure: Link,
    rule: Link,
    params: String,
    weight: String,
}

pub(in crate::site) fn obligation(
    frame: &Frame,
    program: &Program,
    mission: &Mission,
    obligation: &Obligation,
) -> askama::Result<String> {
    let terms = &obligation.terms;
    let reference = ObligationRef { mission: mission.id.clone(), obligation: obligation.id.clone() };
    let waiting = obligations(program)
        .filter(|(_, other)| other.terms.awaited_obligations().any(|awaited| *awaited == reference))
        .map(|(mission, other)| obligation_link(mission, other));
    let page = ObligationPage {
        frame,
        mission: mission_link(mission),
        board: mission.board.clone().unwrap_or_default(),
        obligation,
        lead: body_link(program, &obligation.lead),
        owed: owed(obligation),
        due: words::due(terms.due, obligation.every),
        example: example(program, obligation),
        needs: words::joined(terms),
        patience: patience(obligation),
        is_weighed: matches!(terms.needs, engine::model::Needs::Weight(_)),
        parts: obligation.parts().iter().map(|part| row(program, part)).collect(),
        waits_for: terms.depends_on.iter().filter_map(|awaited| awaited_link(program, awaited)).collect(),
        waited_for_by: waiting.collect(),
    };
    page.render()
}

fn row(program: &Program, part: &Part) -> Row {
    let rule = part.duty.rule.id().as_str();
    Row {
        body: body_link(program, &part.by),
        owner: part.owner.clone().unwrap_or_default(),
        measure: measure_link(program, &part.duty.measure),
        rule: Link::new(rule, address::rule(rule)),
        params: words::params(&part.duty.params),
        weight: part.id.contribution().map(|_| english::number(part.weight)).unwrap_or_default(),
    }
}

/// `Every quarter, from Q4 2019`.
fn owed(obligation: &Obligation) -> String {
    let from = english::period(obligation.from);
    let until = obligation.until.map(|last| format!(" to {}", english::period(last))).unwrap_or_default();
    format!("Every {}, from {from}{until}.", ::words::english::cadence(obligation.every))
}

fn example(program: &Program, obligation: &Obligation) -> String {
    let day = obligation.terms.due.day(obligation.from, &program.calendar);
    format!("The first, for {}, by {}.", english::period(obligation.from), english::date(day))
}

fn patience(obligation: &Obligation) -> String {
    let patience = obligation.patience;
    let [pending, keep] = [patience.pending_for, patience.keep_firing_for];
    let none = engine::model::Patience::NONE;
    let fires = if pending == none.pending_for {
        "As soon as it is broken".to_owned()
    } else {
        format!("Once it has been broken for {}", words::wait(pending))
    };
    if keep == none.keep_firing_for {
        return format!("{fires}.");
    }
    format!("{fires}. The alert stays for {} after it is put right.", words::wait(keep))
}

fn awaited_link(program: &Program, awaited: &Dependency) -> Option<Link> {
    match awaited {
        Dependency::Obligation(reference) => {
            find(program, reference).map(|(mission, obligation)| obligation_link(mission, obligation))
        }
        Dependency::Measure(id) => {
            let link = measure_link(program, id);
            Some(Link::new(format!("Every report of: {}", link.text), link.href))
        }
    }
}
