//! All fields of a mission: its outcomes as rows, and as columns the bodies that it names or to which relations lead.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use engine::Engine;
use engine::model::{
    BodyId, Class, Exception, MeasureId, MissionId, ObligationRef, Party, Period, Relation, Verdict,
};
use engine::program::{Mission, Obligation, Part, Program};
use jiff::civil::Date;

use super::cell::{Cell, Duty, Led, Owed};
use super::newest::Newest;
use super::pointed::{Owing, Pointed, pointed};

/// Every mission that is asked about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matrix {
    pub day: Date,
    pub missions: Vec<MissionMatrix>,
    /// Measures of outcomes by which no obligation of the project is judged.
    pub unowned: Vec<MeasureId>,
}

/// The outcomes of one mission, and what each body owes for each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissionMatrix {
    pub mission: MissionId,
    pub rows: Vec<RowSubject>,
    /// The columns, the worst first.
    pub bodies: Vec<BodyId>,
    /// By the place of the row and the body; every field has one.
    pub cells: BTreeMap<(usize, BodyId), Cell>,
}

/// What a row is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowSubject {
    /// An obligation as it is declared, also where it is one about each of many.
    Obligation { reference: ObligationRef, title: String },
    /// A measure of an outcome that measures of the mission move, and by which no obligation is judged.
    Measure(MeasureId),
}

/// How many fields are what.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct MatrixCounts {
    pub owed: usize,
    /// Of these, those with something that is missed, or of which nothing came.
    pub broken: usize,
    /// Those of bodies that answer for others and owe no part.
    pub led: usize,
    pub empty: usize,
    /// Of these, those to which a relation leads.
    pub pointed: usize,
    /// Those of bodies that are excepted.
    pub excepted: usize,
}

impl MatrixCounts {
    fn of<'c>(cells: impl Iterator<Item = &'c Cell>) -> Self {
        let mut counts = Self::default();
        for cell in cells {
            match cell {
                Cell::Hole(relations) => {
                    counts.empty += 1;
                    counts.pointed += usize::from(!relations.is_empty());
                }
                Cell::Excepted(_) => counts.excepted += 1,
                Cell::Owed(owed) => match owed.worst() {
                    None => counts.led += 1,
                    Some(worst) => {
                        counts.owed += 1;
                        counts.broken += usize::from(worst.is_breach());
                    }
                },
            }
        }
        counts
    }
}

impl Matrix {
    /// As an engine knows it on a day; none before a program is in force.
    pub fn of(engine: &Engine, day: Date, mission: Option<&MissionId>) -> Option<Self> {
        let program = engine.program()?;
        let newest = Newest::of(engine);
        let pointed = pointed(program, day, &owing(program, day));
        let unowned = unowned(program);
        let asked = program.missions.values().filter(|one| mission.is_none_or(|mission| one.id == *mission));
        let look = Look { program, newest: &newest, pointed: &pointed, unowned: &unowned, day };
        let missions = asked.map(|mission| look.mission(mission)).collect();
        Some(Self { day, missions, unowned })
    }
}

impl MissionMatrix {
    pub fn cell(&self, row: usize, body: &BodyId) -> Option<&Cell> {
        self.cells.get(&(row, body.clone()))
    }

    /// How many fields are what.
    pub fn counts(&self) -> MatrixCounts {
        MatrixCounts::of(self.cells.values())
    }

    /// The same of one row.
    pub fn counts_of(&self, row: usize) -> MatrixCounts {
        MatrixCounts::of(self.bodies.iter().filter_map(|body| self.cell(row, body)))
    }

    /// The fields of bodies that are excepted, with why, row by row.
    pub fn excepted(&self) -> impl Iterator<Item = (&RowSubject, &BodyId, &[Exception])> {
        let fields = self.cells.iter().filter(|(_, cell)| !cell.exceptions().is_empty());
        fields.map(|((row, body), cell)| (&self.rows[*row], body, cell.exceptions()))
    }

    /// The empty fields to which relations lead, with these, row by row.
    pub fn pointed(&self) -> impl Iterator<Item = (&RowSubject, &BodyId, &[BodyId])> {
        let fields = self.cells.iter().filter(|(_, cell)| !cell.pointed().is_empty());
        fields.map(|((row, body), cell)| (&self.rows[*row], body, cell.pointed()))
    }
}

/// Whose duties a row gathers.
struct Row<'p> {
    outcome: RowSubject,
    obligations: &'p [Obligation],
}

/// What is known while missions are looked through.
struct Look<'a> {
    program: &'a Program,
    newest: &'a Newest,
    pointed: &'a [Pointed<'a>],
    /// Measures of outcomes by which nothing is judged.
    unowned: &'a [MeasureId],
    day: Date,
}

