//! Taking files and programs in.

use std::sync::Arc;

use engine::Event;
use engine::evidence::{Deduplicator, Evidence, Hearing, News};
use engine::model::{Cell, Load, Observation, SourceFile, UnderEmbargo, Unused, UnusedRow, Withheld};
use engine::program::Program;
use jiff::Timestamp;
use ledger::entry::{Entry, FileReceipt, HandedIn, Quarantined};
use ledger::file_contents::FileContents;
use plugins::readers::{Backdated, HeldRows, Reading, TakenOut};
use plugins::stores::{LoggedReport, StoreError};
use rules::compile::looked_through;
use rules::source::Sources;
use rustc_hash::FxHashMap;
use words::left_out::{HeldBefore, LeftOut, LeftOutFate};
use words::notice;

use super::first_load;
use super::record::Recorder;
use super::releases::{TakenBack, taken_back};
use super::saved::Unsaved;
use crate::intake::{HandIn, RowsSaid};
use crate::ledger_state::SET_ASIDE;
use crate::reading::FileReading;
use crate::wire::WireReceipt;

impl Recorder {
    /// Takes the readings of some files in as one event, so that no alert goes off between two files that belong
    /// together. Only news is written down, and what those are answered who handed files in; with it the files that the ledger keeps.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub(crate) fn receive(
        &mut self,
        now: Timestamp,
        readings: Vec<FileReading>,
        refused: Vec<Unused>,
        (handed_in, files): (&[HandIn], Vec<LoggedReport>),
    ) -> Result<Vec<FileReceipt>, StoreError> {
        self.to_log = files;
        let mut rows = RowsSaid::of_files(handed_in.iter().map(|one| one.path.clone()));
        let evidence = self.engine.evidence();
        let mut tell = |said: &Observation, news: News| rows.note(evidence, said, news);
        let Sifted { news, receipts, unrecorded, mut unused, left_out } =
            sift_telling(evidence, (&mut self.state.contents, now), readings, &mut tell);
        let answers = answers(now, handed_in, &receipts, &rows);
        unused.extend(refused);
        unused.retain(|unused| is_news(self.engine.evidence(), unused));
        self.state.contents.note_refused(&unused, now);
        self.open_accounts(now, &receipts, &unrecorded, &news);
        self.note_refused(now, &unused);
        let told = unrecorded.iter().filter(|receipt| receipt.set_aside() > 0);
        self.set_aside.extend(told.cloned());
        let mut entries: Vec<Entry> = unrecorded.into_iter().map(Entry::Received).collect();
        self.answered.extend(answers.iter().cloned());
        entries.extend(answers.into_iter().map(Entry::HandedIn));
        entries.extend(self.copies_of_reports(now, handed_in, &receipts, &rows, entries.len()));
        entries.extend(self.left_out(now, &left_out, entries.len()));
        let is_told_otherwise = !unused.is_empty();
        if is_told_otherwise {
            self.engine.step(now, Event::SetAside(unused.clone()));
            self.unsaved = Unsaved::Work;
            entries.push(Entry::SetAside(unused));
        }
        match (news.is_empty(), is_told_otherwise) {
            (true, false) => {
                entries.extend(self.receipts_told(now, None, entries.len()));
                self.write(now, entries)?;
            }
            // Whoever lacks a figure for it is looked at anew.
            (true, true) => {
                entries.push(Entry::ClockAdvanced);
                self.take_in(now, Event::ClockAdvanced, entries)?;
            }
            (false, _) => {
                entries.push(Entry::Observed(news.clone()));
                self.take_in(now, Event::Observed(news), entries)?;
            }
        }
        Ok(receipts)
    }

    /// Tells people of the rows that were set aside since this was last asked for, once for each content of a file. Whoever gets the
    /// receipt of the file reads it there.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_set_aside(&mut self, now: Timestamp) -> Result<(), StoreError> {
        for receipt in std::mem::take(&mut self.set_aside) {
            let through = self.not_hearing_receipts(&receipt.file.feed);
            self.announce_through(&through, now, SET_ASIDE, (notice::set_aside(&receipt), json(&receipt)))?;
        }
        Ok(())
    }

    /// Puts a program in force, unless it is in force already.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub(crate) fn activate(
        &mut self,
        now: Timestamp,
        program: Program,
        sources: &Arc<Sources>,
    ) -> Result<(), StoreError> {
        let in_force = self.engine.program().is_some_and(|current| current.revision == program.revision);
        if in_force && self.state.sources.as_ref() == Some(sources) {
            return self.flush();
        }
        self.replaced = self.state.sources.clone();
        self.replaced_since = self.state.activated_at;
        self.restated.clear();
        let sources = looked_through(sources, self.replaced.as_deref());
        let entry = self.happened(now, Entry::Activated(sources));
        let written = self.take_in(now, Event::Activated(Arc::new(program)), vec![entry]);
        self.replaced = None;
        written
    }
}

