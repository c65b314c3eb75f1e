//! How long scripts may run. Operations are the limit; the clock is there for what they do not measure.

use std::time::{Duration, Instant};

use rules::script::plugin::Budget;

/// For a whole file of so many bytes.
pub(crate) fn for_file(bytes: usize) -> Budget {
    within(5_000_000 + bytes as u64 * OPERATIONS_A_BYTE, Duration::from_mins(2))
}

/// For one message, while others wait.
pub(crate) fn for_message() -> Budget {
    within(2_000_000, Duration::from_secs(2))
}

/// A row of thirty letters may cost three thousand operations.
const OPERATIONS_A_BYTE: u64 = 100;

fn within(operations: u64, longest: Duration) -> Budget {
    let deadline = Instant::now() + longest;
    Budget::of(operations).while_not(move || Instant::now() > deadline)
}