impl Look<'_> {
    fn mission(&self, mission: &Mission) -> MissionMatrix {
        let rows = self.rows(mission);
        let mut filled: BTreeMap<(usize, BodyId), Owed> = BTreeMap::new();
        let mut excepted: BTreeMap<(usize, BodyId), Vec<Exception>> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            for owed in row.obligations {
                self.fill(mission, owed, place, &mut filled);
                for (body, exception) in self.excepted(owed) {
                    let known = excepted.entry((place, body.clone())).or_default();
                    if !known.contains(exception) {
                        known.push(exception.clone());
                    }
                }
            }
        }
        let mut empty: BTreeMap<(usize, BodyId), Vec<BodyId>> = BTreeMap::new();
        for Pointed { relation, body, to } in self.pointed.iter().filter(|one| self.is_open(&one.body)) {
            for (place, _) in rows.iter().enumerate().filter(|(_, row)| is_meant(row, to, mission)) {
                empty.entry((place, body.clone())).or_default().push((*relation).clone());
            }
        }
        let named: BTreeSet<BodyId> =
            filled.keys().chain(empty.keys()).chain(excepted.keys()).map(|(_, body)| body.clone()).collect();
        let mut cells = BTreeMap::new();
        for key in (0..rows.len()).flat_map(|row| named.iter().map(move |body| (row, body.clone()))) {
            let owed = filled.remove(&key).map(Cell::Owed);
            let cell = owed.or_else(|| excepted.remove(&key).map(Cell::Excepted));
            let cell = cell.unwrap_or_else(|| Cell::Hole(empty.remove(&key).unwrap_or_default()));
            cells.insert(key, cell);
        }
        let bodies = self.worst_first(named, &cells);
        let rows = rows.into_iter().map(|row| row.outcome).collect();
        MissionMatrix { mission: mission.id.clone(), rows, bodies, cells }
    }

    /// Obligations that are still pursued, and outcomes that the mission moves and nobody owes.
    fn rows<'p>(&self, mission: &'p Mission) -> Vec<Row<'p>> {
        let declared = mission.declared().filter(|alike| alike.iter().any(|owed| self.is_pursued(owed)));
        let mut rows: Vec<Row<'_>> = declared
            .map(|alike| {
                let obligation = alike[0].declared_id().clone();
                let reference = ObligationRef { mission: mission.id.clone(), obligation };
                let title = alike[0].declared_title().to_owned();
                Row { outcome: RowSubject::Obligation { reference, title }, obligations: alike }
            })
            .collect();
        let moved = moved_by(mission, self.program, self.day)
            .into_iter()
            .filter(|measure| self.unowned.contains(measure));
        rows.extend(moved.map(|measure| Row { outcome: RowSubject::Measure(measure), obligations: &[] }));
        rows
    }

    fn is_pursued(&self, owed: &Obligation) -> bool {
        owed.not_pursued_on(self.day).is_none()
    }

    fn is_open(&self, body: &BodyId) -> bool {
        self.program.catalogue.bodies.get(body).is_none_or(|body| body.is_open_on(self.day))
    }

    /// Who does not owe it on the day, and by which exception.
    fn excepted<'p>(&self, owed: &'p Obligation) -> Vec<(&'p BodyId, &'p Exception)> {
        if !self.is_pursued(owed) {
            return Vec::new();
        }
        let excepted = owed.excepted_in(owed.running_on(self.day)).into_iter();
        excepted.filter(|(body, _)| self.is_open(body)).collect()
    }

    fn fill(
        &self,
        mission: &Mission,
        owed: &Obligation,
        row: usize,
        filled: &mut BTreeMap<(usize, BodyId), Owed>,
    ) {
        if !self.is_pursued(owed) {
            return;
        }
        let obligation = owed.reference(&mission.id);
        let mut is_owed = false;
        for (part, by) in self.parts(owed) {
            is_owed = true;
            let duty = Duty {
                newest: self.newest.part(&obligation, &part.id),
                obligation: obligation.clone(),
                part: part.id.clone(),
                measure: part.duty.measure.clone(),
                about: part.of.as_ref().unwrap_or(&by).clone(),
            };
            filled.entry((row, by)).or_default().duties.push(duty);
        }
        let lead = self.program.catalogue.answers_on(&owed.lead, self.day);
        let owes_it = |known: &Owed| known.duties.iter().any(|duty| duty.obligation == obligation);
        let key = (row, lead.clone());
        if is_owed && self.is_open(lead) && !filled.get(&key).is_some_and(owes_it) {
            let newest = self.newest.whole(&obligation);
            filled.entry(key).or_default().leads.push(Led { obligation, newest });
        }
    }

    /// The parts that are owed for the running period, or the last one, or were for the one before, whose verdict still stands; each with
    /// who owes it.
    fn parts<'p>(&self, owed: &'p Obligation) -> Vec<(&'p Part, BodyId)> {
        let register = &self.program.catalogue;
        let running = owed.every.containing(self.day).forward_to(owed.from).max(owed.from);
        let running = owed.last_owed().map_or(running, |last| running.min(last));
        let before = Some(running.step(-1)).filter(|before| *before >= owed.from);
        let is_owed = |part: &Part, period: Period| part.is_owed(period, register);
        let terms = owed.terms_of(running);
        let parts = terms.parts.iter().filter_map(|part| {
            let by = if terms.is_joint() { &part.by } else { register.answers_on(&part.by, self.day) };
            let stands =
                *by != part.by || is_owed(part, running) || before.is_some_and(|one| is_owed(part, one));
            (stands && self.is_open(by)).then(|| (part, by.clone()))
        });
        parts.collect()
    }

    /// Bodies with most that is broken, then with most empty fields to which relations lead, then in the order of the register.
    fn worst_first(&self, named: BTreeSet<BodyId>, cells: &BTreeMap<(usize, BodyId), Cell>) -> Vec<BodyId> {
        let mut weight: BTreeMap<&BodyId, (usize, usize, usize)> = BTreeMap::new();
        for ((_, body), cell) in cells {
            let known = weight.entry(body).or_default();
            let duties = cell.owed().into_iter().flat_map(|owed| &owed.duties);
            for verdict in duties.map(Duty::verdict) {
                known.0 += usize::from(verdict.is_breach());
                known.2 += usize::from(is_doubtful(verdict));
            }
            known.1 += usize::from(!cell.pointed().is_empty());
        }
        let place = |body: &BodyId| self.program.catalogue.bodies.get_index_of(body);
        let mut bodies: Vec<BodyId> = named.into_iter().collect();
        bodies.sort_by_key(|body| (Reverse(weight.get(body).copied().unwrap_or_default()), place(body)));
        bodies
    }
}

