//! How many things each body owes over all missions, and how many of these are broken.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use engine::model::BodyId;

use super::cell::Duty;
use super::grid::Matrix;

/// What one body owes, in numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BodyCounts {
    pub body: BodyId,
    pub owed: usize,
    /// Of these, those that are missed, or of which nothing came.
    pub broken: usize,
}

impl Matrix {
    /// Every body that a mission names, the worst first.
    pub fn bodies(&self) -> Vec<BodyCounts> {
        let mut counts: BTreeMap<&BodyId, (usize, usize)> = BTreeMap::new();
        for ((_, body), cell) in self.missions.iter().flat_map(|mission| &mission.cells) {
            let duties = cell.owed().map(|owed| &owed.duties[..]).unwrap_or_default();
            let known = counts.entry(body).or_default();
            known.0 += duties.len();
            known.1 += duties.iter().map(Duty::verdict).filter(|verdict| verdict.is_breach()).count();
        }
        let count = |(body, (owed, broken)): (&BodyId, (usize, usize))| BodyCounts {
            body: body.clone(),
            owed,
            broken,
        };
        let mut bodies: Vec<BodyCounts> = counts.into_iter().map(count).collect();
        bodies.sort_by_key(|counts| Reverse(counts.broken));
        bodies
    }
}
