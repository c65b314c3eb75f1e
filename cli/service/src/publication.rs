//! The picture that is shown now, and word of each new one. Publishing swaps one pointer: readers wait for nobody, and whoever reads goes on with the
//! picture with which he began.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::published::Picture;
use arc_swap::ArcSwapOption;
use ledger::entry::Position;
use tokio::sync::watch;

/// What is shown, for those who show it and for the one who publishes it.
#[derive(Clone)]
pub struct Publication {
    current: Arc<ArcSwapOption<Picture>>,
    /// Where the ledger ended in the picture that is shown.
    position: watch::Sender<Position>,
    /// How often what was read before is to be forgotten.
    renewals: Arc<AtomicU64>,
}

impl Default for Publication {
    fn default() -> Self {
        Self { current: Arc::default(), position: watch::Sender::new(0), renewals: Arc::default() }
    }
}

impl Publication {
    /// Shows this from now on, and tells those who listen.
    pub fn publish(&self, picture: Picture) {
        let position = picture.position;
        self.current.store(Some(Arc::new(picture)));
        self.position.send_replace(position);
    }

    /// Has all that was read of the ledger before forgotten by those who answer questions, since values may stand in it that are erased by now.
    pub fn renew(&self) {
        self.renewals.fetch_add(1, Ordering::AcqRel);
    }

    /// How often that was said.
    pub(crate) fn renewals(&self) -> u64 {
        self.renewals.load(Ordering::Acquire)
    }

    /// Whether it was said since somebody knew of so many, who knows of all then.
    pub(crate) fn was_renewed(&self, known: &mut u64) -> bool {
        let renewals = self.renewals();
        std::mem::replace(known, renewals) != renewals
    }

    /// What is shown now; none before the first.
    pub(crate) fn picture(&self) -> Option<Arc<Picture>> {
        self.current.load_full()
    }

    /// Word of each new picture.
    pub(crate) fn listen(&self) -> watch::Receiver<Position> {
        self.position.subscribe()
    }
}
