//! A program taken apart into parts that do not depend on each other, so that each can be walked by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::model::ObligationRef;
use engine::program::{Mission, Obligation, Program};
use jiff::civil::Date;

/// Some of a program's obligations, with everything that they wait for and that waits for them.
pub(super) struct Part {
    /// The program without the other obligations. The catalogue is whole, since a rule may read any cell.
    pub(super) program: Arc<Program>,
    /// What it says: equal signatures tell equal things of one history.
    pub(super) signature: String,
    /// How long its walk may take, against others.
    pub(super) weight: u64,
}

/// Obligations that are joined by what they wait for, by their places in missions and obligations.
#[derive(Clone)]
pub(super) struct Cluster {
    places: Vec<(usize, usize)>,
    signature: blake3::Hash,
    weight: u64,
}

impl Cluster {
    /// What it says: equal signatures tell equal things of one history.
    pub(super) fn signature(&self) -> blake3::Hash {
        self.signature
    }
}

/// The clusters of a program, in the order of their first obligations. `is_wanted` leaves out those that are not asked for:
/// a cluster is wanted whole where any of its missions is.
pub(super) fn clusters(program: &Program, until: Date, is_wanted: impl Fn(&Mission) -> bool) -> Vec<Cluster> {
    let obligations: Vec<(usize, usize, &Mission, &Obligation)> = listed(program);
    let mut roots: Vec<usize> = (0..obligations.len()).collect();
    let numbers: BTreeMap<ObligationRef, usize> = obligations
        .iter()
        .map(|(_, _, mission, obligation)| reference(mission, obligation))
        .zip(0..)
        .collect();
    for (number, (_, _, _, obligation)) in obligations.iter().enumerate() {
        for awaited in obligation.awaited_obligations().filter_map(|awaited| numbers.get(awaited)) {
            let (one, other) = (root(&mut roots, number), root(&mut roots, *awaited));
            roots[one.max(other)] = one.min(other);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..obligations.len() {
        members.entry(root(&mut roots, number)).or_default().push(number);
    }
    let wanted = |members: &Vec<usize>| members.iter().any(|number| is_wanted(obligations[*number].2));
    let cluster = |members: Vec<usize>| {
        let chosen: Vec<_> = members.into_iter().map(|number| obligations[number]).collect();
        Cluster {
            places: chosen.iter().map(|(mission, place, ..)| (*mission, *place)).collect(),
            signature: sign(program, &chosen),
            weight: chosen.iter().map(|(.., obligation)| weight(obligation, until)).sum(),
        }
    };
    members.into_values().filter(wanted).map(cluster).collect()
}

fn listed(program: &Program) -> Vec<(usize, usize, &Mission, &Obligation)> {
    let of_mission = |(at, mission): (usize, &'_ Arc<Mission>)| -> Vec<(usize, usize)> {
        (0..mission.obligations.len()).map(|place| (at, place)).collect()
    };
    let places = program.missions.values().enumerate().flat_map(of_mission);
    places
        .map(|(at, place)| {
            let mission: &Mission = &program.missions[at];
            (at, place, mission, &mission.obligations[place])
        })
        .collect()
}

fn reference(mission: &Mission, obligation: &Obligation) -> ObligationRef {
    ObligationRef { mission: mission.id.clone(), obligation: obligation.id.clone() }
}

fn root(roots: &mut [usize], number: usize) -> usize {
    let mut at = number;
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}

/// A mission's revision stands for all that its obligations refer to, but for the register that evidence is summed by.
fn sign(program: &Program, obligations: &[(usize, usize, &Mission, &Obligation)]) -> blake3::Hash {
    let mut digest = blake3::Hasher::new();
    digest.update(program.catalogue.revision.as_str().as_bytes());
    for (_, _, mission, obligation) in obligations {
        for part in [mission.id.as_str(), mission.revision.as_str(), obligation.id.as_str()] {
            digest.update(&(part.len() as u64).to_le_bytes());
            digest.update(part.as_bytes());
        }
    }
    digest.finalize()
}

/// The number of rules for all its periods.
fn weight(obligation: &Obligation, until: Date) -> u64 {
    let last = obligation.until.map_or(until, |last| last.last_day().min(until));
    let periods = obligation.every.containing(last).index() - obligation.from.index() + 1;
    u64::try_from(periods).unwrap_or(0) * obligation.part_count() as u64
}

/// Puts clusters together into `most` parts at the most, about equally heavy: each part hears the whole history, so that
/// more parts than there is work for would cost more than they save.
pub(super) fn parts(program: &Program, mut clusters: Vec<Cluster>, most: usize) -> Vec<Part> {
    clusters.sort_by(|one, other| other.weight.cmp(&one.weight).then(one.places.cmp(&other.places)));
    let mut shares: Vec<Vec<Cluster>> = vec![Vec::new(); clusters.len().min(most)];
    for cluster in clusters {
        let lightest =
            shares.iter_mut().min_by_key(|share| share.iter().map(|cluster| cluster.weight).sum::<u64>());
        lightest.expect("there is a share where there is a cluster").push(cluster);
    }
    shares.into_iter().map(|share| part(program, &share)).collect()
}

fn part(program: &Program, share: &[Cluster]) -> Part {
    let places: BTreeSet<(usize, usize)> =
        share.iter().flat_map(|cluster| &cluster.places).copied().collect();
    let mut missions = program.missions.clone();
    for (at, mission) in missions.values_mut().enumerate() {
        let kept = |(place, obligation): (usize, &Obligation)| {
            places.contains(&(at, place)).then(|| obligation.clone())
        };
        let obligations = mission.obligations.iter().enumerate().filter_map(kept).collect();
        *mission = Arc::new(Mission { obligations, ..Mission::clone(mission) });
    }
    missions.retain(|_, mission| !mission.obligations.is_empty());
    let mut digest = blake3::Hasher::new();
    for cluster in share {
        digest.update(cluster.signature.as_bytes());
    }
    Part {
        program: Arc::new(Program { missions, ..program.clone() }),
        signature: digest.finalize().to_hex().to_string(),
        weight: share.iter().map(|cluster| cluster.weight).sum(),
    }
}
