//! The watcher: a thread of its own between the system's events and whoever wants the news.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use notify::Event;

use super::change::{FileChange, change, comes_or_goes, is_news};
use super::fault::WatchError;
use super::folders::Folders;
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
        let (signals, received) = mpsc::channel();
        let events = signals.clone();
        let forward = move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, is_news) {
                // The receiver is gone only while the watcher is being dropped, when nobody wants the news.
                events.send(Signal::Event(event)).ok();
            }
        };
        let folders = Folders::watch(project, folders, forward)?;
        let thread =
            thread::Builder::new().name("watch".to_owned()).spawn(move || run(folders, &received, deliver));
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
pub(super) fn run(mut folders: Folders, received: &Receiver<Signal>, mut deliver: impl FnMut(FileChange)) {
    while let Ok(Signal::Event(event)) = received.recv() {
        match event {
            Ok(event) if event.need_rescan() => deliver(FileChange::Rescan),
            Ok(event) => handle(&event, &mut folders, &mut deliver),
            Err(error) => {
                tracing::warn!("the watcher lost track: {error}");
                deliver(FileChange::Rescan);
            }
        }
    }
}

fn handle(event: &Event, folders: &mut Folders, deliver: &mut impl FnMut(FileChange)) {
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
            change(event.kind, path).into_iter().for_each(&mut *deliver);
        }
    }
}
