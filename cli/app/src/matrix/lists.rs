//! All of one body: what it owes, what others owe about it or to it, what others wait for, and what it is asked for twice.

use std::collections::BTreeMap;

use engine::Engine;
use engine::expected::Standing;
use engine::model::{BodyId, Cell as ReportedCell, ObligationRef, Party, Relation};
use engine::program::{Obligation, Program};
use jiff::civil::Date;

use super::cell::{Cell, Duty, Led};
use super::grid::Matrix;
use super::twice::{AskedTwice, asked_twice, demands};
use crate::due::{AskedDue, Outlook, Supply};

/// All of one body.
#[derive(Clone, Debug)]
pub struct BodyLists {
    pub day: Date,
    pub body: BodyId,
    pub owes: Vec<Duty>,
    /// What it answers for without owing a part itself.
    pub leads: Vec<Led>,
    pub is_owed: Vec<IsOwed>,
    /// Reports that are due from it within thirty days, or late, and for which others wait.
    pub awaited: Vec<Awaited>,
    pub asked_twice: Vec<AskedTwice>,
}

impl BodyLists {
    /// How many things it owes, and how many of these are broken.
    pub fn counts(&self) -> (usize, usize) {
        let broken = self.owes.iter().filter(|duty| duty.verdict().is_breach());
        (self.owes.len(), broken.count())
    }
}

/// Something that is owed to a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IsOwed {
    pub obligation: ObligationRef,
    /// Who owes it, in the order of the declaration.
    pub by: Vec<BodyId>,
    pub owing: Owing,
}

/// On what account something is owed to a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Owing {
    /// A relation says so.
    To(BodyId),
    /// It is about the body.
    About,
}

/// A report for which others wait.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Awaited {
    pub report: ReportedCell,
    pub due: Date,
    pub standing: Standing,
    pub bodies: Vec<BodyId>,
    pub obligations: Vec<ObligationRef>,
}

/// What the lists of every body are taken from, worked out once.
pub struct AllLists<'e> {
    program: &'e Program,
    pub matrix: Matrix,
    outlook: Outlook,
    twice: BTreeMap<BodyId, Vec<AskedTwice>>,
}

impl<'e> AllLists<'e> {
    /// As an engine knows it on a day; none before a program is in force.
    pub fn of(engine: &'e Engine, supply: &Supply, day: Date) -> Option<Self> {
        Self::about(engine, supply, day, None)
    }

    /// Those of one body, where nothing is worked out that is asked of others alone.
    pub fn of_one(engine: &'e Engine, supply: &Supply, day: Date, body: &BodyId) -> Option<BodyLists> {
        Some(Self::about(engine, supply, day, Some(body))?.body(body))
    }

    fn about(engine: &'e Engine, supply: &Supply, day: Date, body: Option<&BodyId>) -> Option<Self> {
        let asked = AskedDue { body: body.cloned(), ..AskedDue::default() };
        let program = engine.program()?;
        Some(Self {
            program,
            matrix: Matrix::of(engine, day, None)?,
            outlook: Outlook::of_engine_about(engine, supply, &asked)?,
            twice: asked_twice(&demands(engine, body), program),
        })
    }

    /// Those of one body.
    pub fn body(&self, body: &BodyId) -> BodyLists {
        let day = self.matrix.day;
        let cells = self.matrix.missions.iter();
        let cells =
            cells.flat_map(|mission| (0..mission.rows.len()).filter_map(|row| mission.cell(row, body)));
        let owed = cells.filter_map(Cell::owed);
        let (mut duties, mut leads) = (Vec::new(), Vec::new());
        for one in owed {
            duties.extend(one.duties.iter().cloned());
            leads.extend(one.leads.iter().cloned());
        }
        BodyLists {
            day,
            body: body.clone(),
            owes: duties,
            leads,
            is_owed: is_owed(self.program, day, body),
            awaited: awaited(&self.outlook, body),
            asked_twice: self.twice.get(body).cloned().unwrap_or_default(),
        }
    }
}

fn is_owed(program: &Program, day: Date, body: &BodyId) -> Vec<IsOwed> {
    let mut found = Vec::new();
    for mission in program.missions.values() {
        for owed in mission.obligations.iter().filter(|owed| owed.not_pursued_on(day).is_none()) {
            let obligation = owed.reference(&mission.id);
            let to_it = program.catalogue.relations.of_kind(Relation::OWED_TO).find(|relation| {
                let is_from = matches!(&relation.from, Party::Obligation(from) if owed.is_declared_as(&mission.id, from));
                is_from && relation.is_open_on(day) && relation.to == Party::Body(body.clone())
            });
            let owing = match to_it {
                Some(relation) => Some((Owing::To(relation.id.clone()), parties(owed, None))),
                None => Some((Owing::About, parties(owed, Some(body)))),
            };
            let owing = owing.filter(|(_, by)| !by.is_empty());
            found.extend(owing.map(|(owing, by)| IsOwed { obligation, by, owing }));
        }
    }
    found
}

/// Who owes an obligation, each once; of those who owe something about a body, others than that body.
fn parties(owed: &Obligation, about: Option<&BodyId>) -> Vec<BodyId> {
    let is_one = |body: &BodyId| owed.one_of.as_ref().is_some_and(|one| one.body == *body);
    let mut by: Vec<BodyId> = Vec::new();
    for part in owed.parts() {
        let is_meant =
            about.is_none_or(|body| part.by != *body && (part.of.as_ref() == Some(body) || is_one(body)));
        if is_meant && !by.contains(&part.by) {
            by.push(part.by.clone());
        }
    }
    by
}

fn awaited(outlook: &Outlook, body: &BodyId) -> Vec<Awaited> {
    let own = outlook.matters.iter().filter(|matter| matter.contact.body == *body && matter.holds_up());
    let own = own.filter(|matter| matter.standing.is_chased());
    own.map(|matter| Awaited {
        report: matter.report.cell.clone(),
        due: matter.report.timing().due,
        standing: matter.standing.clone(),
        bodies: matter.waiting_bodies.clone(),
        obligations: matter.waiting_obligations.clone(),
    })
    .collect()
}
