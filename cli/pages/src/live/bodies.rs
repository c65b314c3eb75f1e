//! Every body that a mission names, the worst first.

use app::matrix::BodyCounts;
use app::published::Picture;
use askama::Template;
use engine::program::Program;
use words::matrix as say;

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/bodies.html")]
struct BodiesPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    rows: Vec<Row<'p>>,
    /// Where the next ones are; none on the last page.
    further: Option<String>,
}

struct Row<'p> {
    href: String,
    name: &'p str,
    counts: &'p BodyCounts,
}

impl<'p> Row<'p> {
    fn of(counts: &'p BodyCounts, program: &'p Program) -> Self {
        let body = &counts.body;
        Self { href: address::body(body), name: program.catalogue.body_name(body), counts }
    }
}

/// So many bodies out of all, on one page; `further` is where the next ones are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn bodies(
    picture: &Picture,
    (all, listed, further): (&[BodyCounts], &[BodyCounts], Option<String>),
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let broken = all.iter().filter(|counts| counts.broken > 0).count();
    let page = BodiesPage {
        frame: Frame::new(picture, access).below_front(),
        sentence: say::of_bodies(all.len(), broken),
        rows: listed.iter().map(|counts| Row::of(counts, program)).collect(),
        further,
    };
    page.render()
}
