//! Counts what a run of a rule costs, so that every run ends.
//!
//! Rhai does not count what happens inside native callbacks such as those of `map` and `filter`, so the count is kept
//! here. A run stays on one thread, and a rule cannot start another, so one counter for each thread is enough.

use std::cell::Cell;

use engine::view::{Fault, Stop};

/// How many operations one run may take.
const LIMIT: u64 = 1_000_000;

thread_local! {
    static LEFT: Cell<u64> = const { Cell::new(0) };
}

/// Begins a run with the full allowance.
pub(super) fn start() {
    allow(LIMIT);
}

/// Begins a run with an allowance of its own.
pub(super) fn allow(operations: u64) {
    LEFT.set(operations);
}

/// Why a run ends that has used up what it was allowed.
pub(super) fn out_of_allowance() -> Stop {
    Stop::Failed(Fault::new("the rule ran for too long and was stopped"))
}

/// Begins a run with some operations more, which are given back after each use.
pub(super) fn start_with_spare(spare: u64) {
    LEFT.set(LIMIT + spare);
}

/// Gives back what was taken for something that is no work of the rule.
pub(super) fn give_back(operations: u64) {
    LEFT.set(LEFT.get() + operations);
}

/// What is left of the allowance.
#[cfg(test)]
pub(super) fn left() -> u64 {
    LEFT.get()
}

/// Takes the cost of some work off the allowance.
///
/// # Errors
/// The allowance is used up.
pub(super) fn spend(operations: usize) -> Result<(), Stop> {
    let left = LEFT.get().checked_sub(operations as u64);
    LEFT.set(left.unwrap_or(0));
    match left {
        Some(_) => Ok(()),
        None => Err(out_of_allowance()),
    }
}
