//! `remit matrix`: what each body owes for each outcome, and how it stands; or all of one body. Writes nothing, and judges nothing
//! beyond what `run` would.

use app::as_of::{PastState, as_of_day};
use app::chasing::supply;
use app::matrix::{AllLists, BodyLists, BodyReport, Matrix, MatrixReport};
use app::project;
use app::reading;
use engine::model::{BodyId, MissionId};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::diagnostic::Diagnostic;
use words::question;

use super::advice::tell_clock;
use super::said;
use crate::args::{MatrixArgs, MatrixFormat};
use crate::exit::Exit;
use crate::render::{Bars, MatrixHeading, body_lists, matrix_page};
use pages::tables::{body_table, matrix_table};

/// Shows the matrix, or the lists of one body.
pub(super) fn matrix_of(args: &MatrixArgs) -> anyhow::Result<Exit> {
    let now = Timestamp::now();
    let (project, faults) = project::load_agreed(&mut project::compiler(), &args.dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    tell_clock(&project, now);
    let day = args.as_of.unwrap_or_else(|| project.program.calendar.day(now));
    let (title, supply) = (project.title.clone(), supply(&project.settings));
    let (past, gathered) = as_of_day(project, day, &Bars::default())?;
    for fault in &gathered.feed_faults {
        said::complain(&reading::describe(fault));
    }
    let heading = MatrixHeading { title: &title, judged_by: past.judged_by, all: args.all };
    let Some(program) = past.engine.program().filter(|program| is_declared(args, program)) else {
        said::complain(question::NOT_DECLARED);
        return Ok(Exit::Unusable);
    };
    match args.body.as_deref().map(BodyId::new) {
        None => tell_matrix(args, &past, program, (day, &heading))?,
        Some(body) => {
            if let Some(lists) = AllLists::of(&past.engine, &supply, day) {
                tell_body(args, &lists.body(&body), program, &heading)?;
            }
        }
    }
    let is_sound = gathered.feed_faults.is_empty() && !faults.iter().any(Diagnostic::is_error);
    Ok(if is_sound { Exit::Quiet } else { Exit::Unusable })
}

fn is_declared(args: &MatrixArgs, program: &Program) -> bool {
    let has_mission = args.mission.as_deref().is_none_or(|mission| program.missions.contains_key(mission));
    has_mission && args.body.as_deref().is_none_or(|body| program.catalogue.bodies.contains_key(body))
}

fn tell_matrix(
    args: &MatrixArgs,
    past: &PastState,
    program: &Program,
    (day, heading): (Date, &MatrixHeading<'_>),
) -> anyhow::Result<()> {
    let mission = args.mission.as_deref().map(MissionId::new);
    let Some(matrix) = Matrix::of(&past.engine, day, mission.as_ref()) else { return Ok(()) };
    match args.format {
        MatrixFormat::Text => said::answer(&matrix_page(heading, &matrix, program)),
        MatrixFormat::Json => {
            said::answer_json(&serde_json::to_string_pretty(&MatrixReport::new(&matrix, program))?)
        }
        MatrixFormat::Csv => said::answer_as_it_is(&matrix_table(&matrix, program)),
    }
}

fn tell_body(
    args: &MatrixArgs,
    lists: &BodyLists,
    program: &Program,
    heading: &MatrixHeading<'_>,
) -> anyhow::Result<()> {
    match args.format {
        MatrixFormat::Text => said::answer(&body_lists(heading, lists, program)),
        MatrixFormat::Json => {
            said::answer_json(&serde_json::to_string_pretty(&BodyReport::new(lists, program))?)
        }
        MatrixFormat::Csv => said::answer_as_it_is(&body_table(lists, program)),
    }
}
