//! What a process says while it runs, line for line, for others to wait on.

use std::io::{BufRead as _, BufReader, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::patience::DEADLINE;

/// One stream of a process, read on a thread of its own.
pub(super) struct Stream {
    said: Arc<(Mutex<Said>, Condvar)>,
}

#[derive(Default)]
struct Said {
    text: String,
    is_over: bool,
}

impl Stream {
    pub(super) fn of(source: impl Read + Send + 'static) -> Self {
        let said = Arc::<(Mutex<Said>, Condvar)>::default();
        let shared = Arc::clone(&said);
        thread::spawn(move || {
            let mut lines = BufReader::new(source);
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                let (said, changed) = &*shared;
                said.lock().unwrap_or_else(PoisonError::into_inner).text += &String::from_utf8_lossy(&line);
                changed.notify_all();
                line.clear();
            }
            shared.0.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
            shared.1.notify_all();
        });
        Self { said }
    }

    /// Waits until `wanted` is said, from the byte `from` on; comes back with the byte after it.
    ///
    /// # Panics
    /// It is not said before the deadline.
    #[track_caller]
    pub(super) fn wait_for(&self, wanted: &str, from: usize) -> usize {
        let said = self.wait_while(|said| !said.is_over && !said.text.split_at(from).1.contains(wanted));
        let (before, after) = said.text.split_at(from);
        let Some(at) = after.find(wanted) else {
            panic!("`{wanted}` is not said in\n{after}\nafter\n{before}");
        };
        from + at + wanted.len()
    }

    /// Waits until the process has nothing more to say; comes back with all of it.
    pub(super) fn wait_for_end(&self) -> String {
        let said = self.wait_while(|said| !said.is_over);
        assert!(said.is_over, "the process does not end; so far it said\n{}", said.text);
        said.text.clone()
    }

    /// What was said up to now.
    pub(super) fn so_far(&self) -> String {
        self.wait_while(|_| false).text.clone()
    }

    fn wait_while(&self, condition: impl Fn(&Said) -> bool) -> MutexGuard<'_, Said> {
        let (said, changed) = &*self.said;
        let deadline = Instant::now() + DEADLINE;
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        while condition(&said) && Instant::now() < deadline {
            let left = deadline.saturating_duration_since(Instant::now());
            said = changed.wait_timeout(said, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        said
    }
}
