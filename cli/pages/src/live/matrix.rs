//! The matrix: the outcomes of each mission by its worst bodies, with the counts before anybody is named.

use app::matrix::{Matrix, MatrixCounts, MissionMatrix, Owed, RowSubject};
use app::published::Picture;
use askama::Template;
use engine::program::Program;
use words::board_state::BoardState;
use words::matrix::{self as say, FieldCounts};
use words::names::Names;

use super::address;
use super::frame::{Access, Frame};
use super::mark::Mark;
use crate::catalogue::{field_word, title_of};

/// So many bodies stand beside each other.
const MOST_BODIES: usize = 10;

#[derive(Template)]
#[template(path = "live/matrix.html")]
struct MatrixPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    missions: Vec<Grid<'p>>,
    key: &'static str,
    /// Outcomes by which nothing is judged; empty where there are none.
    unowned: String,
}

/// One mission.
struct Grid<'p> {
    title: &'p str,
    href: String,
    counted: String,
    /// With where the page of each is.
    bodies: Vec<(&'p str, String)>,
    rows: Vec<Row<'p>>,
    /// Bodies that are not shown; empty where all are.
    more: String,
    /// Empty fields to which a relation leads, a sentence each.
    pointed: Vec<String>,
}

struct Row<'p> {
    title: String,
    /// None of one that is no obligation.
    href: Option<String>,
    fields: Vec<Field<'p>>,
}

/// What stands in one field.
struct Field<'p> {
    /// Whose it is.
    body: &'p str,
    word: &'p str,
    /// None where nothing is owed.
    mark: Option<Mark>,
}

impl Field<'_> {
    /// Whether there is so little to say that a narrow page leaves it out.
    fn is_empty(&self) -> bool {
        self.word == say::NOTHING
    }
}

/// The matrix of every mission, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn matrix(
    picture: &Picture,
    matrix: &Matrix,
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let bodies = matrix.bodies();
    let duties = bodies.iter().map(|counts| counts.owed).sum();
    let broken = bodies.iter().map(|counts| counts.broken).sum();
    let missions = matrix.missions.iter().filter(|mission| !mission.rows.is_empty());
    let unowned = (!matrix.unowned.is_empty()).then(|| say::unowned(&matrix.unowned, program));
    let page = MatrixPage {
        frame: Frame::new(picture, access).below_front(),
        sentence: say::of_duties(duties, broken),
        missions: missions.map(|mission| grid(mission, program)).collect(),
        key: say::KEY,
        unowned: unowned.unwrap_or_default(),
    };
    page.render()
}

fn grid<'p>(mission: &'p MissionMatrix, program: &'p Program) -> Grid<'p> {
    let names = Names { program };
    let shown = &mission.bodies[..mission.bodies.len().min(MOST_BODIES)];
    let MatrixCounts { owed, broken, led, empty, excepted, .. } = mission.counts();
    let (outcomes, bodies) = (mission.rows.len(), mission.bodies.len());
    let counts = FieldCounts { outcomes, bodies, owed, broken, led, empty, excepted };
    let untold = mission.bodies.len() - shown.len();
    Grid {
        title: program.missions.get(&mission.mission).map_or("", |declared| &declared.title),
        href: address::mission(&mission.mission),
        counted: say::counted(counts),
        bodies: shown.iter().map(|body| (names.body(body), address::body(body))).collect(),
        rows: (0..mission.rows.len()).map(|place| row(mission, place, program)).collect(),
        more: if untold > 0 { say::and_more_bodies(untold) } else { String::new() },
        pointed: mission
            .pointed()
            .map(|(outcome, body, relations)| {
                say::pointed(body, &title_of(outcome, program), relations, program)
            })
            .collect(),
    }
}

fn row<'p>(mission: &'p MissionMatrix, place: usize, program: &'p Program) -> Row<'p> {
    let outcome = &mission.rows[place];
    let fields = mission.bodies.iter().take(MOST_BODIES).map(|body| {
        let cell = mission.cell(place, body);
        let worst = cell.and_then(|cell| cell.owed()).and_then(Owed::worst);
        Field {
            body: Names { program }.body(body),
            word: cell.map_or("", field_word),
            mark: worst.map(|worst| Mark::of(BoardState::of_verdict(worst))),
        }
    });
    Row {
        title: title_of(outcome, program),
        href: match outcome {
            RowSubject::Obligation { reference, .. } => Some(address::obligation(reference)),
            RowSubject::Measure(measure) => Some(address::measure(measure)),
        },
        fields: fields.collect(),
    }
}
