//! Waiting for a condition, never for a time. What does not come true before the deadline fails the test that waits.

use std::thread;
use std::time::{Duration, Instant};

/// Far more than anything here takes, so that a busy machine fails no test.
pub const DEADLINE: Duration = Duration::from_mins(5);

/// Between two looks at something that nobody tells of.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Looks until `look` finds something.
///
/// # Panics
/// It found nothing before the deadline.
#[track_caller]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < DEADLINE, "{what}: still not so after {DEADLINE:?}");
        thread::sleep(BETWEEN_LOOKS);
    }
}
