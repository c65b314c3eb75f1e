//! Telling those who follow the ledger elsewhere what it does not tell: where this worker is reached, and what it shows beside how things stand.

use app::published::ShownBeside;
use app::wire::WireHolder;

use super::Daemon;

/// What those were told who follow the ledger.
#[derive(Default)]
pub(super) struct Followers {
    /// Where other workers reach the service of this one; none where they do not.
    pub(super) reached_at: Option<String>,
    told: Option<(Option<String>, ShownBeside)>,
}

impl Daemon {
    /// Tells what is otherwise than they were told. Where that fails it is told by the next turn.
    pub(super) fn tell_followers(&mut self) {
        let Followers { reached_at, told } = &mut self.followers;
        let is_told = told
            .as_ref()
            .is_some_and(|(address, beside)| address == reached_at && *beside == self.showing.beside);
        if is_told || !self.recorder.is_written() {
            return;
        }
        let beside = self.showing.beside.clone();
        let word = WireHolder::new(reached_at.clone(), self.relay.key().to_owned(), &beside);
        match self.recorder.tell_followers(&word) {
            Ok(()) => *told = Some((reached_at.clone(), beside)),
            Err(error) => {
                tracing::debug!(%error, "those who follow the ledger are not told what is shown");
            }
        }
    }
}
