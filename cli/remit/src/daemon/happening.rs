//! What the loop must look at, whichever thread noticed it.

use std::sync::Arc;

use app::proof::{Looked, PublishError};
use engine::model::FeedId;
use plugins::notifiers::NotifyError;
use plugins::pull::Attempted;
use plugins::settings::CheckpointSettings;
use plugins::stores::{KeptLedger, StoreError};
use plugins::streams::StreamState;
use plugins::watch::FileChange;
use service::QueuedTask;

/// Something that the loop must look at.
pub(super) enum Happening {
    /// A file or a folder changed.
    Changed(FileChange),
    /// A plugin's reader is done with a file.
    Read,
    /// A server was asked for a file.
    Pulled(Box<Attempted>),
    /// Something comes from a stream again, or nothing does.
    StreamTurned(Box<StreamNews>),
    /// Whoever signs what the ledger came to has looked.
    CheckpointsLooked(Box<CheckpointNews>),
    /// A message came back.
    Attempted(Attempt),
    /// Somebody handed something in over HTTP.
    HandedIn(Box<QueuedTask>),
    /// The ledger can be written again, or no longer is this service's to write.
    LedgerTurned,
    /// Something was written to the ledger, or may have been, by whoever holds it.
    LedgerWritten,
    /// What came of waiting for the ledger.
    Awaited(Box<Awaited>),
    /// Someone asked the service to stop.
    Stop,
}

/// What came of waiting for the ledger.
pub(super) enum Awaited {
    /// It is this process's to write.
    Had(Box<dyn KeptLedger>),
    /// Another process holds it still.
    Held,
    /// It was reached before, and cannot be now.
    OutOfReach(StoreError),
    /// It cannot be had.
    Failed(StoreError),
}

/// What came of looking whether anything is to be signed, by these settings.
pub(super) struct CheckpointNews {
    pub(super) settings: Arc<CheckpointSettings>,
    pub(super) looked: Result<Looked, PublishError>,
}

/// How the stream of a feed stands by now.
pub(super) struct StreamNews {
    pub(super) feed: FeedId,
    pub(super) state: StreamState,
}

/// What came of one attempt to deliver a message.
pub(super) struct Attempt {
    pub(super) notifier: String,
    pub(super) message_id: String,
    pub(super) outcome: Result<(), NotifyError>,
}
