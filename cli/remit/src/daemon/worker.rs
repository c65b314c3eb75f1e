//! What a process that serves a project has before the ledger is its to write, and keeps once it is: where things happen, what pages show, where things are handed in,
//! and by whom they are carried out. It decides nothing.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use plugins::stores::FeedLog;
use service::{Closed, Publication, Relay, TaskQueue};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::happening::Happening;
use super::showing::Showing;

/// A process that serves a project, and may or may not hold its ledger.
pub struct Worker {
    pub(super) sender: Sender<Happening>,
    pub(super) happenings: Receiver<Happening>,
    pub(super) showing: Showing,
    pub(super) tasks: TaskQueue,
    pub(super) relay: Relay,
}

impl Worker {
    /// Of a project whose ledger keeps the files of reports, or does not.
    ///
    /// # Errors
    /// Signals cannot be caught, or no key can be made.
    pub fn new(log: FeedLog) -> anyhow::Result<Self> {
        let (sender, happenings) = channel();
        stop_on_signals(sender.clone())?;
        let (showing, tasks) = (Showing::default(), tasks(log, &sender));
        let relay = Relay::new().context("no key can be made by which workers know each other")?;
        Ok(Self { sender, happenings, showing, tasks, relay })
    }

    /// What pages show, and where things are handed in, for whoever serves them.
    pub fn shown(&self) -> (Publication, TaskQueue, Relay) {
        (self.showing.publication.clone(), self.tasks.clone(), self.relay.clone())
    }
}

/// Where things are handed in: they come to the loop as whatever else happens.
fn tasks(log: FeedLog, sender: &Sender<Happening>) -> TaskQueue {
    let sender = Mutex::new(sender.clone());
    TaskQueue::new(log, move |asked| {
        let sender = sender.lock().unwrap_or_else(PoisonError::into_inner).clone();
        sender.send(Happening::HandedIn(Box::new(asked))).map_err(|_| Closed)
    })
}

fn stop_on_signals(sender: Sender<Happening>) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT]).context("signals cannot be caught")?;
    std::thread::spawn(move || {
        for _ in &mut signals {
            if sender.send(Happening::Stop).is_err() {
                return;
            }
        }
    });
    Ok(())
}
