//! A ledger that is read and never written: for whoever wants to see first what writing would come to.

use jiff::Timestamp;
use ledger::entry::{Entry, Position, Recorded};

use super::store::{Alongside, Store, StoreError};

/// A ledger as it is, with all that is appended counted and let go.
pub struct DryStore {
    /// None where there is no ledger yet.
    inner: Option<Box<dyn Store>>,
    /// The last entry that was seen or counted.
    last: Position,
}

impl DryStore {
    /// Over a ledger, where there is one.
    pub fn over(inner: Option<Box<dyn Store>>) -> Self {
        Self { inner, last: 0 }
    }
}

impl Store for DryStore {
    fn append_with(
        &mut self,
        _: Timestamp,
        entries: &[Entry],
        _: Alongside<'_>,
    ) -> Result<Position, StoreError> {
        self.last += entries.len() as Position;
        Ok(self.last)
    }

    fn read(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(inner) = &mut self.inner else { return Ok(()) };
        let mut last = self.last.max(after);
        let read = inner.read(after, &mut |recorded| {
            last = last.max(recorded.position);
            each(recorded)
        });
        self.last = last;
        read
    }

    fn entry(&mut self, position: Position) -> Result<Option<Recorded>, StoreError> {
        self.inner.as_mut().map_or(Ok(None), |inner| inner.entry(position))
    }

    fn save_snapshot(&mut self, _: Position, _: &[u8]) -> Result<(), StoreError> {
        Ok(())
    }

    fn snapshot(&mut self) -> Result<Option<(Position, Vec<u8>)>, StoreError> {
        self.inner.as_mut().map_or(Ok(None), |inner| inner.snapshot())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stores::MemoryStore;

    #[test]
    fn what_is_appended_is_counted_and_let_go() {
        let mut inner = MemoryStore::default();
        inner.append(Timestamp::UNIX_EPOCH, &[Entry::ClockAdvanced]).expect("it is taken");
        let mut dry = DryStore::over(Some(Box::new(inner)));
        let read = |dry: &mut DryStore| {
            let mut positions = Vec::new();
            dry.read(0, &mut |recorded| {
                positions.push(recorded.position);
                Ok(())
            })
            .expect("it is read");
            positions
        };
        assert_eq!(read(&mut dry), [1]);
        assert_eq!(dry.append(Timestamp::UNIX_EPOCH, &[Entry::Resumed]).expect("it is counted"), 2);
        assert_eq!(read(&mut dry), [1]);
        assert_eq!(
            DryStore::over(None).append(Timestamp::UNIX_EPOCH, &[Entry::Resumed]).expect("counted"),
            1
        );
    }
}
