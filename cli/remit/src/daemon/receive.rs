//! Taking in the files of feeds, and telling whoever sent them what became of them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use app::command::{Asker, Command as _, Observe};
use app::reading::{self, Embargoed, Feeds, read_new};
use app::receipt_file::write_beside;
use app::receipts::Receipts;
use jiff::Timestamp;
use plugins::feeds::FeedError;

use super::Daemon;
use super::script_readers::Job;
use crate::render::{Bars, quarantine};

impl Daemon {
    /// Reads files of feeds that changed, but for reports that are as they were kept.
    pub(super) fn receive(&mut self, paths: &[PathBuf]) {
        let is_kept = |path: &&PathBuf| self.tasks.kept.is_as_kept(path);
        let changed: Vec<PathBuf> = paths.iter().filter(|path| !is_kept(path)).cloned().collect();
        self.read(&changed);
    }

    /// Reads files of feeds.
    pub(super) fn read(&mut self, paths: &[PathBuf]) {
        let Some(program) = self.recorder.engine().program().cloned() else { return };
        let now = self.now();
        let mut read = Vec::new();
        for feed in &self.feeds {
            let own = paths.iter().filter(|path| feed.takes(&self.dir, path));
            let all: BTreeSet<PathBuf> =
                own.flat_map(|path| reading::with_release(&self.dir, feed, path)).collect();
            for path in &all {
                let job = Job { path: path.clone(), program: Arc::clone(&program), received: now };
                if self.script_readers.hand_over(&feed.settings().id, job).is_none() {
                    continue;
                }
                let known = self.recorder.known_files_mut();
                read.push(reading::read_file(known, &self.dir, feed, path, &program.catalogue, now));
            }
        }
        read.extend(self.script_readers.after_a_moment());
        self.keep_read(read);
    }

    /// The moment that counts as now: time stands still while a plugin reads what came in, and where the clock was set back.
    pub(super) fn now(&self) -> Timestamp {
        self.recorder.moment(self.script_readers.clock())
    }

    /// Takes in what was read.
    pub(super) fn keep_read(&mut self, read: Vec<Result<reading::FileReading, FeedError>>) {
        let (mut readings, mut faults, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for outcome in read {
            match outcome {
                Ok(reading) => readings.push(reading),
                Err(FeedError::Gone { .. }) => {}
                Err(FeedError::UnderEmbargo { path, until }) => {
                    let path = self.dir.join(path);
                    self.under_embargo.insert(path.clone(), until.timestamp());
                    held.push(Embargoed { path, until });
                }
                Err(fault) => faults.push(fault),
            }
        }
        self.keep(self.now(), readings, &faults, &held);
    }

    /// Reads every file of every feed that may say something else than when it was last read.
    pub(super) fn receive_new(&mut self, catalogue: &engine::model::Catalogue) {
        let now = self.recorder.moment(Timestamp::now());
        let to_read = Feeds { project: &self.dir, feeds: &self.feeds, catalogue, received: now };
        let readings = read_new(self.recorder.known_files_mut(), to_read, &self.unclosed, &Bars::default());
        let held = readings.under_embargo;
        self.under_embargo = held.iter().map(|held| (held.path.clone(), held.until.timestamp())).collect();
        self.keep(now, readings.files, &readings.faults, &held);
    }

    /// Reads the files of which nothing might be told before now. While time stands still for what a plugin reads, they wait as well: they would be received
    /// before the moment from which they count as known.
    pub(super) fn lift_embargoes(&mut self) {
        if self.script_readers.holds_until().is_some() {
            return;
        }
        let now = Timestamp::now();
        let is_over = |until: &Timestamp| *until <= now;
        let over: Vec<PathBuf> = self
            .under_embargo
            .iter()
            .filter(|(_, until)| is_over(until))
            .map(|(path, _)| path.clone())
            .collect();
        if !over.is_empty() {
            self.under_embargo.retain(|_, until| !is_over(until));
            self.receive(&over);
        }
    }

    fn keep(
        &mut self,
        now: Timestamp,
        mut readings: Vec<reading::FileReading>,
        faults: &[FeedError],
        held: &[Embargoed],
    ) {
        for read in &readings {
            if let Some(held) = &read.reading.held {
                self.under_embargo.insert(self.dir.join(&read.file.path), held.next);
            }
        }
        // Whoever handed it in is answered by the step that takes it in.
        readings.retain(|read| !self.tasks.kept.is_pending(&self.dir.join(&read.file.path)));
        for fault in faults {
            tracing::error!("{}", reading::describe(fault));
        }
        let told = self.recorder.announce_refused_files(now, faults);
        self.note(told);
        let mut refused = reading::refused(&self.dir, &self.feeds, faults);
        let known = self.recorder.engine().evidence().waiting_files();
        refused.extend(reading::waiting(&self.dir, &self.feeds, held, &known, now));
        if readings.is_empty() && refused.is_empty() {
            return;
        }
        let files = Vec::new();
        let observe = Observe { asked_by: Asker::Service, readings, refused, handed_in: Vec::new(), files };
        match observe.carry_out(&mut self.recorder, now) {
            Ok(receipts) => self.after_receipts(now, &receipts),
            Err(error) => {
                self.note(Err(error));
                self.tell_of_files(now);
            }
        }
    }

    /// Says what became of files that are on the ledger.
    pub(super) fn after_receipts(&mut self, now: Timestamp, receipts: &Receipts) {
        self.note(Ok(()));
        for receipt in &receipts.files {
            let counts = receipt.counts;
            tracing::info!(
                file = receipt.file.path,
                accepted = counts.accepted,
                unchanged = counts.unchanged,
                revised = counts.revised,
                skipped = receipt.skipped,
                quarantined = receipt.set_aside(),
                "received"
            );
        }
        let program = self.recorder.engine().program().map(|program| &**program);
        let set_aside = quarantine(receipts, program);
        if !set_aside.is_empty() {
            tracing::warn!("{}", set_aside.trim_end());
        }
        self.tell_of_files(now);
    }

    /// Tells whoever sent files what became of them. It is on the ledger whatever becomes of that.
    fn tell_of_files(&mut self, now: Timestamp) {
        self.write_receipts();
        let told = self.recorder.announce_set_aside(now);
        self.note(told);
    }

    /// Writes the receipts that stand beside their files. They are on the ledger whatever becomes of that.
    pub(super) fn write_receipts(&mut self) {
        let drawn = self.recorder.take_drawn_up();
        let Some(program) = self.recorder.engine().program() else { return };
        for fault in write_beside(&self.dir, &self.feeds, &drawn, program) {
            tracing::error!("{fault}");
        }
    }
}
