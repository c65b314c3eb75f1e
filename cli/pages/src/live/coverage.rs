//! What rests with nobody: outcomes that nobody owes, measures by which nobody is judged, and bodies that no obligation touches.

use app::matrix::Coverage;
use app::published::Picture;
use askama::Template;
use engine::model::MeasureId;
use engine::program::Program;
use words::burden as say;

use super::address;
use super::frame::{Access, Frame};

/// So many are listed of each kind.
const MOST_LISTED: usize = 200;

#[derive(Template)]
#[template(path = "live/coverage.html")]
struct CoveragePage<'p> {
    frame: Frame<'p>,
    sentence: String,
    lists: Vec<List<'p>>,
}

struct List<'p> {
    over: &'static str,
    all: usize,
    links: Vec<Link<'p>>,
}

struct Link<'p> {
    href: String,
    text: &'p str,
}

impl List<'_> {
    fn more(&self) -> usize {
        self.all - self.links.len()
    }
}

/// What rests with nobody, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn coverage<'p>(
    picture: &'p Picture,
    coverage: &'p Coverage,
    program: &'p Program,
    access: Access,
) -> askama::Result<String> {
    let Coverage { outcomes, unjudged, untouched, open, .. } = coverage;
    let register = &program.catalogue;
    let measures = |over, all: &'p [MeasureId]| List {
        over,
        all: all.len(),
        links: all
            .iter()
            .take(MOST_LISTED)
            .map(|id| Link { href: address::measure(id), text: register.measure_title(id) })
            .collect(),
    };
    let bodies = untouched.iter().take(MOST_LISTED);
    let bodies = bodies.map(|id| Link { href: address::body(id), text: register.body_name(id) });
    let page = CoveragePage {
        frame: Frame::new(picture, access).of_now_alone().below_front(),
        sentence: say::coverage(outcomes.len(), unjudged.len(), untouched.len(), *open),
        lists: vec![
            measures(say::OUTCOMES, outcomes),
            measures(say::UNJUDGED, unjudged),
            List { over: say::UNTOUCHED, all: untouched.len(), links: bodies.collect() },
        ],
    };
    page.render()
}
