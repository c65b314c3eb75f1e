//! What the board would have known on another day: the end of a walk through the whole history, or of the ledger lived through once
//! more, which says what Remit said. It writes nothing.

use std::sync::Arc;

use engine::components::Components;
use engine::model::{ObligationRef, Response};
use engine::program::Program;
use engine::{Effects, Engine, Event};
use jiff::{Timestamp, civil::Date};
use plugins::stores::StoreError;
use words::judged_by::JudgedBy;

use crate::folded::Folded;
use crate::history::{
    Besides, Gathered, History, InForce, Moments, Past, by_moment, relive, relive_watching, unused_by_moment,
    walk,
};
use crate::progress::Progress;
use crate::project::{Project, compiler};
use crate::reading::FileReading;
use crate::recorder::pass_time;

/// An engine as it would have stood.
pub struct PastState {
    pub engine: Engine,
    /// How many rules were run.
    pub evaluated: usize,
    /// By which texts it was judged.
    pub judged_by: JudgedBy,
    /// Until when people were really told of it: from then on all is supposed, and where there is no ledger nobody was told anything.
    pub told_until: Timestamp,
}

/// How much of a program is walked through history.
#[derive(Clone, Copy, Debug)]
pub enum HistoryExtent<'a> {
    Whole,
    /// An obligation with everything that hangs together with it: nothing else has a bearing on it.
    Around(&'a ObligationRef),
}

impl HistoryExtent<'_> {
    pub(crate) fn of(self, program: Program, responses: &[Response]) -> Program {
        let Self::Around(obligation) = self else { return program };
        let components = Components::tied(Arc::new(program.clone()), responses);
        match components.containing(obligation) {
            Some(place) => components.narrowed([&components.all()[place]]),
            None => program,
        }
    }
}

/// How a project stood at the end of a day: by the texts in force on it and by what had been received by then, as its ledger knows it.
/// Days before the ledger began are judged by its first texts; today and later days, and every day where there is no ledger, by
/// what is written.
///
/// # Errors
/// The ledger cannot be read.
pub fn as_of_day(
    project: Project,
    day: Date,
    progress: &dyn Progress,
) -> Result<(PastState, Gathered), StoreError> {
    let now = Timestamp::now();
    let mut gathered = Gathered::of(&project, now, progress)?;
    let until = as_of(&project, Some(day), now);
    let history = std::mem::take(&mut gathered.history);
    let judged_by = judged_by(&gathered.in_force, until, now);
    let past_state = match judged_by {
        JudgedBy::Written if gathered.in_force.is_empty() => look_back_at(project.program, history, until),
        JudgedBy::Written => live_on(&project, &history, now, until)?,
        JudgedBy::InForce { .. } => {
            let past_state = lived(&project, until)?;
            PastState { judged_by, ..past_state }
        }
        JudgedBy::FirstOf { .. } => {
            let program = first_program(&gathered.in_force).unwrap_or(project.program);
            PastState { judged_by, ..look_back_at(program, history, until) }
        }
    };
    Ok((past_state, gathered))
}

/// By which texts a day is judged that ends at `until`.
pub(crate) fn judged_by(in_force: &[InForce], until: Timestamp, now: Timestamp) -> JudgedBy {
    let Some(first) = in_force.first().filter(|_| until < now) else { return JudgedBy::Written };
    match in_force.iter().rfind(|past| past.since <= until) {
        Some(past) => JudgedBy::InForce { since: past.since },
        None => JudgedBy::FirstOf { ledger_began: first.since },
    }
}

/// The first program of a ledger, where this version can still make one of its texts.
pub(crate) fn first_program(in_force: &[InForce]) -> Option<Program> {
    compiler().compile(&in_force.first()?.sources).program
}

/// A project's ledger, lived through up to a moment.
pub(crate) fn lived(project: &Project, until: Timestamp) -> Result<PastState, StoreError> {
    let Folded { mut engine, mut evaluated } = match project.ledger().open_read_only()? {
        Some(mut store) => relive(&mut compiler(), &mut *store, until)?,
        None => Folded::nothing(),
    };
    pass_time(&mut engine, until, &mut |effects| evaluated += effects.evaluated);
    Ok(PastState { engine, evaluated, judged_by: JudgedBy::Written, told_until: until })
}

/// The same, where `each` sees what every step led to.
pub(crate) fn lived_watching(
    project: &Project,
    until: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> Result<PastState, StoreError> {
    let mut evaluated = 0;
    let mut each = |effects: Effects| {
        evaluated += effects.evaluated;
        each(effects);
    };
    let mut engine = match project.ledger().open_read_only()? {
        Some(mut store) => relive_watching(&mut compiler(), &mut *store, until, &mut each)?,
        None => Engine::new(),
    };
    pass_time(&mut engine, until, &mut each);
    Ok(PastState { engine, evaluated, judged_by: JudgedBy::Written, told_until: until })
}

/// The same up to now and on from there, with what is in the files of feeds and in the texts: as `run` would find it.
pub(crate) fn live_on(
    project: &Project,
    history: &History,
    now: Timestamp,
    until: Timestamp,
) -> Result<PastState, StoreError> {
    let mut past_state = lived(project, now)?;
    let PastState { engine, evaluated, .. } = &mut past_state;
    let mut each = |effects: Effects| *evaluated += effects.evaluated;
    let news = history.observations[history.recorded..].to_vec();
    let of_files = history.unused.iter().filter(|(written_down, _)| written_down.is_none());
    each(engine.step(now, Event::SetAside(of_files.map(|(_, unused)| unused.clone()).collect())));
    each(engine.step(now, Event::Observed(news)));
    each(engine.step(now, Event::Activated(Arc::new(project.program.clone()))));
    pass_time(engine, until, &mut each);
    Ok(past_state)
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
    let (history, _) = History::gather(&program.catalogue, past, (readings, as_of), Vec::new());
    look_back_at(program, history, as_of)
}

pub(crate) fn look_back_at(program: Program, history: History, as_of: Timestamp) -> PastState {
    let unused = unused_by_moment(&history.unused, &program.calendar);
    let undisclosed = &history.undisclosed;
    let besides = Besides { responses: &history.responses, unused: &unused, undisclosed };
    let moments = Moments::new(&program, &history.arrivals, as_of);
    let reports = by_moment(history.observations, moments);
    let mut evaluated = 0;
    let engine = walk(&Arc::new(program), reports, besides, as_of, &mut |effects| {
        evaluated += effects.evaluated;
    });
    PastState { engine, evaluated, judged_by: JudgedBy::Written, told_until: Timestamp::MIN }
}

/// Walks a program through a history that others are walked through as well; `each` sees what every step on the way led to.
pub(crate) fn look_back_watching(
    program: Program,
    history: &History,
    as_of: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> PastState {
    let unused = unused_by_moment(&history.unused, &program.calendar);
    let undisclosed = &history.undisclosed;
    let besides = Besides { responses: &history.responses, unused: &unused, undisclosed };
    let moments = Moments::new(&program, &history.arrivals, as_of);
    let reports = by_moment(&history.observations, moments);
    let reports =
        reports.into_iter().map(|(moment, reports)| (moment, reports.into_iter().cloned().collect()));
    let mut evaluated = 0;
    let engine = walk(&Arc::new(program), reports, besides, as_of, &mut |effects| {
        evaluated += effects.evaluated;
        each(effects);
    });
    PastState { engine, evaluated, judged_by: JudgedBy::Written, told_until: Timestamp::MIN }
}
