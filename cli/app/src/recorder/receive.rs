//! Taking files and programs in.

use std::sync::Arc;

use engine::Event;
use engine::evidence::{Deduplicator, Evidence};
use engine::model::Observation;
use engine::program::Program;
use jiff::Timestamp;
use ledger::entry::{Entry, FileReceipt, Quarantined};
use ledger::file_contents::FileContents;
use plugins::readers::Reading;
use plugins::stores::StoreError;
use rules::source::Sources;

use super::first_load;
use super::record::Recorder;
use crate::reading::FileReading;

impl Recorder {
    /// Takes the readings of some files in as one event, so that no alert goes off between two files that belong
    /// together. Only news is written down.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub(crate) fn receive(
        &mut self,
        now: Timestamp,
        readings: Vec<FileReading>,
    ) -> Result<Vec<FileReceipt>, StoreError> {
        let Sifted { news, receipts, unrecorded } =
            sift(self.engine.evidence(), &mut self.state.contents, readings);
        let mut entries: Vec<Entry> = unrecorded.into_iter().map(Entry::Received).collect();
        if news.is_empty() {
            self.write(now, entries)?;
        } else {
            entries.push(Entry::Observed(news.clone()));
            self.take_in(now, Event::Observed(news), entries)?;
        }
        Ok(receipts)
    }

    /// Puts a program in force, unless it is in force already.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub(crate) fn activate(
        &mut self,
        now: Timestamp,
        program: Program,
        sources: Arc<Sources>,
    ) -> Result<(), StoreError> {
        let in_force = self.engine.program().is_some_and(|current| current.revision == program.revision);
        if in_force && self.state.sources.as_ref() == Some(&sources) {
            return self.flush();
        }
        let entry = self.happened(now, Entry::Activated(sources));
        self.take_in(now, Event::Activated(Arc::new(program)), vec![entry])
    }
}

/// For so many rows of one file it is written down why they cannot be used, and of the others which they are: nothing that is sent
/// may fill the ledger.
const MOST_REASONS: usize = 100;

/// What is left of the readings of some files.
pub(crate) struct Sifted {
    /// Rows that are news.
    pub(crate) news: Vec<Observation>,
    /// What became of each file.
    pub(crate) receipts: Vec<FileReceipt>,
    /// Those of the receipts that say something new, and so belong on the ledger.
    pub(crate) unrecorded: Vec<FileReceipt>,
}

/// Sifts the readings of some files, in order, against what is known and against each other, and notes their contents.
pub(crate) fn sift(
    evidence: &Evidence,
    contents: &mut FileContents,
    mut readings: Vec<FileReading>,
) -> Sifted {
    first_load::mark(contents, &mut readings);
    let mut deduplicator = Deduplicator::new(evidence);
    let mut sifted = Sifted { news: Vec::new(), receipts: Vec::new(), unrecorded: Vec::new() };
    for FileReading { file, reading } in readings {
        let Reading {
            observations,
            repeated,
            skipped,
            quarantined,
            more_quarantined,
            unequal_totals,
            unexplained,
        } = reading;
        let (fresh, mut counts) = deduplicator.deduplicate(observations, contents.hearing(&file));
        counts.unchanged += repeated;
        sifted.news.extend(fresh);
        let told = quarantined.iter().take(MOST_REASONS);
        let told = told.map(|row| Quarantined { line: row.line, reason: row.reason() }).collect();
        let more = quarantined.iter().skip(MOST_REASONS).map(|row| row.line).collect();
        let more_quarantined = [more, more_quarantined].into_iter().sum();
        let receipt = FileReceipt {
            file,
            counts,
            skipped,
            quarantined: told,
            more_quarantined,
            unequal_totals,
            unexplained,
        };
        if !contents.has(&receipt) || counts.accepted + counts.revised > 0 {
            sifted.unrecorded.push(receipt.stored());
        }
        contents.note(&receipt);
        sifted.receipts.push(receipt);
    }
    sifted
}
