//! Which engine judges what. Whatever hangs together is judged by one, and stays with it while one program takes the place of another.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::components::{Component, Components};
use engine::model::{ObligationRef, Response};
use engine::program::{Obligation, Program};
use jiff::civil::Date;

/// Where the heaviest share is more than so many parts of five of all, the others are not worth what hearing everything costs them.
const MOST_OF_FIVE: u64 = 4;

/// When engines share a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sharing {
    /// Where none of them has nearly all to judge.
    WhereItPays,
    Always,
}

/// Who judges what.
pub(super) struct Assignment {
    shares: usize,
    by_obligation: BTreeMap<ObligationRef, usize>,
    /// What officials said that ties obligations together.
    ties: Vec<Response>,
}

/// That something hangs together now which several engines judge.
pub(super) struct Tied;

impl Assignment {
    pub(super) fn new(shares: usize) -> Self {
        Self { shares, by_obligation: BTreeMap::new(), ties: Vec::new() }
    }

    /// The shares of a program that comes into force, the heaviest first where it is the first one.
    pub(super) fn shares_of(&mut self, program: &Arc<Program>, today: Date) -> Result<Vec<Program>, Tied> {
        let components = Components::tied(Arc::clone(program), &self.ties);
        let mut weighed: Vec<(u64, &Component)> = Vec::new();
        let mut shares: Vec<(u64, Vec<&Component>)> = vec![(0, Vec::new()); self.shares];
        for component in components.all() {
            let weight = components.obligations(component).map(|(_, owed)| weight(owed, today)).sum();
            match self.judges_of(&components, component)? {
                Some(share) => {
                    shares[share].0 += weight;
                    shares[share].1.push(component);
                    self.note(&components, component, share);
                }
                None => weighed.push((weight, component)),
            }
        }
        weighed.sort_by(|one, other| Reverse(one.0).cmp(&Reverse(other.0)).then(one.1.cmp(other.1)));
        for (weight, component) in weighed {
            let lightest = (0..shares.len()).min_by_key(|share| shares[*share].0);
            let share = lightest.expect("there is a share");
            shares[share].0 += weight;
            shares[share].1.push(component);
            self.note(&components, component, share);
        }
        Ok(shares.into_iter().map(|(_, own)| components.share(own)).collect())
    }

    /// Notes who judges all of a component, also what joins it only now: it stays there when a later program parts the two.
    fn note(&mut self, components: &Components, component: &Component, share: usize) {
        for (mission, owed) in components.obligations(component) {
            self.by_obligation.insert(owed.reference(&mission.id), share);
        }
    }

    /// The engine that judges some of a component already.
    fn judges_of(&self, components: &Components, component: &Component) -> Result<Option<usize>, Tied> {
        let known = components
            .obligations(component)
            .filter_map(|(mission, owed)| self.by_obligation.get(&owed.reference(&mission.id)));
        let known: BTreeSet<usize> = known.copied().collect();
        let first = known.first().copied();
        if known.len() > 1 { Err(Tied) } else { Ok(first) }
    }

    /// Takes in what an official said.
    pub(super) fn hear(&mut self, response: &Response) -> Result<(), Tied> {
        let Some(awaited) = response.enclosed.waits_for() else { return Ok(()) };
        self.ties.push(response.clone());
        let judged_by = |obligation| self.by_obligation.get(obligation);
        match (judged_by(&response.obligation), judged_by(awaited)) {
            (Some(one), Some(other)) if one == other => Ok(()),
            (None, None) => Ok(()),
            _ => Err(Tied),
        }
    }
}

/// Whether it pays to judge the parts of a program on several cores.
pub(super) fn is_worth_sharing(program: &Arc<Program>, shares: usize, today: Date) -> bool {
    let components = Components::of(Arc::clone(program));
    let mut weights: Vec<u64> = components
        .all()
        .iter()
        .map(|component| components.obligations(component).map(|(_, owed)| weight(owed, today)).sum())
        .collect();
    weights.sort_unstable_by_key(|weight| Reverse(*weight));
    let mut loads = vec![0_u64; shares];
    for weight in &weights {
        if let Some(lightest) = loads.iter_mut().min() {
            *lightest += weight;
        }
    }
    let heaviest = loads.into_iter().max().unwrap_or_default();
    heaviest * 5 <= weights.iter().sum::<u64>() * MOST_OF_FIVE
}

/// About how many rules have run for an obligation by a day, each once.
fn weight(obligation: &Obligation, today: Date) -> u64 {
    let last = obligation.last_owed().map_or(today, |last| last.last_day().min(today));
    let periods = obligation.every.containing(last).index() - obligation.from.index() + 1;
    u64::try_from(periods).unwrap_or(0).max(1) * obligation.terms.parts.len().max(1) as u64
}
