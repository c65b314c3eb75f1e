//! One file of a feed that was read.

use std::sync::Arc;

use engine::model::SourceFile;
use ledger::entry::{FileReceipt, Quarantined};
use plugins::readers::Reading;

/// What a reader found in one file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileReading {
    pub file: Arc<SourceFile>,
    pub reading: Reading,
}

impl FileReading {
    /// What can be told of the file before its rows are held against what is known.
    pub(crate) fn receipt(&self) -> FileReceipt {
        let Reading { skipped, quarantined, more_quarantined, unequal_totals, unexplained, .. } =
            &self.reading;
        let told = quarantined.iter().take(FileReceipt::MOST_REASONS);
        let told = told.map(|row| Quarantined { line: row.line, reason: row.reason() });
        let more = quarantined.iter().skip(FileReceipt::MOST_REASONS).map(|row| row.line).collect();
        FileReceipt {
            skipped: *skipped,
            quarantined: told.collect(),
            more_quarantined: [more, more_quarantined.clone()].into_iter().sum(),
            unequal_totals: unequal_totals.clone(),
            unexplained: unexplained.clone(),
            ..FileReceipt::of(Arc::clone(&self.file))
        }
    }

    /// Notes something of the file, for all that it says.
    pub(crate) fn mark(&mut self, note: impl FnOnce(&mut SourceFile)) {
        note(Arc::make_mut(&mut self.file));
        for observation in &mut self.reading.observations {
            observation.source.file = Arc::clone(&self.file);
        }
    }
}
