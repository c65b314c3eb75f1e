//! What was worked out before a restart, told and taken up again without running a rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexSet;
use jiff::Timestamp;
use rust_decimal::Decimal;
use rustc_hash::FxBuildHasher;

use super::evaluator::Evaluator;
use super::responses::SeenFigure;
use super::told::Told;
use super::turn::Turn;
use super::{Finding, Finished, InstanceIx, Wake};
use crate::evidence::CellIx;
use crate::listing::Listing;
use crate::model::{Cell, Node, Period, Response, ResponseId};
use crate::program::{Assessment, Program};
use crate::reads::OtherRead;
use crate::view::Stop;

/// A cell that a rule read, by its place among those of all rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadCell(pub u32);

/// What one rule said of one period.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    /// The part that it judged, or the gate.
    pub node: Node,
    pub period: Period,
    pub said: Result<Assessment, Stop>,
    /// What was found from that.
    pub finding: Finding,
    pub reads: Vec<ReadCell>,
    /// What it asked of other obligations.
    pub others: Vec<OtherRead>,
    /// Moments at which it asked to be run again.
    pub wakes: Vec<Timestamp>,
    /// What it asked of the register.
    pub listings: Vec<Listing>,
}

impl Evaluator {
    /// What every rule said, in the order of the program, and the cells that rules read, each once.
    pub(crate) fn dictate(&self) -> (Vec<Cell>, Vec<Said>) {
        let mut cells: IndexSet<CellIx, FxBuildHasher> = IndexSet::default();
        let mut number = |cell: &CellIx| {
            let (place, _) = cells.insert_full(*cell);
            ReadCell(u32::try_from(place).expect("fewer than four thousand million cells are read"))
        };
        let obligations = self.state.order().map(|ix| self.state.obligation(ix));
        let opened = obligations.flat_map(|owed| owed.periods.iter().map(move |opened| (owed, opened)));
        let instances =
            opened.flat_map(|(owed, opened)| opened.instances().map(move |ix| (owed, opened.period, ix)));
        let said = instances.filter_map(|(owed, period, ix)| {
            let instance = self.state.instance(ix);
            Some(Said {
                node: owed.node(instance),
                period,
                said: instance.said.clone()?,
                finding: instance.finding.clone(),
                reads: instance.reads.iter().map(&mut number).collect(),
                others: instance.others.clone(),
                wakes: instance.wakes.clone(),
                listings: self.listings.of(ix).to_vec(),
            })
        });
        let said = said.collect();
        (cells.into_iter().map(|cell| self.evidence.cell(cell)).collect(), said)
    }

    /// When people were told of alerts.
    pub(crate) fn told(&self) -> &Told {
        &self.told
    }

    /// Takes up when people were told of alerts.
    pub(crate) fn recall_told(&mut self, told: Told) {
        *self.told = told;
    }

    /// Takes up which contents of files could not be used before.
    pub(crate) fn recall_formerly_unused(&mut self, formerly: Vec<(Arc<str>, Arc<str>)>) {
        self.evidence_mut().recall_formerly_unused(formerly);
    }

    /// Puts a program in force with what officials and its rules said before.
    pub(crate) fn recall(
        &mut self,
        program: &Arc<Program>,
        (responses, seen): (Vec<Response>, Vec<SeenFigure>),
        (cells, said): (Vec<Cell>, Vec<Said>),
        now: Timestamp,
    ) {
        let mut by_response: BTreeMap<ResponseId, BTreeMap<Cell, Decimal>> = BTreeMap::new();
        for SeenFigure { response, cell, value } in seen {
            by_response.entry(response).or_default().insert(cell, value);
        }
        for response in responses {
            let saw = by_response.remove(&response.id).unwrap_or_default();
            self.responses.hear(response, saw);
        }
        self.state.expect(said.len());
        self.activate(program, now);
        self.evidence_mut().know_disputed();
        let cells = self.evidence_mut().track_all(&cells);
        let recall = |said: Said| self.recall_instance(said, &cells, now);
        let turns: Vec<Turn> = said.into_iter().filter_map(recall).collect();
        for of_whole in turns.chunk_by(Turn::is_beside) {
            self.join(of_whole, now);
        }
        let state = &self.state;
        self.to_run.retain(|ix| state.instance(*ix).said.is_none());
        self.finished = Finished::default();
    }

    fn recall_instance(&mut self, said: Said, cells: &[CellIx], now: Timestamp) -> Option<Turn> {
        let ix = self.locate(&said)?;
        let cells = said.reads.iter().map(|ReadCell(place)| cells[*place as usize]).collect();
        self.subscribe(ix, cells);
        self.subscribe_to_others(ix, said.others);
        for moment in &said.wakes {
            self.schedule.wake_at(*moment, now, Wake::Run(ix));
        }
        let instance = self.state.instance_mut(ix);
        instance.said = Some(said.said);
        instance.wakes = said.wakes;
        self.listings.note(ix, said.listings);
        self.wake_when_others_are_late(ix, now);
        Some(self.take_finding(ix, said.finding))
    }

    fn locate(&self, said: &Said) -> Option<InstanceIx> {
        let owed = self.state.obligation(self.state.find(said.node.obligation())?);
        owed.opened(said.period)?.instance_of(&said.node)
    }
}
