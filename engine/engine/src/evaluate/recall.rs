//! What was worked out before a restart, told and taken up again without running a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexSet;
use jiff::Timestamp;
use rust_decimal::Decimal;
use rustc_hash::FxBuildHasher;

use super::evaluator::Evaluator;
use super::responses::SeenFigure;
use super::told::Told;
use super::turn::Turn;
use super::{Finding, Finished, InstanceIx, ObligationIx, Wake};
use crate::evidence::CellIx;
use crate::listing::Listing;
use crate::model::{Cell, Node, ObligationRef, Period, Response, ResponseId};
use crate::program::{Assessment, Program};
use crate::reads::OtherRead;
use crate::view::Stop;

/// A cell that a rule read, by its place among those of all rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadCell(pub u32);

/// What one rule said of one period.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleSaid {
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

/// How one whole stands that a rule joins.
#[derive(Clone, PartialEq, Debug)]
pub struct JoinedWhole {
    pub obligation: ObligationRef,
    pub period: Period,
    /// What was found of it.
    pub finding: Finding,
    /// Moments at which its rule asked to be asked again.
    pub wakes: Vec<Timestamp>,
}

impl Evaluator {
    /// What every rule said, in the order of the program, and the cells that rules read, each once.
    pub(crate) fn dictate(&self) -> (Vec<Cell>, Vec<RuleSaid>) {
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
            Some(RuleSaid {
                node: owed.node(instance),
                period,
                said: instance.said.clone()?.map_err(|stop| *stop),
                finding: instance.finding.clone(),
                reads: instance.reads.iter().map(&mut number).collect(),
                others: instance.others.to_vec(),
                wakes: instance.wakes.to_vec(),
                listings: self.listings.of(ix).to_vec(),
            })
        });
        let said = said.collect();
        (cells.into_iter().map(|cell| self.evidence.cell(cell)).collect(), said)
    }

    /// How every whole stands that a rule joins, in the order of the program.
    pub(crate) fn joined_wholes(&self) -> impl Iterator<Item = JoinedWhole> {
        let obligations = self.state.order().map(|ix| self.state.obligation(ix));
        let opened = obligations.flat_map(|owed| owed.periods.iter().map(move |opened| (owed, opened)));
        let joined = opened.filter(|(_, opened)| opened.terms.join.is_some() && opened.tally.is_some());
        joined.map(|(owed, opened)| JoinedWhole {
            obligation: owed.reference().clone(),
            period: opened.period,
            finding: opened.whole.clone(),
            wakes: opened.join_wakes.clone(),
        })
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
        (cells, said, joined): (Vec<Cell>, Vec<RuleSaid>, Vec<JoinedWhole>),
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
        self.activate(program, now);
        self.evidence_mut().know_disputed();
        let cells = self.evidence_mut().track_all(&cells);
        let recall = |said: RuleSaid| self.recall_instance(said, &cells, now);
        let turns: Vec<Turn> = said.into_iter().filter_map(recall).collect();
        let joined: BTreeSet<_> =
            joined.into_iter().filter_map(|whole| self.recall_whole(whole, now)).collect();
        let place = |of_whole: &[Turn]| of_whole.first().map(|turn| (turn.obligation, turn.opened));
        for of_whole in turns.chunk_by(Turn::is_beside) {
            if place(of_whole).is_none_or(|place| !joined.contains(&place)) {
                self.join(of_whole, now);
            }
        }
        let state = &self.state;
        self.to_run.retain(|ix| state.instance(*ix).said.is_none());
        self.finished = Finished::default();
    }

    fn recall_instance(&mut self, said: RuleSaid, cells: &[CellIx], now: Timestamp) -> Option<Turn> {
        let ix = self.locate(&said)?;
        let cells = said.reads.iter().map(|ReadCell(place)| cells[*place as usize]).collect();
        self.subscribe(ix, cells);
        self.subscribe_to_others(ix, said.others.into());
        for moment in &said.wakes {
            self.schedule.wake_at(*moment, now, Wake::Run(ix));
        }
        let instance = self.state.instance_mut(ix);
        instance.said = Some(said.said.map_err(Box::new));
        instance.wakes = said.wakes.into();
        self.listings.note(ix, said.listings);
        self.wake_when_others_are_late(ix, now);
        Some(self.take_finding(ix, said.finding))
    }

    /// Takes up how a whole stands that a rule joins, without asking that rule; says where it is.
    fn recall_whole(&mut self, whole: JoinedWhole, now: Timestamp) -> Option<(ObligationIx, usize)> {
        let JoinedWhole { obligation, period, finding, wakes } = whole;
        let ix = self.state.find(&obligation)?;
        let opened = self.state.obligation(ix).place_of(period)?;
        self.wake_to_join((ix, opened), wakes, now);
        self.state.obligation_mut(ix).whole_turned(opened, finding);
        Some((ix, opened))
    }

    fn locate(&self, said: &RuleSaid) -> Option<InstanceIx> {
        let owed = self.state.obligation(self.state.find(said.node.obligation())?);
        owed.opened(said.period)?.instance_of(&said.node)
    }
}
