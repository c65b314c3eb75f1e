//! Taking times: medians of rounds, since a shared machine is noisy.

use std::time::{Duration, Instant};

/// How long `work` takes.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed(), done)
}

/// The median time of one of `calls` calls, over seven rounds after one that is not counted. What a call is given was made before,
/// which takes no part in the time.
pub(crate) fn median_of_prepared<T>(
    calls: u32,
    mut prepare: impl FnMut() -> T,
    mut call: impl FnMut(T),
) -> Duration {
    let mut round = || {
        let prepared: Vec<T> = (0..calls).map(|_| prepare()).collect();
        let start = Instant::now();
        prepared.into_iter().for_each(&mut call);
        start.elapsed() / calls
    };
    round();
    let mut rounds: Vec<Duration> = (0..7).map(|_| round()).collect();
    rounds.sort();
    rounds[rounds.len() / 2]
}

/// The median of times.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
