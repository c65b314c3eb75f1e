//! Whether a lowered rule is still tried: one that is left to the interpreter each time is worked out twice for nothing. Verdicts are the
//! same either way.

use std::sync::atomic::{AtomicU32, Ordering};

/// How often in a row a rule may be left to the interpreter before it is no longer tried without it.
const MOST: u32 = 16;

/// How often in a row a rule was left to the interpreter.
#[derive(Default)]
pub(in crate::script) struct Trust(AtomicU32);

impl Trust {
    pub(in crate::script) fn is_there(&self) -> bool {
        self.0.load(Ordering::Relaxed) < MOST
    }

    /// Notes that the rule ran to its end.
    pub(in crate::script) fn restore(&self) {
        if self.0.load(Ordering::Relaxed) > 0 {
            self.0.store(0, Ordering::Relaxed);
        }
    }

    /// Notes that it was left to the interpreter.
    pub(in crate::script) fn wear(&self) {
        // Another run may have worn it out meanwhile.
        _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |times| (times < MOST).then_some(times + 1));
    }

    /// Whether it was left to the interpreter for the last time since somebody asked.
    pub(in crate::script) fn take_news(&self) -> bool {
        self.0.compare_exchange(MOST, MOST + 1, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}
