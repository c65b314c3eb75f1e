//! Telling those who follow the ledger elsewhere what it does not tell: where this worker is reached, and what it shows beside how things stand.

use app::published::{HolderWord, Reached, ShownBeside};
use app::recorder::Recorder;
use service::Relay;

/// What those were told who follow the ledger.
#[derive(Default)]
pub(super) struct Followers {
    /// Where other workers reach the service of this one; none where they do not.
    pub(super) reached_at: Option<Reached>,
    told: Option<(Option<Reached>, ShownBeside)>,
}

impl Followers {
    /// Tells what is otherwise than they were told. Where that fails it is told by the next turn.
    pub(super) fn tell(&mut self, recorder: &mut Recorder, beside: &ShownBeside, relay: &Relay) {
        let Self { reached_at, told } = self;
        let is_told = told.as_ref().is_some_and(|(address, shown)| address == reached_at && shown == beside);
        if is_told || !recorder.is_written() {
            return;
        }
        let word = HolderWord::new(reached_at.clone(), relay.key().to_owned(), beside);
        match recorder.tell_followers(&word.to_bytes()) {
            Ok(()) => *told = Some((reached_at.clone(), beside.clone())),
            Err(error) => {
                tracing::debug!(%error, "those who follow the ledger are not told what is shown");
            }
        }
    }
}
