//! How long scripts may run. Operations are the limit; the clock is there for what they do not measure.

use std::time::{Duration, Instant};

use rules::script::plugin::Budget;

/// For a whole file.
pub(crate) fn for_file() -> Budget {
    within(500_000_000, Duration::from_mins(2))
}

/// For one message, while others wait.
pub(crate) fn for_message() -> Budget {
    within(2_000_000, Duration::from_secs(2))
}

fn within(operations: u64, longest: Duration) -> Budget {
    let deadline = Instant::now() + longest;
    Budget::of(operations).while_not(move || Instant::now() > deadline)
}
