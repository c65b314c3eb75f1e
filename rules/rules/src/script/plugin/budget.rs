//! How much a script may use. Operations are counted, alike on every machine; patience is for what counting misses.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rhai::Dynamic;

use crate::script::sandbox::limits;

/// How much one run may use.
#[derive(Clone)]
pub struct Budget {
    operations: u64,
    is_over: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
}

impl Budget {
    /// A run of at most so many operations.
    pub fn of(operations: u64) -> Self {
        Self { operations, is_over: None }
    }

    /// The same, for as long as `is_over` says no. It is asked now and then; the clock is the caller's.
    #[must_use]
    pub fn while_not(self, is_over: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { is_over: Some(Arc::new(is_over)), ..self }
    }

    /// Begins a run on this thread.
    pub(super) fn start(&self) {
        limits::allow(self.operations);
        STEPS.set(0);
        IS_OVER.set(self.is_over.clone());
    }
}

/// How many steps pass between two looks at the clock.
const STEPS_A_LOOK: u32 = 32;

thread_local! {
    static STEPS: Cell<u32> = const { Cell::new(0) };
    static IS_OVER: RefCell<Option<Arc<dyn Fn() -> bool + Send + Sync>>> = const { RefCell::new(None) };
}

/// Counts one step; gives the reason where the script must stop.
pub(super) fn step() -> Option<Dynamic> {
    if let Err(stop) = limits::spend(1) {
        return Some(Dynamic::from(stop));
    }
    let steps = STEPS.get().wrapping_add(1);
    STEPS.set(steps);
    let is_over = steps.is_multiple_of(STEPS_A_LOOK)
        && IS_OVER.with_borrow(|is_over| is_over.as_ref().is_some_and(|is_over| is_over()));
    is_over.then(|| Dynamic::from(limits::out_of_allowance()))
}
