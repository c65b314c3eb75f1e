//! Signing and publishing what the ledger came to, on a thread of its own: reading a long ledger holds up nobody. The loop says when to look.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use app::proof::{Looked, NoteFile, PublishError, Publisher};
use jiff::{SignedDuration, Timestamp};
use ledger::entry::Position;
use ledger::note::Checkpoint;
use plugins::settings::CheckpointSettings;
use plugins::stores::LedgerPlace;
use words::checkpoint::{Unsigned, unsigned};

use super::Daemon;
use super::happening::Happening;

/// After so long at the latest it is tried again to sign where that failed.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);

/// What is signed, and when somebody must look next.
pub(super) struct Checkpoints {
    place: LedgerPlace,
    signer: Option<Signer>,
    look: Look,
    /// Up to where the ledger was looked at.
    looked: Position,
    /// The checkpoint that was sent last, while the service is up.
    sent: Option<Checkpoint>,
}

/// When to look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// At this moment.
    At(Timestamp),
    /// Once something more is written.
    UponMore,
    /// It is being looked.
    UnderWay,
}

/// Whoever signs, and by which settings.
struct Signer {
    settings: Arc<CheckpointSettings>,
    asks: Sender<()>,
}

/// What came of looking, by these settings.
pub(super) struct CheckpointNews {
    settings: Arc<CheckpointSettings>,
    looked: Result<Looked, PublishError>,
}

impl Checkpoints {
    pub(super) fn of(place: LedgerPlace) -> Self {
        Self { place, signer: None, look: Look::UponMore, looked: 0, sent: None }
    }

    /// Whether whoever signs is to look now, which is what it does then. `last` is the last entry on the disk.
    fn look_if_due(&mut self, last: Position, now: Timestamp) {
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

    /// When to look next, where that is known.
    pub(super) fn next(&self) -> Option<Timestamp> {
        match self.look {
            Look::At(moment) if self.signer.is_some() => Some(moment),
            _ => None,
        }
    }
}

impl Daemon {
    /// Signs by these settings from now on, where the project has the service sign. What was begun by others is brought to an end.
    pub(super) fn follow_checkpoints(&mut self, settings: Option<&CheckpointSettings>) {
        let settings = settings.filter(|settings| settings.every.is_some());
        let settings = settings.map(|settings| settings.clone().from_folder(&self.dir));
        let checkpoints = &mut self.checkpoints;
        if checkpoints.signer.as_ref().map(|signer| &*signer.settings) == settings.as_ref() {
            return;
        }
        let (place, sender) = (checkpoints.place.clone(), self.sender.clone());
        checkpoints.signer = settings.map(|settings| signer(place, Arc::new(settings), sender));
        (checkpoints.look, checkpoints.looked) = (Look::UponMore, 0);
        self.showing.unsigned = None;
    }

    /// Has signed what is to be signed by now.
    pub(super) fn sign_what_is_due(&mut self) {
        self.checkpoints.look_if_due(self.recorder.position(), Timestamp::now());
    }

    /// Says what came of it, and sends what was signed to those who keep it.
    pub(super) fn checkpoints_looked(&mut self, news: CheckpointNews) {
        let CheckpointNews { settings, looked } = news;
        let is_of = |signer: &Signer| Arc::ptr_eq(&signer.settings, &settings);
        if !self.checkpoints.signer.as_ref().is_some_and(is_of) {
            return;
        }
        let looked = match looked {
            Ok(looked) => looked,
            Err(error) => return self.tell_unsigned(&error, &settings),
        };
        self.checkpoints.looked = self.checkpoints.looked.max(looked.last);
        self.checkpoints.look = looked.due.map_or(Look::UponMore, Look::At);
        if let Some((file, checkpoint)) = &looked.signed {
            tracing::info!(file = %file.display(), leaves = checkpoint.size, "a checkpoint is signed");
        }
        if self.showing.unsigned.take().is_some() {
            tracing::info!("what the ledger came to is signed again");
        }
        let Some(unsent) = looked.unsent.filter(|_| !settings.mail.is_empty()) else { return };
        let NoteFile { note, checkpoint, .. } = unsent;
        if self.checkpoints.sent.as_ref() != Some(&checkpoint) {
            let sent = self.recorder.send_checkpoint(Timestamp::now(), (&note, &checkpoint), &settings);
            self.checkpoints.sent = Some(checkpoint);
            self.note(sent);
        }
    }

    /// Says why nothing is signed, once for as long as that is so.
    fn tell_unsigned(&mut self, error: &PublishError, settings: &CheckpointSettings) {
        let wait = settings.every.unwrap_or(AGAIN_AFTER).min(AGAIN_AFTER);
        self.checkpoints.look = Look::At(Timestamp::now().saturating_add(wait).unwrap_or(Timestamp::MAX));
        let told = unsigned(&error.to_string());
        if self.showing.unsigned.as_deref() == Some(&*told) {
            return;
        }
        tracing::error!("{told}");
        self.showing.unsigned = Some(Arc::from(&*told));
        let kind = if error.is_of_two_histories() { Unsigned::Contradicted } else { Unsigned::ForNow };
        let announced = self.recorder.announce_unsigned(Timestamp::now(), &told, kind);
        self.note(announced);
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
