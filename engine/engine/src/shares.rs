//! A program folded in shares: several engines hear the same events, each with some of the components of one program under judgement, and what they
//! worked out is put together as one engine would have worked it out.
//!
//! A share keeps every mission, if need be without its obligations, so that it goes on as the whole does when a program takes the
//! place of another.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::sync::Arc;
use std::vec;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::components::{Component, Components};
use crate::evaluate::{JoinedWhole, ReadCell, Said, SeenFigure};
use crate::evidence::Evidence;
use crate::memo::Memo;
use crate::model::{Cell, ObligationRef, Response, ResponseId};
use crate::program::{Mission, Program};
use crate::step::Engine;

impl Components {
    /// The program with the obligations of these components under judgement, and with all its missions.
    pub fn share<'c>(&self, components: impl IntoIterator<Item = &'c Component>) -> Program {
        let mut share = self.narrowed(components);
        let shell = |mission: &Mission| Arc::new(Mission { obligations: Vec::new(), ..mission.clone() });
        let missions = self.program().missions.iter().map(|(id, mission)| {
            let kept = share.missions.get(id).map_or_else(|| shell(mission), Arc::clone);
            (id.clone(), kept)
        });
        share.missions = missions.collect();
        share
    }
}

/// What one share of a program came to.
pub struct ShareMemo {
    /// The program that it had under judgement.
    pub program: Arc<Program>,
    pub memo: Memo,
}

impl Memo {
    /// What the shares of a program came to, as one engine would have worked it out that had the whole of it under judgement.
    ///
    /// # Panics
    /// There is no share.
    pub fn joined(whole: &Program, shares: Vec<ShareMemo>) -> Self {
        let mut owners = FxHashMap::default();
        for (number, share) in shares.iter().enumerate() {
            owners.extend(obligations(&share.program).map(|reference| (reference, number)));
        }
        let mut memos: Vec<Self> = shares.into_iter().map(|share| share.memo).collect();
        let responses = responses(&memos);
        let seen = seen(&mut memos, &responses, &owners);
        let (cells, said) = said(whole, &mut memos);
        let joined =
            by_obligation(whole, take(&mut memos, |memo| &mut memo.joined), |joined: &JoinedWhole| {
                &joined.obligation
            });
        let mut alerts: Vec<_> = take(&mut memos, |memo| &mut memo.alerts).into_iter().flatten().collect();
        alerts.sort_by(|one, other| one.id.cmp(&other.id));
        let told: BTreeMap<_, _> = take(&mut memos, |memo| &mut memo.told).into_iter().flatten().collect();
        let cuts: BTreeMap<_, _> = take(&mut memos, |memo| &mut memo.cuts).into_iter().flatten().collect();
        // Every share hears the same, so that what is left is the same in all.
        let first = memos.into_iter().next().expect("a program has at least one share");
        Self {
            responses,
            cells,
            said: said.into_iter().map(|(_, said)| said).collect(),
            joined: joined.into_iter().map(|(_, joined)| joined).collect(),
            alerts,
            seen,
            told: told.into_iter().collect(),
            cuts: cuts.into_iter().collect(),
            ..first
        }
    }
}

impl Engine {
    /// The reports that it heard, for an engine that has worked nothing out yet.
    ///
    /// # Panics
    /// Somebody still looks at them.
    pub fn into_evidence(self) -> Evidence {
        let evidence = self.evaluator.into_evidence();
        evidence.expect("no view outlives the run that it was opened for").unread()
    }
}

fn obligations(program: &Program) -> impl Iterator<Item = ObligationRef> {
    let missions = program.missions.values();
    missions.flat_map(|mission| mission.obligations.iter().map(|owed| owed.reference(&mission.id)))
}

fn take<T>(memos: &mut [Memo], field: impl Fn(&mut Memo) -> &mut Vec<T>) -> Vec<Vec<T>> {
    memos.iter_mut().map(|memo| std::mem::take(field(memo))).collect()
}

/// Every response, and of a group that it was closed, which only the share may know that judges what the group was to bring about.
fn responses(memos: &[Memo]) -> Vec<Response> {
    let Some(first) = memos.first() else { return Vec::new() };
    let is_closed =
        |response: &Response| response.enclosed.group().is_some_and(|group| group.closed_at.is_some());
    let closed =
        |place: usize| memos.iter().map(|memo| &memo.responses[place]).find(|heard| is_closed(heard));
    let heard = first.responses.iter().enumerate();
    heard.map(|(place, response)| closed(place).unwrap_or(response).clone()).collect()
}

/// The figures that waivers saw, as the share saw them that judges the obligation.
fn seen(
    memos: &mut [Memo],
    responses: &[Response],
    owners: &FxHashMap<ObligationRef, usize>,
) -> Vec<SeenFigure> {
    let shares = memos.len();
    let mut by_response: FxHashMap<(usize, ResponseId), Vec<SeenFigure>> = FxHashMap::default();
    for (number, seen) in take(memos, |memo| &mut memo.seen).into_iter().enumerate() {
        for figure in seen {
            by_response.entry((number, figure.response.clone())).or_default().push(figure);
        }
    }
    let mut of = |share, response: &Response| by_response.remove(&(share, response.id.clone()));
    // What is declared no longer has no owner: only the share that judged it at the time saw anything.
    let of_owner = |response: &Response| match owners.get(&response.obligation) {
        Some(owner) => of(*owner, response).unwrap_or_default(),
        None => (0..shares).find_map(|share| of(share, response)).unwrap_or_default(),
    };
    responses.iter().flat_map(of_owner).collect()
}

/// What every rule said, in the order of the whole program, and the cells that were read, numbered as they are met in it.
fn said(whole: &Program, memos: &mut [Memo]) -> (Vec<Cell>, Vec<(usize, Said)>) {
    let cells = take(memos, |memo| &mut memo.cells);
    let said = take(memos, |memo| &mut memo.said);
    let mut said = by_obligation(whole, said, |said: &Said| said.node.obligation());
    let mut numbers: Vec<Vec<Option<ReadCell>>> = cells.iter().map(|cells| vec![None; cells.len()]).collect();
    let mut all: IndexSet<Cell, FxBuildHasher> = IndexSet::default();
    for (share, said) in &mut said {
        for read in &mut said.reads {
            let place = read.0 as usize;
            let number = numbers[*share][place].get_or_insert_with(|| {
                let (number, _) = all.insert_full(cells[*share][place].clone());
                ReadCell(u32::try_from(number).expect("fewer than four thousand million cells are read"))
            });
            *read = *number;
        }
    }
    (all.into_iter().collect(), said)
}

/// Lists in the order of the obligations of a share, put together in that of the whole, each with the number of its share.
fn by_obligation<T>(
    whole: &Program,
    shares: Vec<Vec<T>>,
    obligation_of: impl Fn(&T) -> &ObligationRef,
) -> Vec<(usize, T)> {
    let mut all = Vec::with_capacity(shares.iter().map(Vec::len).sum());
    let mut shares: Vec<Peekable<vec::IntoIter<T>>> =
        shares.into_iter().map(|share| share.into_iter().peekable()).collect();
    for reference in obligations(whole) {
        for (number, share) in shares.iter_mut().enumerate() {
            while let Some(item) = share.next_if(|item| *obligation_of(item) == reference) {
                all.push((number, item));
            }
        }
    }
    all
}
