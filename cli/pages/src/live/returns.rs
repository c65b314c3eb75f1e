//! The returns that wait for figures, and those that do not.

use app::published::Picture;
use app::returns::Listed;
use askama::Template;
use engine::model::BodyId;
use engine::program::Program;
use words::{english, returns as say};

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/returns.html")]
struct ReturnsPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    rows: Vec<Row<'p>>,
    further: Option<String>,
    table: String,
}

struct Row<'p> {
    href: String,
    body: &'p str,
    period: String,
    told: String,
}

/// What is listed: all there is, what of it is on this page, and where further returns are.
pub type ListedPage<'l> = (&'l [Listed], &'l [Listed], Option<String>);

/// The returns of one body, or of all, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn returns<'p>(
    picture: &'p Picture,
    (all, listed, further): ListedPage<'p>,
    (body, program): (Option<&'p BodyId>, &'p Program),
    access: Access,
) -> askama::Result<String> {
    let open = all.iter().filter(|one| one.counts.asked > 0).count();
    let row = |one: &'p Listed| Row {
        href: address::return_of(&one.body, &one.period.to_string()),
        body: program.catalogue.body_name(&one.body),
        period: english::period(one.period),
        told: say::in_row(&one.counts),
    };
    let page = ReturnsPage {
        frame: Frame::new(picture, access).below_front(),
        sentence: say::heading(open, body.map(|body| program.catalogue.body_name(body))),
        rows: listed.iter().map(row).collect(),
        further,
        table: address::returns_table(body),
    };
    page.render()
}
