//! Two-person change: the text in force of a mission that names approvers stays until two of them have signed the new one.
//!
//! Who signed is told by the caller, who checks signatures; here it is only counted, against the approvers in force.

use std::sync::Arc;

use engine::model::{Approver, MissionId, Revision};
use jiff::civil::Date;
use ledger::signature::Approval;

use super::cache::CompilerCache;
use super::mission_texts::{MissionTexts, of_read};
use crate::source::{MissionSources, Sources};

/// How many different people must sign a change.
pub const SIGNATURES_NEEDED: usize = 2;

/// A change that is not in force yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    pub mission: MissionId,
    /// Its title in force.
    pub title: String,
    /// The path of its declaration in force.
    pub path: Arc<str>,
    /// The revision of its own texts in force.
    pub in_force: Revision,
    /// The revision that waits; [`removed`] for a removal.
    pub revision: Revision,
    /// Its texts in force.
    pub old: MissionSources,
    /// Its new texts; none for a removal.
    pub new: Option<MissionSources>,
    /// Who may sign: the approvers in force.
    pub approvers: Vec<Approver>,
    /// The signatures that count so far, in the order in which they came, the last of each signer.
    pub signed: Vec<Approval>,
    /// The day at whose start the change goes in, where enough people have signed it.
    pub starts: Option<Date>,
}

impl Waiting {
    /// The approver whose key this is.
    pub fn approver(&self, key: &str) -> Option<&Approver> {
        self.approvers.iter().find(|approver| *approver.key == *key)
    }

    /// The names of those who signed, in the order in which they did.
    pub fn signers(&self) -> Vec<&str> {
        self.signed.iter().filter_map(|approval| Some(&*self.approver(&approval.key)?.name)).collect()
    }
}

/// The revision of a mission that is gone.
pub fn removed() -> Revision {
    Revision::new("removed")
}

/// The new texts with those in force in the place of what waits.
pub(super) struct HeldBack {
    pub(super) sources: Sources,
    pub(super) waiting: Vec<Waiting>,
    guards: Vec<Guard>,
}

/// What may become of one mission that names approvers.
struct Guard {
    mission: MissionId,
    allowed: Vec<Revision>,
}

/// Puts the texts in force in the place of every change that lacks signatures on `today`.
pub(super) fn hold(
    cache: &mut CompilerCache<'_>,
    new: &Sources,
    in_force: &Sources,
    approvals: &[Approval],
    today: Date,
) -> HeldBack {
    let mut held = HeldBack { sources: new.clone(), waiting: Vec::new(), guards: Vec::new() };
    let cadences = cache.cadences(new);
    let guarded = in_force.missions.iter().filter_map(|(path, texts)| {
        let read = cache.mission(&texts.declaration, &cadences);
        let own = (!read.reading.found.approvers.is_empty()).then(|| of_read(texts, &read))??;
        Some((path, texts, own))
    });
    let guarded: Vec<_> = guarded.collect();
    if guarded.is_empty() {
        return held;
    }
    let found = found(cache, new);
    for (path, old, own) in guarded {
        let mut guard = Guard { mission: own.mission.clone(), allowed: vec![own.revision.clone()] };
        if let Some(change) = find_change(new, path, &own, &found) {
            let waiting = waiting(path, old, &own, &change, approvals, today);
            if is_approved(&waiting, today) {
                guard.allowed.push(change.revision);
            } else {
                put_back(&mut held.sources, &waiting, &change.paths);
                held.waiting.push(waiting);
            }
        }
        held.guards.push(guard);
    }
    held
}

/// The missions that texts declare, with their places.
fn found<'s>(cache: &mut CompilerCache<'_>, sources: &'s Sources) -> Vec<(&'s Arc<str>, MissionTexts)> {
    let cadences = cache.cadences(sources);
    let own = |(path, texts): (&'s Arc<str>, &'s MissionSources)| {
        Some((path, of_read(texts, &cache.mission(&texts.declaration, &cadences))?))
    };
    sources.missions.iter().filter_map(own).collect()
}

