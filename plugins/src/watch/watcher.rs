//! The watcher: a thread of its own between the system's events and whoever wants the news.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use notify::{Event, EventKind};

use super::change::{FileChange, appears, change, comes_or_goes, is_news};
use super::fault::WatchError;
use super::folders::Folders;
use super::unclosed::Unclosed;
use crate::files::is_transient;

/// Watches for as long as it lives.
pub struct Watcher {
    signals: Sender<Signal>,
    thread: Option<JoinHandle<()>>,
}

/// What the watching thread is told.
pub(super) enum Signal {
    Event(notify::Result<Event>),
    Stop,
}

impl Watcher {
    /// Watches folders of a project, without those inside them. A folder that does not exist yet, or goes away and comes
    /// back, is watched from when it is there. Changes that happen after this returns are delivered, in order.
    ///
    /// # Errors
    /// The project or one of the folders cannot be watched.
    pub fn new(
        project: &Path,
        folders: &[PathBuf],
        deliver: impl FnMut(FileChange) + Send + 'static,
    ) -> Result<Self, WatchError> {
        Self::noting(&Unclosed::default(), project, folders, deliver)
    }

    /// The same, and notes which files are being written, where watchers before this one did.
    ///
    /// # Errors
    /// The project or one of the folders cannot be watched.
    pub fn noting(
        unclosed: &Unclosed,
        project: &Path,
        folders: &[PathBuf],
        deliver: impl FnMut(FileChange) + Send + 'static,
    ) -> Result<Self, WatchError> {
        let unclosed = unclosed.clone();
        let (signals, received) = mpsc::channel();
        let events = signals.clone();
        let forward = move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, is_news) {
                // The receiver is gone only while the watcher is being dropped, when nobody wants the news.
                events.send(Signal::Event(event)).ok();
            }
        };
        let folders = Folders::watch(project, folders, forward)?;
        let thread = thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || run(folders, &unclosed, &received, deliver));
        let thread = thread
            .map_err(|error| WatchError { path: project.display().to_string(), reason: error.to_string() })?;
        Ok(Self { signals, thread: Some(thread) })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // Neither fails unless the thread has ended already.
        self.signals.send(Signal::Stop).ok();
        self.thread.take().map(JoinHandle::join);
    }
}

/// Handles events on a thread of its own: watches may not be changed from within the notifying thread.
pub(super) fn run(
    mut folders: Folders,
    unclosed: &Unclosed,
    received: &Receiver<Signal>,
    mut deliver: impl FnMut(FileChange),
) {
    let mut appeared = Appeared::default();
    while let Some(event) = appeared.next(received, &mut deliver) {
        match event {
            Ok(event) if event.need_rescan() => deliver(FileChange::Rescan),
            Ok(event) => handle(&event, &mut folders, unclosed, &mut appeared, &mut deliver),
            Err(error) => {
                tracing::warn!("the watcher lost track: {error}");
                deliver(FileChange::Rescan);
            }
        }
    }
}

/// For so long after a file appeared its writer may take to open it; the system does both at once.
const OPENED_WITHIN: Duration = Duration::from_millis(250);

/// Files that appeared and that nobody has opened, the first to appear first. One that was linked into a folder is whole from the beginning.
#[derive(Default)]
struct Appeared {
    /// With the number under which each came, since one may go and come again.
    in_order: VecDeque<(Instant, u64, PathBuf)>,
    numbers: BTreeMap<PathBuf, u64>,
    count: u64,
}

impl Appeared {
    /// The next event; none once the watcher is to stop. What nobody has opened in good time is told meanwhile, however much else happens.
    fn next(
        &mut self,
        received: &Receiver<Signal>,
        deliver: &mut impl FnMut(FileChange),
    ) -> Option<notify::Result<Event>> {
        loop {
            let until = self.tell(Instant::now(), deliver);
            let signal = match until {
                None => received.recv().ok()?,
                Some(until) => match received.recv_timeout(until) {
                    Err(RecvTimeoutError::Timeout) => continue,
                    signal => signal.ok()?,
                },
            };
            return match signal {
                Signal::Event(event) => Some(event),
                Signal::Stop => None,
            };
        }
    }

    /// Tells those that nobody has opened in good time. Inside: how long the next of them may still be opened.
    fn tell(&mut self, now: Instant, deliver: &mut impl FnMut(FileChange)) -> Option<Duration> {
        while let Some((appeared, _, _)) = self.in_order.front() {
            let left = OPENED_WITHIN.saturating_sub(now.duration_since(*appeared));
            if !left.is_zero() {
                return Some(left);
            }
            if let Some((_, number, path)) = self.in_order.pop_front()
                && self.numbers.get(&path) == Some(&number)
            {
                self.numbers.remove(&path);
                deliver(FileChange::Written(path));
            }
        }
        None
    }

    fn note(&mut self, kind: EventKind, path: &Path) {
        if appears(kind) && path.is_file() {
            self.count += 1;
            self.numbers.insert(path.to_owned(), self.count);
            self.in_order.push_back((Instant::now(), self.count, path.to_owned()));
        } else {
            self.numbers.remove(path);
        }
    }
}

fn handle(
    event: &Event,
    folders: &mut Folders,
    unclosed: &Unclosed,
    appeared: &mut Appeared,
    deliver: &mut impl FnMut(FileChange),
) {
    for path in &event.paths {
        if folders.holds(path) {
            if comes_or_goes(event.kind) {
                folders.watch_again(path);
                deliver(FileChange::Rescan);
            }
        } else if folders.is_inside(path) && !is_transient(path) {
            if path.is_dir() && comes_or_goes(event.kind) {
                deliver(FileChange::Rescan);
            }
            appeared.note(event.kind, path);
            unclosed.note(event.kind, path);
            change(event.kind, path).into_iter().for_each(&mut *deliver);
        }
    }
}
