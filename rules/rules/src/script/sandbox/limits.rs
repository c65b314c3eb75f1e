//! Every limit within which scripts run: how deep, how large, how long.
//!
//! Rhai does not count what happens inside native callbacks such as those of `map` and `filter`, so the count of operations is
//! kept here. A run stays on one thread, and a rule cannot start another, so one counter for each thread is enough.

use std::cell::Cell;

use engine::view::{Fault, Stop};
use rhai::Engine;

/// How deep calls may go. Limits of depth are set one by one, since Rhai's own are lower in debug builds.
const CALL_DEPTH: usize = 32;
/// How deep expressions may be nested; 64 would need a larger stack than a thread is given.
const EXPRESSION_DEPTH: usize = 32;
/// How many libraries a rule may import.
const LIBRARIES: usize = 16;
/// The largest list or map, with all that is in it: so its depth is bounded too, and the stack on which it is copied
/// and let go of.
pub(in crate::script) const ENTRIES: usize = 1_000;
/// How many operations one run may take.
pub(in crate::script) const OPERATIONS: u64 = 1_000_000;

/// How much stack a thread is to have that runs rules, in bytes: what is held in what is let go of from inside the deepest
/// calls as well.
pub const RULE_STACK: usize = 16 << 20;

/// How much a script may hold at once.
pub(in crate::script) struct Sizes {
    pub(in crate::script) variables: usize,
    pub(in crate::script) functions: usize,
    pub(in crate::script) text_bytes: usize,
    pub(in crate::script) list_entries: usize,
    pub(in crate::script) map_entries: usize,
}

/// How much a rule may hold at once.
pub(in crate::script) const RULE_SIZES: Sizes = Sizes {
    variables: 64,
    functions: 64,
    text_bytes: 64 * 1024,
    list_entries: ENTRIES,
    map_entries: ENTRIES,
};

/// Sets the limits that an engine holds scripts to by itself.
pub(super) fn limit(engine: &mut Engine, sizes: &Sizes) {
    engine
        .set_max_call_levels(CALL_DEPTH)
        .set_max_expr_depths(EXPRESSION_DEPTH, EXPRESSION_DEPTH)
        .set_max_variables(sizes.variables)
        .set_max_functions(sizes.functions)
        .set_max_modules(LIBRARIES)
        .set_max_string_size(sizes.text_bytes)
        .set_max_array_size(sizes.list_entries)
        .set_max_map_size(sizes.map_entries);
}

thread_local! {
    static LEFT: Cell<u64> = const { Cell::new(0) };
}

/// Begins a run with the full allowance.
pub(in crate::script) fn start() {
    allow(OPERATIONS);
}

/// Begins a run with an allowance of its own.
pub(in crate::script) fn allow(operations: u64) {
    LEFT.set(operations);
}

/// Why a run ends that has used up what it was allowed.
pub(in crate::script) fn out_of_allowance() -> Stop {
    Stop::Failed(Fault::new("the rule ran for too long and was stopped"))
}

/// Begins a run with some operations more, which are given back after each use.
pub(in crate::script) fn start_with_spare(spare: u64) {
    LEFT.set(OPERATIONS + spare);
}

/// Gives back what was taken for something that is no work of the rule.
pub(in crate::script) fn give_back(operations: u64) {
    LEFT.set(LEFT.get() + operations);
}

/// Whether nothing was taken off the full allowance yet.
#[cfg(test)]
pub(in crate::script) fn is_untouched() -> bool {
    LEFT.get() == OPERATIONS
}

/// What is left of the allowance.
pub(in crate::script) fn left() -> u64 {
    LEFT.get()
}

/// Takes the cost of some work off the allowance.
///
/// # Errors
/// The allowance is used up.
pub(in crate::script) fn spend(operations: usize) -> Result<(), Stop> {
    let left = LEFT.get().checked_sub(operations as u64);
    LEFT.set(left.unwrap_or(0));
    match left {
        Some(_) => Ok(()),
        None => Err(out_of_allowance()),
    }
}
