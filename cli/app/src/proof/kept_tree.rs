//! The tree of a ledger, kept between two checkpoints, so that signing costs what was written since and not what the ledger has come to.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use jiff::Timestamp;
use ledger::commit::Commit;
use ledger::entry::{Entry, Position};
use plugins::stores::{Head, KeptLedger, StoreError};
use serde::Deserialize;

use super::again::{Again, Worked};
use crate::ledger_state::CHECKPOINT;
use crate::project::compiler;

/// A tree, and up to where it stands.
pub(super) struct KeptTree {
    again: Again<'static>,
    /// The sizes at which its root is known, besides that at its end.
    asked: BTreeSet<u64>,
    end: Option<Head>,
    own: OwnMessages,
    news: Vec<News>,
}

/// What was written that is no word of checkpoints: it asks to be signed.
#[derive(Clone, Copy)]
struct News {
    last: Position,
    at: Timestamp,
}

/// The messages by which checkpoints were sent.
#[derive(Default)]
struct OwnMessages {
    ids: BTreeSet<String>,
    /// The checkpoints that are in them, as messages name them.
    sent: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

impl KeptTree {
    /// Before anything was read; `asked` are the sizes at which its root is wanted.
    fn new(asked: BTreeSet<u64>) -> Self {
        Self {
            again: Again::new(compiler(), asked.clone()),
            asked,
            end: None,
            own: OwnMessages::default(),
            news: Vec::new(),
        }
    }

    /// Takes in what was written since, in the tree of this ledger that is known already or in a new one, and says what it comes to.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub(super) fn grown(
        known: &mut Option<Self>,
        store: &mut dyn KeptLedger,
        asked: &BTreeSet<u64>,
    ) -> Result<Worked, StoreError> {
        let tree = match known.take() {
            Some(tree) if tree.knows(asked) && tree.is_of(store)? => tree,
            _ => Self::new(asked.clone()),
        };
        let tree = known.insert(tree);
        for size in asked {
            tree.ask(*size);
        }
        let after = tree.again.worked().last;
        store.commits(after, &mut |commit: Commit| {
            tree.again.grow_written(&commit);
            if tree.own.takes_news(&commit) {
                tree.news.push(News { last: commit.last(), at: commit.at });
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let worked = tree.again.tree();
        tree.end = Some(store.head_at(worked.last)?);
        Ok(worked)
    }

    /// Whether it has the roots at these sizes, or may come to them.
    fn knows(&self, asked: &BTreeSet<u64>) -> bool {
        let size = self.again.size();
        asked.iter().all(|one| self.asked.contains(one) || *one >= size)
    }

    /// Whether the ledger still says what was read of it.
    fn is_of(&self, store: &mut dyn KeptLedger) -> Result<bool, StoreError> {
        let Some(end) = self.end else { return Ok(true) };
        Ok(store.head().position >= end.position && store.head_at(end.position)? == end)
    }

    /// The root at this size is asked for from now on.
    pub(super) fn ask(&mut self, size: u64) {
        self.asked.insert(size);
        self.again.ask(size);
    }

    /// When the first was written that is to be signed and stands behind an entry; none where nothing does.
    pub(super) fn unsigned_since(&mut self, covered: Position) -> Option<Timestamp> {
        self.news.retain(|news| news.last > covered);
        self.news.first().map(|news| news.at)
    }

    /// Whether a checkpoint was sent that messages name so.
    pub(super) fn was_sent(&self, name: &str) -> bool {
        self.own.sent.contains(name)
    }
}

impl OwnMessages {
    /// Whether anything of what was written at once is more than word of checkpoints, and what became of that word.
    fn takes_news(&mut self, commit: &Commit) -> bool {
        let mut is_news = false;
        for entry in &commit.entries {
            is_news |= !self.is_own(entry);
        }
        is_news
    }

    fn is_own(&mut self, entry: &Entry) -> bool {
        match entry {
            Entry::Queued { message, .. } if message.kind == CHECKPOINT => {
                self.ids.insert(message.id.clone());
                self.sent.extend(serde_json::from_str::<Named>(&message.json).map(|named| named.id));
                true
            }
            Entry::Attempted { message_id, .. }
            | Entry::Settled { message_id, .. }
            | Entry::Superseded { message_id, .. } => self.ids.contains(message_id),
            _ => false,
        }
    }
}
