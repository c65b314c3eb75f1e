//! What a reload puts in force: the new texts as far as they are sound, and the last good ones in the place of the rest.

use std::sync::Arc;

use engine::program::Program;

use super::cache::CompilerCache;
use super::project::Compiled;
use super::signatures::Waiting;
use crate::script::Counting;
use crate::source::{MissionComparison, Sources};

/// What came of new texts when the last good ones are at hand.
pub struct Settled {
    /// The texts that are in force. They compile to the program again, without the missions that had to be left out.
    pub sources: Sources,
    /// Their program, with the diagnostics of the new texts; `refused` lists the missions that are not as the new texts say.
    pub compiled: Compiled,
    /// Sound changes that wait for signatures, or for the day on which they take effect.
    pub waiting: Vec<Waiting>,
}

/// Compiles `new`, with the last good text of each mission that it breaks.
///
/// Where even that cannot keep every mission that was good, because a body has gone from the register for
/// instance, the shared files stay as they were, and in the end everything does.
pub fn settle(new: &Sources, last_good: Option<&Sources>) -> Settled {
    CompilerCache::new().settle(new, last_good)
}

/// The same, with rules that count what they reach where that is asked for.
pub fn settle_counting(new: &Sources, last_good: Option<&Sources>, counting: Counting<'_>) -> Settled {
    CompilerCache::counting(counting).settle(new, last_good)
}

impl CompilerCache<'_> {
    /// Compiles `new`, with the last good text of each mission that it breaks, as [`settle`] does.
    pub fn settle(&mut self, new: &Sources, last_good: Option<&Sources>) -> Settled {
        settle_with(self, new, last_good)
    }
}

fn settle_with(cache: &mut CompilerCache<'_>, new: &Sources, last_good: Option<&Sources>) -> Settled {
    let wanted = cache.compile(new);
    let is_sound = wanted.refused.is_empty() && wanted.program.is_some();
    let Some(last_good) = last_good.filter(|_| !is_sound) else {
        let sources = without(new, &wanted.refused);
        return Settled { sources, compiled: wanted, waiting: Vec::new() };
    };
    let shared_as_before = Sources { missions: new.missions.clone(), ..last_good.clone() };
    let candidates = [new, &shared_as_before];
    let kept = candidates.into_iter().find_map(|candidate| mend(cache, candidate, last_good));
    let (sources, program) = kept.unwrap_or_else(|| (last_good.clone(), cache.compile(last_good).program));
    let refused = differing(new, &sources);
    let compiled = Compiled { program, refused, diagnostics: wanted.diagnostics };
    Settled { sources, compiled, waiting: Vec::new() }
}

/// Puts the last good text in the place of each mission that does not compile, until all do. Missions that never were good
/// are left out. None where a mission that was good cannot be kept at all.
fn mend(
    cache: &mut CompilerCache<'_>,
    candidate: &Sources,
    last_good: &Sources,
) -> Option<(Sources, Option<Program>)> {
    let mut sources = candidate.clone();
    // Each round puts back or leaves out at least one mission, and none twice.
    for _ in 0..=candidate.missions.len() * 2 {
        let Compiled { program, refused, .. } = cache.compile(&sources);
        if refused.is_empty() {
            return program.map(|program| (sources, Some(program)));
        }
        let before = sources.clone();
        for path in refused {
            match last_good.missions.get(&path) {
                Some(good) => drop(sources.missions.insert(path, good.clone())),
                None => drop(sources.missions.shift_remove(&path)),
            }
        }
        if sources == before {
            return None;
        }
    }
    None
}

fn without(sources: &Sources, refused: &[Arc<str>]) -> Sources {
    let mut kept = sources.clone();
    kept.missions.retain(|path, _| !refused.contains(path));
    kept
}

/// The missions of `new` that `effective` has otherwise or not at all. Shared files concern them all.
pub(super) fn differing(new: &Sources, effective: &Sources) -> Vec<Arc<str>> {
    let all_differ = !new.shares_texts_with(effective);
    let mut comparison = MissionComparison::default();
    let missions = new.missions.iter().filter(|(path, mission)| {
        let counterpart = effective.missions.get(*path);
        all_differ || !counterpart.is_some_and(|counterpart| comparison.are_same(mission, counterpart))
    });
    let mut paths: Vec<Arc<str>> = missions.map(|(path, _)| Arc::clone(path)).collect();
    paths.sort();
    paths
}
