//! A ledger in memory, for tests and for questions that leave nothing behind. Nothing of it outlives the process, and nobody asks it what steps led to.

use jiff::Timestamp;

use crate::stores::store::{Alongside, Store, StoreError};
use ledger::entry::{Entry, Position, Recorded};

/// A ledger that is gone with the process.
#[derive(Clone, Default, Debug)]
pub struct MemoryStore {
    recorded: Vec<Recorded>,
    snapshot: Option<(Position, Vec<u8>)>,
    disk: Disk,
}

/// The disk that a [`MemoryStore`] makes believe it writes to.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Disk {
    /// Everything is taken.
    #[default]
    Roomy,
    /// Nothing more is taken, as when a real disk is full.
    Full,
}

impl MemoryStore {
    /// Lets writing fail, or go on.
    pub fn set_disk(&mut self, disk: Disk) {
        self.disk = disk;
    }

    /// Everything that was appended.
    pub fn recorded(&self) -> &[Recorded] {
        &self.recorded
    }

    fn check_room(&self) -> Result<(), StoreError> {
        let full = || StoreError::Unavailable { path: "(memory)".into(), reason: "the disk is full".into() };
        match self.disk {
            Disk::Roomy => Ok(()),
            Disk::Full => Err(full()),
        }
    }
}

impl Store for MemoryStore {
    fn append_with(
        &mut self,
        at: Timestamp,
        entries: &[Entry],
        _: Alongside<'_>,
    ) -> Result<Position, StoreError> {
        self.check_room()?;
        let next = self.recorded.len() as Position + 1;
        let recorded = (next..).zip(entries);
        self.recorded.extend(recorded.map(|(position, entry)| Recorded {
            position,
            at,
            entry: entry.clone(),
        }));
        Ok(self.recorded.len() as Position)
    }

    fn read(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let after = usize::try_from(after).unwrap_or(usize::MAX);
        self.recorded.iter().skip(after).try_for_each(|recorded| each(recorded.clone()))
    }

    fn entry(&mut self, position: Position) -> Result<Option<Recorded>, StoreError> {
        let place = usize::try_from(position).ok().and_then(|position| position.checked_sub(1));
        Ok(place.and_then(|place| self.recorded.get(place).cloned()))
    }

    fn save_snapshot(&mut self, position: Position, bytes: &[u8]) -> Result<(), StoreError> {
        self.check_room()?;
        self.snapshot = Some((position, bytes.to_vec()));
        Ok(())
    }

    fn snapshot(&mut self) -> Result<Option<(Position, Vec<u8>)>, StoreError> {
        Ok(self.snapshot.clone().filter(|(position, _)| *position <= self.recorded.len() as Position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stores::conformance::{self, Subject};

    impl Subject for MemoryStore {
        fn store(&mut self) -> &mut dyn Store {
            self
        }

        fn set_disk(&mut self, disk: Disk) {
            self.set_disk(disk);
        }
    }

    #[test]
    fn it_behaves_as_every_store() {
        conformance::check(MemoryStore::default);
    }
}
