//! The page of one body: what it owes and is owed, what others wait for, and how its figures and reports stand.

use app::matrix::BodyLists;
use app::published::Picture;
use askama::Template;
use engine::Engine;
use engine::program::Program;
use words::matrix as say;

use super::address;
use super::files::CameIn;
use super::frame::{Access, Frame};
use super::panels::{PanelLink, panels_that_speak};
use super::tabled::tabled;
use crate::catalogue::{Table, body_sentences};

#[derive(Template)]
#[template(path = "live/body.html")]
struct BodyPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    /// Each under what it is.
    lists: Vec<(&'static str, Vec<String>)>,
    panels: Vec<PanelLink>,
    stood: Vec<Table>,
    came_in: CameIn,
    returns: String,
    burden: String,
}

/// One body, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn body(
    picture: &Picture,
    lists: &BodyLists,
    (engine, program): (&Engine, &Program),
    access: Access,
) -> askama::Result<String> {
    let (owed, broken) = lists.counts();
    let page = BodyPage {
        frame: Frame::new(picture, access).below_front().below(address::BODIES, "Bodies"),
        sentence: say::of_body(program.catalogue.body_name(&lists.body), owed, broken),
        lists: body_sentences(lists, program),
        panels: panels_that_speak(picture, (engine, program), |cell| cell.body == lists.body),
        stood: tabled(picture, engine, |stood| stood.of_body(&lists.body)),
        came_in: CameIn::of(engine, |cell| cell.body == lists.body),
        returns: address::returns_of(&lists.body),
        burden: address::burden_of(&lists.body),
    };
    page.render()
}
