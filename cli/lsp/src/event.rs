//! What the server's loop waits for.

use std::io::{self, BufRead};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;

use plugins::watch::FileChange;

use super::cases::CaseFaults;
use super::figures::FiguresState;
use super::frame;

/// Something that the loop must look at.
pub(super) enum Event {
    /// The editor sent a message.
    Sent(Vec<u8>),
    /// Something changed on the disk, in the folder of a project.
    Changed(PathBuf, FileChange),
    /// The feeds or the ledger of a project may say something new.
    Reported(PathBuf),
    /// The figures of a project were read.
    Read(PathBuf, FiguresState),
    /// The rule tests of a project were read.
    Tested(PathBuf, CaseFaults),
    /// The editor sends nothing more.
    Ended,
}

/// Reads messages on a thread of its own, until there are no more.
///
/// # Errors
/// The thread cannot be had.
pub(super) fn listen(
    mut input: impl BufRead + Send + 'static,
    events: Sender<Event>,
) -> io::Result<thread::JoinHandle<()>> {
    thread::Builder::new().name("editor".to_owned()).spawn(move || {
        loop {
            let event = match frame::read(&mut input) {
                Ok(Some(body)) => Event::Sent(body),
                Ok(None) => Event::Ended,
                Err(error) => {
                    tracing::warn!("the editor cannot be understood any more: {error}");
                    Event::Ended
                }
            };
            let is_last = matches!(event, Event::Ended);
            // Where nobody listens any more, there is nothing more to read.
            if events.send(event).is_err() || is_last {
                return;
            }
        }
    })
}