impl HeldBack {
    /// Whether nothing but what was signed has become of any mission that names approvers.
    pub(super) fn is_kept_by(&self, cache: &mut CompilerCache<'_>, sources: &Sources) -> bool {
        if self.guards.is_empty() {
            return true;
        }
        let found = found(cache, sources);
        self.guards.iter().all(|guard| {
            let same = found.iter().find(|(_, own)| own.mission == guard.mission);
            guard.allowed.contains(&same.map_or_else(removed, |(_, own)| own.revision.clone()))
        })
    }
}

/// What new texts make of a mission.
struct ProposedChange {
    revision: Revision,
    texts: Option<MissionSources>,
    /// Where the new texts declare the mission.
    paths: Vec<Arc<str>>,
}

/// What new texts make of a mission; none where they leave it as it is, or where its file says nothing that could be signed.
fn find_change(
    new: &Sources,
    path: &Arc<str>,
    own: &MissionTexts,
    found: &[(&Arc<str>, MissionTexts)],
) -> Option<ProposedChange> {
    let same = || found.iter().filter(|(_, other)| other.mission == own.mission);
    if same().any(|(_, other)| other.revision == own.revision) {
        return None;
    }
    let Some((at, change)) = same().find(|(at, _)| *at == path).or_else(|| same().next()) else {
        let is_illegible = new.missions.contains_key(path) && !found.iter().any(|(at, _)| *at == path);
        return (!is_illegible).then(|| ProposedChange {
            revision: removed(),
            texts: None,
            paths: Vec::new(),
        });
    };
    let texts = new.missions.get(*at).cloned();
    let paths = same().map(|(at, _)| Arc::clone(at)).collect();
    Some(ProposedChange { revision: change.revision.clone(), texts, paths })
}

fn waiting(
    path: &Arc<str>,
    old: &MissionSources,
    own: &MissionTexts,
    change: &ProposedChange,
    approvals: &[Approval],
    today: Date,
) -> Waiting {
    let mut waiting = Waiting {
        mission: own.mission.clone(),
        title: own.title.clone(),
        path: Arc::clone(path),
        in_force: own.revision.clone(),
        revision: change.revision.clone(),
        old: old.clone(),
        new: change.texts.clone(),
        approvers: own.approvers.clone(),
        signed: Vec::new(),
        starts: None,
    };
    let counting: Vec<&Approval> =
        approvals.iter().filter(|approval| counts(approval, &waiting, today)).collect();
    for approval in counting {
        waiting.signed.retain(|earlier| earlier.key != approval.key);
        waiting.signed.push(approval.clone());
    }
    waiting.starts = agreed_start(&waiting.signed, today);
    waiting
}

fn counts(approval: &Approval, waiting: &Waiting, today: Date) -> bool {
    approval.mission == waiting.mission
        && approval.replaces == waiting.in_force
        && approval.revision == waiting.revision
        && today <= approval.expires
        && waiting.approver(&approval.key).is_some()
}

/// The earliest day on which enough of the signers agree; one that is over counts as today.
fn agreed_start(signed: &[Approval], today: Date) -> Option<Date> {
    let agreeing = |approval: &&Approval| {
        signed.iter().filter(|other| other.starts == approval.starts).count() >= SIGNATURES_NEEDED
    };
    signed.iter().filter(agreeing).map(|approval| approval.starts.map_or(today, |day| day.max(today))).min()
}

fn is_approved(waiting: &Waiting, today: Date) -> bool {
    waiting.starts.is_some_and(|day| day <= today)
}

/// Puts the texts in force back to their place, or to that of the new ones where another mission has taken it.
fn put_back(sources: &mut Sources, waiting: &Waiting, paths: &[Arc<str>]) {
    sources.missions.retain(|path, _| !paths.contains(path));
    let is_taken = sources.missions.contains_key(&waiting.path);
    let place = paths.first().filter(|_| is_taken).unwrap_or(&waiting.path);
    sources.missions.insert(Arc::clone(place), waiting.old.clone());
}
