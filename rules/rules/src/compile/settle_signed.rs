//! What a reload puts in force where people must sign: `hold` keeps back what lacks signatures, and `settle` what is broken.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ledger::signature::Approval;

use super::cache::CompilerCache;
use super::project::Compiled;
use super::settle::{Settled, differing};
use super::signatures::{HeldBack, Waiting, hold};
use crate::source::Sources;

/// What new texts are measured against.
#[derive(Clone, Copy)]
pub struct TextsInForce<'a> {
    /// The texts in force.
    pub sources: &'a Sources,
    /// The verified signatures under changes of them.
    pub approvals: &'a [Approval],
    pub now: Timestamp,
}

/// Compiles `new` over what is in force: a change of a mission that names approvers waits until two of them have signed it,
/// and what is broken keeps its last good text, as in [`settle`](super::settle()).
pub fn settle_signed(new: &Sources, in_force: TextsInForce<'_>) -> Settled {
    CompilerCache::new().settle_signed(new, in_force)
}

impl CompilerCache<'_> {
    /// Compiles `new` over what is in force, as [`settle_signed`] does.
    pub fn settle_signed(&mut self, new: &Sources, in_force: TextsInForce<'_>) -> Settled {
        settle_signed_with(self, new, in_force)
    }
}

fn settle_signed_with(cache: &mut CompilerCache<'_>, new: &Sources, in_force: TextsInForce<'_>) -> Settled {
    let TextsInForce { sources: old, approvals, now } = in_force;
    let project = cache.project(old);
    let today = project
        .0
        .as_ref()
        .map_or_else(|| now.to_zoned_datetime(TimeZone::UTC).date(), |it| it.calendar.day(now));
    let held = hold(cache, new, old, approvals, today);
    let mut settled = cache.settle(&held.sources, Some(old));
    if !held.is_kept_by(cache, &settled.sources) {
        // Two files that claim one mission can push it out; then everything stays.
        let Compiled { program, .. } = cache.compile(old);
        let diagnostics = settled.compiled.diagnostics;
        let compiled = Compiled { program, refused: differing(&held.sources, old), diagnostics };
        settled = Settled { sources: old.clone(), compiled, waiting: Vec::new() };
    }
    if held.waiting.is_empty() { settled } else { tell_of_new(cache, new, settled, held) }
}

/// Says of texts that are held back whether they could go in at all.
fn tell_of_new(cache: &mut CompilerCache<'_>, new: &Sources, settled: Settled, held: HeldBack) -> Settled {
    let Settled { sources, mut compiled, .. } = settled;
    let wanted = cache.compile(new);
    let is_broken = |waiting: &Waiting| {
        let path = waiting.new.as_ref().map(|texts| &texts.declaration.path);
        path.is_some_and(|path| wanted.refused.contains(path))
    };
    let (broken, waiting): (Vec<_>, Vec<_>) = held.waiting.into_iter().partition(is_broken);
    compiled.refused.extend(broken.into_iter().filter_map(|waiting| Some(waiting.new?.declaration.path)));
    compiled.refused.sort();
    compiled.refused.dedup();
    // What the texts in force add to the faults is told only where it keeps something out.
    compiled.diagnostics.retain(|fault| fault.is_error() && !wanted.diagnostics.contains(fault));
    compiled.diagnostics.splice(0..0, wanted.diagnostics);
    Settled { sources, compiled, waiting }
}
