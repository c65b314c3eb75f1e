//! What bodies are asked for, how often, by whom, and what of it twice: of all, who is asked for most first, or of one.

use app::matrix::{BodyBurden, Burden};
use app::published::Picture;
use askama::Template;
use engine::model::BodyId;
use engine::program::Program;
use words::burden as say;

use super::address;
use super::frame::{Access, Frame};
use crate::catalogue::asked_twice;

#[derive(Template)]
#[template(path = "live/burden.html")]
struct BurdenPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    /// How many things are asked for twice; empty where nothing is.
    twice: String,
    rows: Vec<Row<'p>>,
    further: Option<String>,
}

struct Row<'p> {
    href: String,
    name: &'p str,
    measures: usize,
    reports: usize,
    twice: usize,
}

#[derive(Template)]
#[template(path = "live/burden_of.html")]
struct OfBodyPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    asked: Vec<String>,
    twice: Vec<String>,
    body_href: String,
    table: String,
}

/// Every body that is asked for anything: so many are on this page, and this is where further ones are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn burden<'p>(
    picture: &'p Picture,
    (all, listed, further): (&'p Burden, &'p [BodyBurden], Option<String>),
    program: &'p Program,
    access: Access,
) -> askama::Result<String> {
    let row = |one: &'p BodyBurden| Row {
        href: address::burden_of(&one.body),
        name: program.catalogue.body_name(&one.body),
        measures: one.asked.len(),
        reports: one.reports(),
        twice: one.twice.len(),
    };
    let page = BurdenPage {
        frame: Frame::new(picture, access).below_front(),
        sentence: say::heading(all.bodies.len(), all.reports(), all.day),
        twice: say::twice(all.bodies.iter().map(|one| one.twice.len()).sum()).unwrap_or_default(),
        rows: listed.iter().map(row).collect(),
        further,
    };
    page.render()
}

/// What one body is asked for.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn burden_of(
    picture: &Picture,
    burden: &Burden,
    (body, program): (&BodyId, &Program),
    access: Access,
) -> askama::Result<String> {
    let own = burden.bodies.first();
    let asked = own.map(|own| &own.asked[..]).unwrap_or_default();
    let twice = own.map(|own| &own.twice[..]).unwrap_or_default();
    let page = OfBodyPage {
        frame: Frame::new(picture, access).below_front().below(address::BURDEN, "What bodies are asked for"),
        sentence: say::of_body(program.catalogue.body_name(body), burden.reports(), burden.day),
        asked: asked.iter().map(|one| say::asked(&one.measure, one.reports, &one.by, program)).collect(),
        twice: twice.iter().map(|one| asked_twice(one, program)).collect(),
        body_href: address::body(body),
        table: format!("{}&format=csv", address::burden_of(body)),
    };
    page.render()
}
