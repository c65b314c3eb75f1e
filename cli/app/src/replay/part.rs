//! The components of a program put together into parts of about equal weight, so that each can be walked by itself.

use std::sync::Arc;

use engine::components::{Component, Components};
use engine::program::{Mission, Obligation, Program};
use jiff::civil::Date;

/// Some of a program's components.
pub(super) struct Part {
    /// The program without the other components.
    pub(super) program: Arc<Program>,
    /// What it says: equal signatures tell equal things of one history.
    pub(super) signature: String,
    /// How long its walk may take, against others.
    pub(super) weight: u64,
}

/// A component that is asked for.
#[derive(Clone)]
pub(super) struct Cluster {
    component: Component,
    signature: blake3::Hash,
    weight: u64,
}

impl Cluster {
    /// What it says: equal signatures tell equal things of one history.
    pub(super) fn signature(&self) -> blake3::Hash {
        self.signature
    }

    /// How long its walk may take, against others.
    pub(super) fn weight(&self) -> u64 {
        self.weight
    }
}

/// The components in their order. `is_wanted` leaves out those that are not asked for: one is wanted whole where any of its
/// missions is.
pub(super) fn clusters(
    components: &Components,
    until: Date,
    is_wanted: impl Fn(&Mission) -> bool,
) -> Vec<Cluster> {
    let wanted =
        |component: &&Component| components.obligations(component).any(|(mission, _)| is_wanted(mission));
    let cluster = |component: &Component| Cluster {
        component: component.clone(),
        signature: sign(components, component),
        weight: components.obligations(component).map(|(_, obligation)| weight(obligation, until)).sum(),
    };
    components.all().iter().filter(wanted).map(cluster).collect()
}

/// A mission's revision stands for all that its obligations refer to, but for the register that evidence is summed by.
fn sign(components: &Components, component: &Component) -> blake3::Hash {
    let mut digest = blake3::Hasher::new();
    digest.update(components.program().catalogue.revision.as_str().as_bytes());
    for (mission, obligation) in components.obligations(component) {
        for part in [mission.id.as_str(), mission.revision.as_str(), obligation.id.as_str()] {
            digest.update(&(part.len() as u64).to_le_bytes());
            digest.update(part.as_bytes());
        }
    }
    digest.finalize()
}

/// The number of rules for all its periods.
fn weight(obligation: &Obligation, until: Date) -> u64 {
    let last = obligation.last_owed().map_or(until, |last| last.last_day().min(until));
    let periods = obligation.every.containing(last).index() - obligation.from.index() + 1;
    u64::try_from(periods).unwrap_or(0) * obligation.terms.parts.len() as u64
}

/// Puts clusters together into `most` parts at the most, about equally heavy: each part hears the whole history, so that
/// more parts than there is work for would cost more than they save.
pub(super) fn parts(components: &Components, mut clusters: Vec<Cluster>, most: usize) -> Vec<Part> {
    clusters.sort_by(|one, other| other.weight.cmp(&one.weight).then(one.component.cmp(&other.component)));
    let mut shares: Vec<Vec<Cluster>> = vec![Vec::new(); clusters.len().min(most)];
    for cluster in clusters {
        let lightest =
            shares.iter_mut().min_by_key(|share| share.iter().map(|cluster| cluster.weight).sum::<u64>());
        lightest.expect("there is a share where there is a cluster").push(cluster);
    }
    shares.into_iter().map(|share| part(components, &share)).collect()
}

fn part(components: &Components, share: &[Cluster]) -> Part {
    let mut digest = blake3::Hasher::new();
    for cluster in share {
        digest.update(cluster.signature.as_bytes());
    }
    Part {
        program: Arc::new(components.narrowed(share.iter().map(|cluster| &cluster.component))),
        signature: digest.finalize().to_hex().to_string(),
        weight: share.iter().map(|cluster| cluster.weight).sum(),
    }
}
