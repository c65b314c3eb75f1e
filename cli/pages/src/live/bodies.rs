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

/// Every body, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn bodies(
    picture: &Picture,
    bodies: &[BodyCounts],
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let broken = bodies.iter().filter(|counts| counts.broken > 0).count();
    let page = BodiesPage {
        frame: Frame::new(picture, access).below_front(),
        sentence: say::of_bodies(bodies.len(), broken),
        rows: bodies.iter().map(|counts| Row::of(counts, program)).collect(),
    };
    page.render()
}
