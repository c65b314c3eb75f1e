//! Watches folders, and says at once when a file in one of them is whole, or gone.
//!
//! A file is whole when it is closed after writing or renamed into place; what is still being written is left alone.
//! Network drives send no such news: they have to be looked at by other means.

mod folders;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind};
use thiserror::Error;

use self::folders::Folders;
use crate::feeds::is_passing;

/// What happened in a watched folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A file is there, whole and perhaps new.
    Written(PathBuf),
    /// A file is gone, or has another name now.
    Removed(PathBuf),
    /// A folder came or went, or news was lost: only looking at everything again tells what is there.
    Rescan,
}

/// Why a folder cannot be watched.
#[derive(Debug, Error)]
#[error("{path} cannot be watched: {reason}")]
pub struct WatchError {
    /// The folder.
    pub path: String,
    /// What came back.
    pub reason: String,
}

/// Watches for as long as it lives.
pub struct Watcher {
    signals: Sender<Signal>,
    thread: Option<JoinHandle<()>>,
}

/// What the watching thread is told.
enum Signal {
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
        deliver: impl FnMut(Change) + Send + 'static,
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
fn run(mut folders: Folders, received: &Receiver<Signal>, mut deliver: impl FnMut(Change)) {
    while let Ok(Signal::Event(event)) = received.recv() {
        match event {
            Ok(event) if event.need_rescan() => deliver(Change::Rescan),
            Ok(event) => handle(&event, &mut folders, &mut deliver),
            Err(error) => {
                tracing::warn!("the watcher lost track: {error}");
                deliver(Change::Rescan);
            }
        }
    }
}

fn handle(event: &Event, folders: &mut Folders, deliver: &mut impl FnMut(Change)) {
    for path in &event.paths {
        if folders.holds(path) {
            if comes_or_goes(event.kind) {
                folders.watch_again(path);
                deliver(Change::Rescan);
            }
        } else if folders.is_inside(path) && !is_passing(path) {
            change(event.kind, path).into_iter().for_each(&mut *deliver);
        }
    }
}

/// Whether an event can mean anything here; most are files being opened and read, not least by Remit itself.
fn is_news(event: &Event) -> bool {
    event.need_rescan() || comes_or_goes(event.kind) || is_whole(event.kind)
}

/// Whether something appears, disappears or changes its name.
fn comes_or_goes(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// Whether a file is closed after writing. Where the system cannot tell, every write may have been the last.
fn is_whole(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => {
            cfg!(not(target_os = "linux"))
        }
        _ => false,
    }
}

fn change(kind: EventKind, path: &Path) -> Option<Change> {
    match kind {
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Some(Change::Written(path.to_owned())),
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
            Some(Change::Removed(path.to_owned()))
        }
        // Both halves of such a rename have been told one by one.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => None,
        EventKind::Modify(ModifyKind::Name(_)) if path.exists() => Some(Change::Written(path.to_owned())),
        EventKind::Modify(ModifyKind::Name(_)) => Some(Change::Removed(path.to_owned())),
        kind => is_whole(kind).then(|| Change::Written(path.to_owned())),
    }
}