/// What those are answered who handed files in.
fn answers(now: Timestamp, handed_in: &[HandIn], receipts: &[FileReceipt], rows: &RowsSaid) -> Vec<HandedIn> {
    let by_path: FxHashMap<&str, &FileReceipt> =
        receipts.iter().map(|receipt| (&*receipt.file.path, receipt)).collect();
    let answer = |one: &HandIn| Some(one.answered(now, by_path.get(&*one.path)?, rows));
    handed_in.iter().filter_map(answer).collect()
}

/// What is left of the readings of some files.
#[derive(Default)]
pub(crate) struct Sifted {
    /// Rows that are news.
    pub(crate) news: Vec<Observation>,
    /// What became of each file.
    pub(crate) receipts: Vec<FileReceipt>,
    /// Those of the receipts that say something new, and so belong on the ledger.
    pub(crate) unrecorded: Vec<FileReceipt>,
    /// What of each file could not be used, of which it is known what it is about.
    pub(crate) unused: Vec<Unused>,
    /// What new contents of files leave out.
    pub(crate) left_out: Vec<LeftOut>,
}

/// A receipt for programs.
fn json(receipt: &FileReceipt) -> String {
    serde_json::to_string(&WireReceipt::from(receipt)).expect("a receipt has no keys that JSON lacks")
}

/// What of a file could not be used, with why where that is kept, and what of it waits for the end of an embargo.
fn unused(
    file: &SourceFile,
    (lacking, backdated): (Vec<(u32, Cell)>, Vec<Backdated>),
    told: &[Quarantined],
    under_embargo: Option<UnderEmbargo>,
) -> Unused {
    let reasons: FxHashMap<u32, Arc<str>> =
        told.iter().map(|row| (row.line, Arc::from(row.reason.as_str()))).collect();
    let row = |(line, cell)| UnusedRow { cell, line, reason: reasons.get(&line).cloned() };
    let (path, sheets) = (Arc::from(file.path.as_str()), file.sheets.clone());
    let content = (!told.is_empty()).then(|| Arc::from(file.hash.as_str()));
    let given_for_others = backdated.into_iter().map(|given| UnusedRow {
        cell: given.cell,
        line: given.line,
        reason: Some(Arc::from(given.reason)),
    });
    let rows = lacking.into_iter().map(row).chain(given_for_others).collect();
    Unused { sheets, content, rows, under_embargo, ..Unused::nothing(path) }
}

/// That rows of a file wait for the end of an embargo.
fn under_embargo(held: HeldRows, received: Timestamp) -> UnderEmbargo {
    let told = words::files::rows_wait(received, &held.last).into();
    UnderEmbargo {
        measures: held.measures,
        received,
        withheld: Withheld::Rows(held.lines.runs().into()),
        told,
    }
}

/// Whether something else of a file could not be used than is known.
fn is_news(evidence: &Evidence, unused: &Unused) -> bool {
    evidence.unused_of(&unused.path).map_or(!unused.is_nothing(), |known| known != unused)
}

/// Sifts the readings of some files, in order, against what is known and against each other, and notes their contents.
pub(crate) fn sift(
    evidence: &Evidence,
    contents: (&mut FileContents, Timestamp),
    readings: Vec<FileReading>,
) -> Sifted {
    sift_telling(evidence, contents, readings, &mut |_, _| {})
}

