//! Shares work out over threads. What comes back is in the order of what was given.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rules::script::RULE_STACK;

/// How many threads the machine works on at once.
pub(crate) fn available() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Works on every item, on so many threads at most; a thread takes the next item when it is done with one.
pub(crate) fn on_cores<T: Sync, R: Send>(jobs: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        while let Some((place, item)) = items.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((place, work(item)));
        }
        done
    };
    let on_thread = || thread::Builder::new().stack_size(RULE_STACK);
    let jobs = jobs.clamp(1, items.len().max(1));
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let threads: Vec<_> = (1..jobs)
            .map(|_| on_thread().spawn_scoped(scope, take).expect("there are few threads"))
            .collect();
        let own = take();
        let joined = threads.into_iter().flat_map(|thread| thread.join().expect("no work panics"));
        own.into_iter().chain(joined).collect()
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Does two things at once, the first on a thread of its own.
///
/// # Panics
/// The system has no thread to give, or one of the two panics.
pub fn both<F: Send, S>(first: impl FnOnce() -> F + Send, second: impl FnOnce() -> S) -> (F, S) {
    thread::scope(|scope| {
        let first = thread::Builder::new().stack_size(RULE_STACK).spawn_scoped(scope, first);
        let first = first.expect("there are few threads");
        let second = second();
        (first.join().expect("no work panics"), second)
    })
}

/// Fewer pieces of work than this are done before threads would be up.
const WORTH_A_THREAD: usize = 32;

/// Works on so many pieces, by their places, on all cores.
pub fn on_all_cores(count: usize, work: &(dyn Fn(usize) + Sync)) {
    let places: Vec<usize> = (0..count).collect();
    on_cores(available().min(count / WORTH_A_THREAD), &places, |place| work(*place));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_things_are_done_at_once_and_come_back_in_their_order() {
        let (ask, asked) = std::sync::mpsc::channel();
        let (answer, answered) = std::sync::mpsc::channel();
        let first = move || asked.recv().map(|question: u32| answer.send(question + 1)).is_ok();
        let second = move || ask.send(1).ok().and_then(|()| answered.recv().ok());
        assert_eq!(both(first, second), (true, Some(2)), "each waits for the other");
    }

    #[test]
    fn results_come_back_in_order_whatever_the_number_of_threads() {
        let items: Vec<u64> = (0..100).collect();
        for jobs in [0, 1, 3, 200] {
            let squares = on_cores(jobs, &items, |item| item * item);
            assert!(squares.iter().zip(&items).all(|(square, item)| *square == item * item));
            assert_eq!(squares.len(), items.len());
        }
        assert!(on_cores(4, &[] as &[u64], |item| *item).is_empty());
    }
}
