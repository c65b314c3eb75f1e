//! What the board would have known on another day: the end of a walk through the whole history. It writes nothing.

use std::sync::Arc;

use engine::components::Components;
use engine::model::ObligationRef;
use engine::program::Program;
use engine::{Effects, Engine};
use jiff::{Timestamp, civil::Date};
use plugins::stores::StoreError;

use crate::history::{Besides, Gathered, History, Past, by_moment, unused_by_moment, walk};
use crate::progress::Progress;
use crate::project::Project;
use crate::reading::FileReading;

/// An engine as it would have stood.
pub struct PastState {
    pub engine: Engine,
    /// How many rules were run.
    pub evaluated: usize,
}

/// How much of a program is walked through history.
#[derive(Clone, Copy, Debug)]
pub enum Extent<'a> {
    Whole,
    /// An obligation with everything that hangs together with it: nothing else has a bearing on it.
    Around(&'a ObligationRef),
}

impl Extent<'_> {
    pub(crate) fn of(self, program: Program) -> Program {
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
) -> Result<(PastState, Gathered), StoreError> {
    let now = Timestamp::now();
    let mut gathered = Gathered::of(project, now, progress)?;
    let history = std::mem::take(&mut gathered.history);
    let past_state = look_back_at(project.program.clone(), history, as_of(project, day, now));
    Ok((past_state, gathered))
}

/// The moment that is looked back at: the end of `day`, or `now`.
pub(crate) fn as_of(project: &Project, day: Option<Date>, now: Timestamp) -> Timestamp {
    day.map_or(now, |day| project.program.calendar.last_moment(day))
}

/// Walks through the history of a program up to `as_of`, as if Remit had been there all along.
pub fn look_back(program: Program, past: Past, readings: Vec<FileReading>, as_of: Timestamp) -> PastState {
    let (history, _) = History::gather(&program.catalogue, past, readings, Vec::new());
    look_back_at(program, history, as_of)
}

fn look_back_at(program: Program, history: History, as_of: Timestamp) -> PastState {
    let unused = unused_by_moment(&history.unused, &program.calendar);
    let besides = Besides { responses: &history.responses, unused: &unused };
    let reports = by_moment(history.observations, &program.calendar);
    let mut evaluated = 0;
    let engine = walk(&Arc::new(program), reports, besides, as_of, &mut |effects| {
        evaluated += effects.evaluated;
    });
    PastState { engine, evaluated }
}

/// Walks a program through a history that others are walked through as well; `each` sees what every step on the way led to.
pub(crate) fn look_back_watching(
    program: Program,
    history: &History,
    as_of: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> PastState {
    let unused = unused_by_moment(&history.unused, &program.calendar);
    let besides = Besides { responses: &history.responses, unused: &unused };
    let reports = by_moment(&history.observations, &program.calendar);
    let reports =
        reports.into_iter().map(|(moment, reports)| (moment, reports.into_iter().cloned().collect()));
    let mut evaluated = 0;
    let engine = walk(&Arc::new(program), reports, besides, as_of, &mut |effects| {
        evaluated += effects.evaluated;
        each(effects);
    });
    PastState { engine, evaluated }
}
