//! Signing and publishing what the ledger came to, on a thread of its own: reading a long ledger holds up nobody. The loop says when to look.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use app::proof::Publisher;
use jiff::Timestamp;
use ledger::entry::Position;
use ledger::note::Checkpoint;
use plugins::settings::CheckpointSettings;
use plugins::stores::LedgerPlace;

use super::happening::{CheckpointNews, Happening};

/// What is signed, and when somebody must look next.
pub(super) struct Checkpoints {
    place: LedgerPlace,
    signer: Option<Signer>,
    pub(super) look: Look,
    /// Up to where the ledger was looked at.
    pub(super) looked: Position,
    /// The checkpoint that was sent last, while the service is up.
    pub(super) sent: Option<Checkpoint>,
}

/// When to look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// At this moment.
    At(Timestamp),
    /// Once something more is written.
    UponMore,
    /// It is being looked.
    UnderWay,
}

/// Whether it is signed by other settings than before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Replaced {
    AsBefore,
    Anew,
}

/// Whoever signs, and by which settings.
struct Signer {
    settings: Arc<CheckpointSettings>,
    asks: Sender<()>,
}

impl Checkpoints {
    pub(super) fn of(place: LedgerPlace) -> Self {
        Self { place, signer: None, look: Look::UponMore, looked: 0, sent: None }
    }

    /// Whether whoever signs is to look now, which is what it does then. `last` is the last entry on the disk.
    pub(super) fn look_if_due(&mut self, last: Position, now: Timestamp) {
        let Some(signer) = &self.signer else { return };
        let is_due = match self.look {
            Look::At(moment) => moment <= now,
            Look::UponMore => self.looked < last,
            Look::UnderWay => false,
        };
        if is_due && signer.asks.send(()).is_ok() {
            (self.look, self.looked) = (Look::UnderWay, last);
        }
    }

    /// Signs by these settings from now on; nobody does where there are none. Says whether that is another thing than before.
    pub(super) fn replace(
        &mut self,
        settings: Option<CheckpointSettings>,
        sender: &Sender<Happening>,
    ) -> Replaced {
        if self.signer.as_ref().map(|signer| &*signer.settings) == settings.as_ref() {
            return Replaced::AsBefore;
        }
        let begun = settings.map(|settings| signer(self.place.clone(), Arc::new(settings), sender.clone()));
        self.signer = begun;
        (self.look, self.looked) = (Look::UponMore, 0);
        Replaced::Anew
    }

    /// Whether these are the settings by which is signed now.
    pub(super) fn are_by(&self, settings: &Arc<CheckpointSettings>) -> bool {
        self.signer.as_ref().is_some_and(|signer| Arc::ptr_eq(&signer.settings, settings))
    }

    /// When to look next, where that is known.
    pub(super) fn next(&self) -> Option<Timestamp> {
        match self.look {
            Look::At(moment) if self.signer.is_some() => Some(moment),
            _ => None,
        }
    }
}

/// Begins a thread that signs whenever it is asked to, for as long as somebody may ask.
fn signer(place: LedgerPlace, settings: Arc<CheckpointSettings>, sender: Sender<Happening>) -> Signer {
    let (asks, asked) = channel::<()>();
    let of = Arc::clone(&settings);
    thread::spawn(move || {
        let mut publisher = Publisher::new(place, CheckpointSettings::clone(&of));
        for () in asked {
            let looked = publisher.look(Timestamp::now());
            let news = CheckpointNews { settings: Arc::clone(&of), looked };
            if sender.send(Happening::CheckpointsLooked(Box::new(news))).is_err() {
                return;
            }
        }
    });
    Signer { settings, asks }
}