/// Whether something may still go wrong.
fn is_doubtful(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::AtRisk | Verdict::HeldUp | Verdict::Failed | Verdict::Disputed)
}

/// Whether a row is what a relation leads to. A whole mission is no single row.
fn is_meant(row: &Row<'_>, to: &Party, mission: &Mission) -> bool {
    match to {
        Party::Obligation(named) => {
            row.obligations.iter().any(|owed| owed.is_declared_as(&mission.id, named))
        }
        Party::Measure(measure) => {
            row.outcome == RowSubject::Measure(measure.clone())
                || row.obligations.iter().any(|owed| owed.is_judged_by(measure))
        }
        Party::Body(_) | Party::Mission(_) => false,
    }
}

fn all_obligations(program: &Program) -> impl Iterator<Item = &Obligation> {
    program.missions.values().flat_map(|mission| &mission.obligations)
}

/// Who owes something that is judged by each measure and that is still pursued on a day.
fn owing(program: &Program, day: Date) -> Owing<'_> {
    let pursued = |owed: &&Obligation| owed.not_pursued_on(day).is_none();
    let mut owing = Owing::new();
    for part in all_obligations(program).filter(pursued).flat_map(Obligation::parts) {
        owing.entry(&part.duty.measure).or_default().insert(&part.by);
    }
    owing
}

/// Measures of outcomes by which nothing is judged.
fn unowned(program: &Program) -> Vec<MeasureId> {
    let judged: BTreeSet<&MeasureId> =
        all_obligations(program).flat_map(Obligation::parts).map(|part| &part.duty.measure).collect();
    let outcomes = program.catalogue.measures.values().filter(|one| one.class == Some(Class::Outcome));
    outcomes.map(|one| &one.id).filter(|id| !judged.contains(id)).cloned().collect()
}

/// What the measures of a mission move.
fn moved_by(mission: &Mission, program: &Program, day: Date) -> Vec<MeasureId> {
    let own: BTreeSet<&MeasureId> =
        mission.obligations.iter().flat_map(Obligation::parts).map(|part| &part.duty.measure).collect();
    let drives = program.catalogue.relations.of_kind(Relation::DRIVES);
    let mut moved = Vec::new();
    for relation in drives.filter(|relation| relation.is_open_on(day)) {
        if let (Party::Measure(from), Party::Measure(to)) = (&relation.from, &relation.to)
            && own.contains(from)
            && !moved.contains(to)
        {
            moved.push(to.clone());
        }
    }
    moved
}
