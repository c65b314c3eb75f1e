//! An obligation: who owes what to whom, by when, and what it waits for.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use engine::model::{Authority, BodyId, Dependency, Needs, ObligationRef, Party, Period};
use engine::program::{Mission, Obligation, Part, Program, Terms};
use words::alert::kind_of;
use words::commitment::not_pursued;
use words::{class, declaration, english, exception, ladder, relation};

use super::frame::Frame;
use crate::catalogue::address::{self, Link};
use crate::catalogue::cited::{Cited, all_cited};
use crate::catalogue::owed::{
    alike, body_link, find, measure_link, mission_link, obligation_link, obligations,
};
use crate::catalogue::table::Table;

#[derive(Template)]
#[template(path = "docs/obligation.html")]
struct ObligationPage<'a> {
    frame: &'a Frame,
    mission: Link,
    board: String,
    obligation: &'a Obligation,
    /// Of how many it is about each; empty where it is not.
    about: String,
    lead: Link,
    owed: String,
    /// Since when it is not pursued; empty where it is.
    not_pursued: String,
    /// Who does not owe it, for which periods and why.
    excepted: Vec<String>,
    /// What stands in the place of what it is for.
    substitutes: Vec<String>,
    due: String,
    example: String,
    needs: String,
    patience: String,
    /// To whom it goes up; nothing where it has no ladder.
    ladder: Vec<String>,
    /// What says that it is owed; of several terms, those that say something else, each with its first period.
    authority: Vec<(String, Vec<Cited>)>,
    stages: Vec<DueStage>,
    waits_for: Vec<Link>,
    waited_for_by: Vec<Link>,
    /// By title, and in a line.
    relations: Vec<(String, String)>,
    /// How it stood, where a day is asked about.
    stood: Vec<Table>,
}

impl ObligationPage<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "index.html";
}

/// The parts under the terms of some periods.
struct DueStage {
    /// What tells it from the one before; empty where there is but one.
    since: String,
    is_weighed: bool,
    parts: Vec<ObligationRow>,
}

struct ObligationRow {
    body: Link,
    owner: String,
    measure: Link,
    /// Whose figures, where they are not those of the body.
    of: String,
    rule: Link,
    params: String,
    weight: String,
    /// Its share of the whole, what it is expected to bring, and what follows when it is missed.
    stake: Vec<String>,
}

pub(in crate::catalogue) fn obligation(
    frame: &Frame,
    program: &Program,
    (mission, obligation): (&Mission, &Obligation),
    stood: Vec<Table>,
) -> askama::Result<String> {
    let terms = &obligation.terms;
    let declared = obligation.declared_id().clone();
    let reference = ObligationRef { mission: mission.id.clone(), obligation: declared };
    let each = alike(mission, obligation);
    let waiting = obligations(program)
        .filter(|(_, other)| other.terms.awaited_obligations().any(|awaited| *awaited == reference))
        .map(|(mission, other)| obligation_link(mission, other));
    let page = ObligationPage {
        frame,
        mission: mission_link(mission),
        board: mission.board.clone().unwrap_or_default(),
        obligation,
        about: about(program, each),
        lead: body_link(program, &obligation.lead),
        owed: declaration::owed(obligation),
        not_pursued: obligation
            .not_pursued
            .as_ref()
            .map(|stop| english::capitalised(&not_pursued(stop)))
            .unwrap_or_default(),
        excepted: each
            .iter()
            .flat_map(Obligation::exceptions)
            .map(|one| exception::told(one, program))
            .collect(),
        substitutes: obligation
            .all_terms()
            .flat_map(|(from, _)| class::substitutes(&mission.id, obligation, from, program))
            .collect(),
        due: declaration::due_of(obligation),
        example: declaration::first_due(obligation, program.calendar_of(&obligation.lead)),
        needs: declaration::joined_by(obligation),
        patience: declaration::patience(obligation.patience),
        ladder: obligation.ladder.as_deref().map(ladder::steps).unwrap_or_default(),
        authority: authority(obligation),
        stages: stages(program, each),
        waits_for: terms.depends_on.iter().filter_map(|awaited| awaited_link(program, awaited)).collect(),
        waited_for_by: waiting.collect(),
        relations: relation::all_of(&Party::Obligation(reference.clone()), program),
        stood,
    };
    page.render()
}

/// What says that it is owed, under all its terms.
fn authority(obligation: &Obligation) -> Vec<(String, Vec<Cited>)> {
    let mut all: Vec<(String, Vec<Cited>)> = Vec::new();
    let mut before: &[Authority] = &[];
    for (place, (from, terms)) in obligation.all_terms().enumerate() {
        if terms.authority != before {
            let since = if place == 0 { String::new() } else { format!("; {}: ", declaration::since(from)) };
            all.push((since, all_cited(&terms.authority)));
            before = &terms.authority;
        }
    }
    all
}

/// The bodies that it is about, where there is one about each of many.
fn about(program: &Program, each: &[Obligation]) -> String {
    let bodies: BTreeSet<&BodyId> =
        each.iter().filter_map(|owed| owed.one_of.as_ref()).map(|one| &one.body).collect();
    if bodies.is_empty() {
        String::new()
    } else {
        declaration::about_each(bodies.len(), &kind_of(bodies.iter().copied(), program))
    }
}

/// The parts by terms, of each of those that share a declaration.
fn stages(program: &Program, each: &[Obligation]) -> Vec<DueStage> {
    let [first, ..] = each else { return Vec::new() };
    let stage = |(place, (from, terms)): (usize, (Period, &Arc<Terms>))| {
        let parts = each.iter().filter_map(|owed| owed.all_terms().nth(place));
        let parts = parts.flat_map(|(_, terms)| &terms.parts);
        DueStage {
            since: if first.later_terms.is_empty() { String::new() } else { declaration::since(from) },
            is_weighed: matches!(terms.needs, Needs::Weight(_)),
            parts: parts.map(|part| row(program, part)).collect(),
        }
    };
    first.all_terms().enumerate().map(stage).collect()
}

fn row(program: &Program, part: &Part) -> ObligationRow {
    let rule = part.duty.rule.id().as_str();
    ObligationRow {
        body: body_link(program, &part.by),
        owner: part.owner.clone().unwrap_or_default(),
        measure: measure_link(program, &part.duty.measure),
        of: part.of.as_ref().map(|of| format!(" of {}", program.catalogue.body_name(of))).unwrap_or_default(),
        rule: Link::new(rule, address::rule(rule)),
        params: declaration::params(&part.duty.params),
        stake: declaration::stake(&part.stake),
        weight: part.id.contribution().map(|_| english::number(part.weight)).unwrap_or_default(),
    }
}

fn awaited_link(program: &Program, awaited: &Dependency) -> Option<Link> {
    match awaited {
        Dependency::Obligation(reference) => {
            find(program, reference).map(|(mission, obligation)| obligation_link(mission, obligation))
        }
        Dependency::Measure(id) => {
            let link = measure_link(program, id);
            Some(Link::new(declaration::every_report_of(&link.text), link.href))
        }
    }
}
