//! What the board would have known on another day: the end of a walk through the whole history. It writes nothing.

use std::path::Path;
use std::sync::Arc;

use engine::components::Components;
use engine::model::ObligationRef;
use engine::program::Program;
use engine::{Effects, Engine};
use jiff::{Timestamp, civil::Date};
use plugins::feeds::FeedError;
use plugins::settings::Settings;
use plugins::stores::StoreError;
use rules::source::Sources;

use crate::connect;
use crate::history::{History, InForce, Past, by_moment, walk};
use crate::progress::Progress;
use crate::project::Project;
use crate::reading::{FileReading, Readings, read_feeds};
use crate::receipts::Receipts;

/// An engine as it would have stood, and what became of the files that were read for it.
pub struct PastState {
    pub engine: Engine,
    /// What became of the files.
    pub receipts: Receipts,
    /// How many rules were run.
    pub evaluated: usize,
    /// Every program that was ever in force, in order.
    pub in_force: Vec<InForce>,
}

/// How much of a program is walked through history.
#[derive(Clone, Copy, Debug)]
pub enum Extent<'a> {
    Whole,
    /// An obligation with everything that hangs together with it: nothing else has a bearing on it.
    Around(&'a ObligationRef),
}

impl Extent<'_> {
    fn of(self, program: Program) -> Program {
        let Self::Around(obligation) = self else { return program };
        let components = Components::of(Arc::new(program.clone()));
        match components.containing(obligation) {
            Some(place) => components.narrowed([&components.all()[place]]),
            None => program,
        }
    }
}

/// Looks back at a project with what stands on its ledger and in its feeds: at the end of `day`, or at this moment.
///
/// # Errors
/// The ledger cannot be read.
pub fn look_back_in(
    project: &Project,
    day: Option<Date>,
    progress: &dyn Progress,
) -> Result<(PastState, Vec<FeedError>), StoreError> {
    look_back_watching(project, day, Extent::Whole, progress, &mut |_| {})
}

/// Looks back as above; `each` sees what every step on the way led to.
///
/// # Errors
/// The ledger cannot be read.
pub fn look_back_watching(
    project: &Project,
    day: Option<Date>,
    extent: Extent<'_>,
    progress: &dyn Progress,
    each: &mut dyn FnMut(Effects),
) -> Result<(PastState, Vec<FeedError>), StoreError> {
    let now = Timestamp::now();
    let as_of = day.map_or(now, |day| project.program.calendar.last_moment(day));
    let Project { dir, settings, .. } = project;
    let program = extent.of(project.program.clone());
    let past = Past::at(&dir.join(&settings.store))?;
    let Readings { files, faults } =
        read_feeds(dir, &connect::feeds(settings), &program.catalogue, now, progress);
    Ok((walk_through(program, past, files, as_of, each), faults))
}

/// Looks back at the same history by older texts of a project, with its settings as they are now; none where those texts cannot be
/// compiled any more.
///
/// # Errors
/// The ledger cannot be read.
pub fn look_back_by(
    older: &Sources,
    dir: &Path,
    settings: &Settings,
    as_of: Timestamp,
    extent: Extent<'_>,
    progress: &dyn Progress,
) -> Result<Option<Engine>, StoreError> {
    let Some(program) = rules::compile(older).program else { return Ok(None) };
    let program = extent.of(program);
    let past = Past::at(&dir.join(&settings.store))?;
    let Readings { files, .. } =
        read_feeds(dir, &connect::feeds(settings), &program.catalogue, as_of, progress);
    Ok(Some(look_back(program, past, files, as_of).engine))
}

/// Walks through the history of a program up to `as_of`, as if Remit had been there all along.
pub fn look_back(program: Program, past: Past, readings: Vec<FileReading>, as_of: Timestamp) -> PastState {
    walk_through(program, past, readings, as_of, &mut |_| {})
}

fn walk_through(
    program: Program,
    mut past: Past,
    readings: Vec<FileReading>,
    as_of: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> PastState {
    let in_force = std::mem::take(&mut past.in_force);
    let (history, receipts) = History::gather(&program.catalogue, past, readings);
    let reports = by_moment(history.observations, &program.calendar);
    let mut evaluated = 0;
    let engine = walk(&Arc::new(program), reports, &history.responses, as_of, &mut |effects| {
        evaluated += effects.evaluated;
        each(effects);
    });
    PastState { engine, receipts: receipts.into(), evaluated, in_force }
}
