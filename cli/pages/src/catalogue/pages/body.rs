//! A body: what it owes.

use askama::Template;
use engine::model::{Body, BodyId, Party};
use engine::program::{Mission, Obligation, Program};
use words::{declaration, english, relation};

use super::frame::Frame;
use crate::catalogue::address::Link;
use crate::catalogue::owed::{
    Owed, body_link, measure_link, mission_link, obligation_link, obligations, owed, owing,
};
use crate::catalogue::table::Table;

#[derive(Template)]
#[template(path = "docs/body.html")]
struct BodyPage<'a> {
    frame: &'a Frame,
    name: &'a str,
    facts: Vec<(&'static str, String)>,
    parent: Option<Link>,
    leads: Vec<BodyRow>,
    contributes: Vec<BodyRow>,
    /// By title, and in a line.
    relations: Vec<(String, String)>,
    /// How it stood, where a day is asked about.
    stood: Vec<Table>,
}

impl BodyPage<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "bodies.html";
}

struct BodyRow {
    obligation: Link,
    mission: Link,
    /// That of a contribution.
    measure: Option<Link>,
    owner: String,
    due: String,
}

pub(in crate::catalogue) fn body(
    frame: &Frame,
    program: &Program,
    id: &BodyId,
    stood: Vec<Table>,
) -> askama::Result<String> {
    let body = program.catalogue.bodies.get(id);
    let parts = owed(program);
    let own = parts.iter().filter(|owed| owed.part.by == *id && owed.is_contribution());
    let parent = body.and_then(|body| body.parent.as_ref()).filter(|parent| owing(program).contains(parent));
    let page = BodyPage {
        frame,
        name: program.catalogue.body_name(id),
        facts: body.map(|body| facts(program, body)).unwrap_or_default(),
        parent: parent.map(|parent| body_link(program, parent)),
        leads: obligations(program)
            .filter(|(_, obligation)| obligation.lead == *id)
            .map(|(mission, obligation)| lead_row(mission, obligation))
            .collect(),
        contributes: own.map(|owed| contribution_row(program, owed)).collect(),
        relations: relation::all_of(&Party::Body(id.clone()), program),
        stood,
    };
    page.render()
}

fn facts(program: &Program, body: &Body) -> Vec<(&'static str, String)> {
    let names = |bodies: &[BodyId]| {
        let names: Vec<&str> = bodies.iter().map(|body| program.catalogue.body_name(body)).collect();
        english::list(&names)
    };
    let facts = [
        ("Identifier", Some(body.id.to_string())),
        ("Kind", Some(body.kind.clone())),
        ("Bank holidays", body.jurisdiction.as_ref().map(|jurisdiction| format!("those of {jurisdiction}"))),
        ("Codes in feeds", Some(body.codes.join(", "))),
        ("Opened", body.opened.map(english::date)),
        ("Closed", body.closed.map(english::date)),
        ("Followed by", Some(names(&body.successors))),
    ];
    facts.into_iter().filter_map(|(name, fact)| Some((name, fact.filter(|fact| !fact.is_empty())?))).collect()
}

fn lead_row(mission: &Mission, obligation: &Obligation) -> BodyRow {
    BodyRow {
        obligation: obligation_link(mission, obligation),
        mission: mission_link(mission),
        measure: None,
        owner: obligation.owner.clone().unwrap_or_default(),
        due: declaration::due_of(obligation),
    }
}

fn contribution_row(program: &Program, owed: &Owed<'_>) -> BodyRow {
    BodyRow {
        obligation: obligation_link(owed.mission, owed.obligation),
        mission: mission_link(owed.mission),
        measure: Some(measure_link(program, &owed.part.duty.measure)),
        owner: owed.part.owner.clone().unwrap_or_default(),
        due: declaration::due_of(owed.obligation),
    }
}