/// The same, telling of each row with a figure what it adds.
pub(super) fn sift_telling(
    evidence: &Evidence,
    (contents, now): (&mut FileContents, Timestamp),
    mut readings: Vec<FileReading>,
    tell: &mut dyn FnMut(&Observation, News),
) -> Sifted {
    mark_held(evidence, (contents, now), &mut readings);
    first_load::mark(contents, &mut readings);
    // Between what one reading found, arrival does not decide.
    let number = contents.next_reading();
    for read in &mut readings {
        read.mark(|file| file.edition.reading = number);
    }
    let mut by_release = taken_back(evidence, contents, &readings);
    let mut deduplicator = Deduplicator::new(evidence);
    let mut sifted = Sifted::default();
    for (place, read) in readings.into_iter().enumerate() {
        let of_rows = read.receipt();
        let FileReading { file, reading } = read;
        let (left_out, withdrawn) = match by_release.remove(&place) {
            Some(TakenBack { left_out, withdrawn }) => (Some(left_out), withdrawn),
            None if reading.release.is_some() => (None, Vec::new()),
            None => left_out_of_file(evidence, contents, &file, &reading),
        };
        let Reading { mut observations, repeated, lacking, backdated, held, .. } = reading;
        observations.extend(withdrawn);
        let heard = contents.hearing(&file);
        let waited = |line| evidence.is_withheld(&file.path, line) && contents.is_as_read(&file);
        let hearing = |line| if waited(line) { Hearing::First } else { heard(line) };
        let (fresh, mut counts) = deduplicator.deduplicate_telling(observations, hearing, &mut *tell);
        counts.unchanged += repeated;
        if sifted.news.is_empty() {
            sifted.news = fresh;
        } else {
            sifted.news.extend(fresh);
        }
        let held = held.map(|held| under_embargo(held, contents.received(&file).unwrap_or(now)));
        sifted.unused.push(unused(&file, (lacking, backdated), &of_rows.quarantined, held));
        let figures = left_out.as_ref().map_or(0, |left_out| left_out.figures.len());
        let receipt = FileReceipt {
            counts,
            same_as: contents.same_as(&file).map(str::to_owned),
            left_out: u32::try_from(figures).unwrap_or(u32::MAX),
            ..of_rows
        };
        sifted.left_out.extend(left_out);
        if !contents.has(&receipt) || counts.accepted + counts.revised + counts.unreconciled > 0 {
            sifted.unrecorded.push(receipt.clone());
        }
        contents.note(&receipt, now);
        sifted.receipts.push(receipt);
    }
    sifted
}

/// Marks with when they came in the files that waited for the end of an embargo, and those that are read anew as they were: what can be used of
/// them only now was in their senders' hands no longer.
fn mark_held(evidence: &Evidence, (contents, now): (&FileContents, Timestamp), readings: &mut [FileReading]) {
    for read in readings {
        let waited = evidence.waits_unread_since(&read.file.path);
        let received = waited.or_else(|| contents.received(&read.file));
        if let Some(received) = received.filter(|received| *received < now) {
            read.mark(|file| file.load = Load::Held { received });
        }
    }
}

/// What a new content of a file leaves out of its earlier ones, and what it withdraws of that.
fn left_out_of_file(
    evidence: &Evidence,
    contents: &FileContents,
    file: &Arc<SourceFile>,
    reading: &Reading,
) -> (Option<LeftOut>, Vec<Observation>) {
    let figures = if contents.replaces(file) { left_out(evidence, file, reading) } else { Vec::new() };
    if figures.is_empty() {
        return (None, Vec::new());
    }
    let withdrawn = withdrawn(evidence, file, reading, &figures);
    let fate = if withdrawn.is_empty() { LeftOutFate::Stays } else { LeftOutFate::Withdrawn };
    let (path, held) = (file.path.clone(), HeldBefore::InTheFile);
    (Some(LeftOut { path, figures, fate, held }), withdrawn)
}

/// The figures in force of a file's earlier contents that it no longer holds. Whatever may stand in a row that cannot be used is not
/// called left out.
fn left_out(evidence: &Evidence, file: &SourceFile, reading: &Reading) -> Vec<Cell> {
    let left_out = evidence.left_out(file, &reading.observations);
    let unusable = reading.quarantined.len() + reading.more_quarantined.len();
    // What is left out now may stand in a row that waits for the end of an embargo.
    if reading.held.is_some() {
        return Vec::new();
    }
    if left_out.len() > unusable { left_out } else { Vec::new() }
}

/// What a file withdraws of the figures that it leaves out, where its feed lets it. A row that cannot be used may be about any of them, and
/// a file without a row is rather an accident, so that neither withdraws anything.
fn withdrawn(
    evidence: &Evidence,
    file: &Arc<SourceFile>,
    reading: &Reading,
    left_out: &[Cell],
) -> Vec<Observation> {
    let is_whole = reading.quarantined.is_empty() && reading.more_quarantined.is_empty();
    let published = reading.observations.iter().map(|said| said.vintage).max();
    match published.filter(|_| is_whole && reading.taken_out == TakenOut::Withdrawn) {
        Some(published) => evidence.withdrawn(file, left_out, published),
        None => Vec::new(),
    }
}
