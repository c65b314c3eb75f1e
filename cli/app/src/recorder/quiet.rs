//! The silences that people asked for, as messages are held against them.

use std::collections::BTreeSet;

use ledger::silences::Silences;
use plugins::routes::Silence;

/// What nobody is told of for a time.
#[derive(Default)]
pub(super) struct Quiet {
    silences: Vec<Silence>,
    /// Of which it was said that they end, also where nobody could be told.
    pub(super) warned: BTreeSet<String>,
}

impl Quiet {
    pub(super) fn of(silences: &Silences) -> Self {
        let mut quiet = Self::default();
        quiet.renew(silences);
        quiet
    }

    /// Takes in that one was asked for, or ended.
    pub(super) fn renew(&mut self, silences: &Silences) {
        let all = silences.all().filter_map(|known| Silence::asked_for(&known.silence, known.over_at()));
        self.silences = all.collect();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.silences.is_empty()
    }

    pub(super) fn silences(&self) -> impl Iterator<Item = &Silence> {
        self.silences.iter()
    }
}
