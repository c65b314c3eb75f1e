//! Taking times: the median of rounds, and the time for which the processor worked, since a machine that is shared is noisy.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

const ROUNDS: usize = 9;
/// How long one round takes at least.
const ROUND: Duration = Duration::from_millis(40);

/// The median time of one call, in nanoseconds.
pub(crate) fn nanoseconds<T>(mut call: impl FnMut(usize) -> T) -> f64 {
    let mut turn = 0;
    let mut calls = 1;
    loop {
        let took = round(calls, &mut turn, &mut call);
        if took >= ROUND {
            break;
        }
        calls *= 2;
    }
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| round(calls, &mut turn, &mut call).as_secs_f64() * 1e9 / f64::from(calls))
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

fn round<T>(calls: u32, turn: &mut usize, call: &mut impl FnMut(usize) -> T) -> Duration {
    let start = ProcessTime::now();
    for _ in 0..calls {
        black_box(call(*turn));
        *turn += 1;
    }
    start.elapsed()
}

/// The median time for each of so many things that are made beforehand and then handed over one by one, in nanoseconds.
pub(crate) fn nanoseconds_of_prepared<T>(
    many: usize,
    mut prepare: impl FnMut(usize) -> T,
    mut call: impl FnMut(T),
) -> f64 {
    let mut turn = 0;
    let mut round = || {
        let prepared: Vec<T> = (0..many).map(|at| prepare(turn + at)).collect();
        turn += many;
        let start = ProcessTime::now();
        prepared.into_iter().for_each(&mut call);
        start.elapsed().as_secs_f64() * 1e9 / many as f64
    };
    round();
    let mut rounds: Vec<f64> = (0..ROUNDS).map(|_| round()).collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

/// The median time of one call in nanoseconds, with whatever it waits for.
pub(crate) fn nanoseconds_with_waiting<T>(mut call: impl FnMut() -> T) -> f64 {
    let mut rounds: Vec<f64> = (0..100 * ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(call());
            start.elapsed().as_secs_f64() * 1e9
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
