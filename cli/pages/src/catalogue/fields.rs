//! The matrix of a mission and the lists of a body: their fields and lines as words, and as tables of pages.

use app::chasing::supply;
use app::matrix::{
    AllLists, AskedTwice, Awaited, BodyLists, Cell, Duty, MissionMatrix, Owed, Owing, RowSubject,
};
use engine::Engine;
use engine::model::{BodyId, MissionId};
use engine::program::Program;
use jiff::civil::Date;
use plugins::settings::Settings;
use words::matrix as say;
use words::names::Names;
use words::{english, verdict};

use super::table::{Field, Table};

/// So many bodies stand beside each other.
const MOST_BODIES: usize = 10;
/// So many lines stand in the lists of a body.
const MOST_LINES: usize = 60;

/// What pages show of the end of a day.
pub(super) struct Fields<'s> {
    program: &'s Program,
    lists: AllLists<'s>,
}

impl<'s> Fields<'s> {
    /// As an engine knows it; none where no program was in force.
    pub(super) fn of(engine: &'s Engine, settings: &Settings, day: Date) -> Option<Self> {
        let lists = AllLists::of(engine, &supply(settings), day)?;
        Some(Self { program: engine.program()?, lists })
    }

    /// The outcomes of a mission by its worst bodies.
    pub(super) fn of_mission(&self, id: &MissionId) -> Vec<Table> {
        let mut missions = self.lists.matrix.missions.iter();
        let mission = missions.find(|one| one.mission == *id && !one.rows.is_empty());
        mission.map(|mission| self.matrix(mission)).into_iter().collect()
    }

    fn matrix(&self, mission: &MissionMatrix) -> Table {
        let names = Names { program: self.program };
        let shown = &mission.bodies[..mission.bodies.len().min(MOST_BODIES)];
        let bodies = shown.iter().map(|body| names.body(body).to_owned());
        let row = |(place, outcome): (usize, &RowSubject)| {
            let fields = shown.iter().map(|body| mission.cell(place, body).map_or("", field_word).into());
            std::iter::once(title_of(outcome, self.program).into()).chain(fields).collect()
        };
        let untold = mission.bodies.len() - shown.len();
        let more = if untold > 0 { format!("{} ", say::and_more_bodies(untold)) } else { String::new() };
        Table {
            caption: say::caption(self.lists.matrix.day),
            columns: std::iter::once(say::OUTCOME.to_owned()).chain(bodies).collect(),
            rows: mission.rows.iter().enumerate().map(row).collect(),
            more: format!("{more}{}", say::KEY),
        }
    }

    /// All of one body.
    pub(super) fn of_body(&self, body: &BodyId) -> Option<Table> {
        let lists = self.lists.body(body);
        let said = body_sentences(&lists, self.program).into_iter();
        let mut rows: Vec<Vec<Field>> = said
            .flat_map(|(over, lines)| lines.into_iter().map(move |line| vec![over.into(), line.into()]))
            .collect();
        let untold = rows.len().saturating_sub(MOST_LINES);
        rows.truncate(MOST_LINES);
        let more = (untold > 0).then(|| format!("And {}.", english::count(untold, "more row")));
        (!rows.is_empty()).then(|| Table {
            caption: say::caption_of_lists(lists.day),
            columns: say::COLUMNS_OF_LISTS.map(str::to_owned).to_vec(),
            rows,
            more: more.unwrap_or_default(),
        })
    }
}

/// What stands in a field.
pub fn field_word(cell: &Cell) -> &'static str {
    match cell.owed().map(Owed::worst) {
        Some(Some(worst)) => verdict::word(worst),
        Some(None) => say::LEADS,
        None if !cell.exceptions().is_empty() => say::EXCEPTED,
        None if cell.pointed().is_empty() => say::NOTHING,
        None => say::HOLE,
    }
}

/// What a row of the matrix is about.
pub fn title_of(outcome: &RowSubject, program: &Program) -> String {
    match outcome {
        RowSubject::Obligation { title, .. } => title.clone(),
        RowSubject::Measure(measure) => Names { program }.measure(measure).to_owned(),
    }
}

/// The lists of a body in sentences, each under what it is; that of what it leads only where there is anything.
pub fn body_sentences(lists: &BodyLists, program: &Program) -> Vec<(&'static str, Vec<String>)> {
    let leads = lists
        .leads
        .iter()
        .map(|led| format!("{}: {}.", say::obligation(&led.obligation, program), say::stands(led.newest)));
    let is_owed = lists.is_owed.iter().map(|one| {
        let relation = match &one.owing {
            Owing::To(relation) => Some(relation),
            Owing::About => None,
        };
        say::is_owed(&say::obligation(&one.obligation, program), &one.by, relation, program)
    });
    let mut said = vec![(say::OWES, lists.owes.iter().map(|one| duty(one, &lists.body, program)).collect())];
    if !lists.leads.is_empty() {
        said.push((say::LEADS_LIST, leads.collect()));
    }
    said.push((say::IS_OWED, is_owed.collect()));
    said.push((say::AWAITED, lists.awaited.iter().map(|one| awaited(one, program)).collect()));
    said.push((say::TWICE, lists.asked_twice.iter().map(|one| asked_twice(one, program)).collect()));
    said
}

fn duty(duty: &Duty, body: &BodyId, program: &Program) -> String {
    let about = Some(&duty.about).filter(|about| *about != body);
    let owed = say::obligation(&duty.obligation, program);
    say::duty(&owed, &duty.measure, about, &say::stands(duty.newest), program)
}

fn awaited(one: &Awaited, program: &Program) -> String {
    let figure = Names { program }.cell(&one.report);
    say::awaited(&figure, one.due, &one.bodies, &one.obligations, program)
}

/// Something that a body is asked for twice, in a sentence.
pub(crate) fn asked_twice(one: &AskedTwice, program: &Program) -> String {
    match one {
        AskedTwice::ByObligations { measure, obligations } => {
            say::asked_by_obligations(measure, obligations, program)
        }
        AskedTwice::ByFeeds { measure, feeds } => say::asked_by_feeds(measure, feeds, program),
        AskedTwice::ByMeasures(measures) => say::one_title(measures, program),
    }
}
