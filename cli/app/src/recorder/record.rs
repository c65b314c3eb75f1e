//! The engine with its ledger: every step is written down, as one transaction with what follows from it.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use crate::approvals::Approvals;
use engine::model::{ContributionId, ObligationRef};
use engine::{Effects, Engine, Event};
use jiff::{SignedDuration, Timestamp};
use ledger::commit::{LeafForm, Outcome};
use ledger::entry::{Entry, FileReceipt, HandedIn, Position, Recorded};
use ledger::file_contents::FileContents;
use ledger::outbox::Outbox;
use plugins::hooks::Hook;
use plugins::routes::Routes;
use plugins::stores::{Alongside, LoggedReport, Store, StoreError};
use rules::compile::{TextsInForce, Waiting};
use rules::source::Sources;
use words::full_receipt::Drawn;
use words::public_url::PublicUrl;

use super::accounting::Accounting;
use super::quiet::Quiet;
use super::repeats::Repeats;
use super::saved::{SavedSnapshot, Unsaved};
use super::touched::Touched;
use crate::account::Accounts;
use crate::ledger_state::LedgerState;
use crate::outcome::OutcomeLines;
use crate::reading::KnownFiles;

/// So often the ledger is told that the service is up, while that matters: no more than this counts as down after a kill.
const BETWEEN_NOTES: SignedDuration = SignedDuration::from_mins(5);

/// The engine with its ledger.
pub struct Recorder {
    pub(super) engine: Engine,
    pub(super) state: LedgerState,
    pub(super) store: Box<dyn Store>,
    /// The names of the notifiers that messages go through.
    pub(super) notifiers: Vec<String>,
    /// Which of them a message goes through.
    pub(super) routes: Routes,
    /// Where people find the pages that messages lead to; none where the project says nothing of it.
    pub(super) pages: Option<PublicUrl>,
    /// The notifiers that write to people alone, by which copies of what they hand in go to them.
    pub(super) letters: Vec<String>,
    /// What nobody is told of for a time, since somebody asked for that.
    pub(super) quiet: Quiet,
    /// When open alerts are told again.
    pub(super) repeats: Repeats,
    /// What messages about alerts go through before they are queued, in order.
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    /// The hooks that failed when they were last run, so that people are told once.
    pub(super) failing_hooks: BTreeSet<String>,
    /// Changes that wait for signatures, or for their day, as the newest texts have it.
    pub(super) waiting: Vec<Waiting>,
    /// The texts in whose place the step under way puts others.
    pub(super) replaced: Option<Arc<Sources>>,
    /// The entry by which those came into force.
    pub(super) replaced_since: Position,
    /// The files of the reports that are taken in by the step under way.
    pub(super) to_log: Vec<LoggedReport>,
    /// What happened but is not on disk yet, because the store failed. Nothing of it is announced.
    pub(super) unwritten: VecDeque<Unwritten>,
    /// Rules that were run since the recorder was opened.
    pub(super) evaluated: usize,
    /// The files of feeds that were read. They are kept in the snapshot, beside what they said.
    pub(super) known_files: KnownFiles,
    /// What the snapshot on disk stands for; none where there is none of use.
    pub(super) saved: Option<SavedSnapshot>,
    /// What a start with that would have to do again.
    pub(super) unsaved: Unsaved,
    /// What became of the files of which rows were set aside, as far as nobody was told yet.
    pub(super) set_aside: Vec<FileReceipt>,
    /// What the last edit of the texts restated, as people are told of it.
    pub(super) restated: Vec<String>,
    /// Of which files the receipts are drawn up in full, and whom they are for.
    pub(super) accounting: Accounting,
    /// The files of the step under way, before the engine has heard of them.
    pub(super) accounts: Option<Accounts>,
    /// The receipts that were drawn up since they were last asked for.
    pub(super) drawn_up: Vec<Drawn>,
    /// Those of which nobody was told, since no program is in force yet.
    pub(super) untold: Vec<Drawn>,
    /// What may stand otherwise since it was last asked for.
    pub(super) touched: Touched,
    /// Whether anything was read yet.
    pub(super) beginning: Beginning,
    /// What those were answered who handed something in, since it was last asked for.
    pub(super) answered: Vec<HandedIn>,
}

/// What happened at once and is not on disk yet.
pub(super) struct Unwritten {
    at: Timestamp,
    pub(super) entries: Vec<Entry>,
    outcome: Option<Outcome>,
    reports: Vec<LoggedReport>,
}

/// Whether anything was read yet of the feeds that a project has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Beginning {
    /// Feeds are declared, and no file of theirs came in.
    NothingRead,
    Over,
}

impl Recorder {
    /// Closes the store, where the process ends next. What the engine knows is left to that end: freeing it piece by piece takes a
    /// tenth of a short run.
    pub fn end(self) {
        let Self { store, engine, state, known_files, .. } = self;
        drop(store);
        std::mem::forget((engine, state, known_files));
    }

    /// What the last edit of the texts restated or withdrew, alert by alert, as people are told of it.
    pub fn restated(&self) -> &[String] {
        &self.restated
    }

    /// Which obligations may stand otherwise since this was last asked.
    pub fn take_touched(&mut self) -> Touched {
        self.touched.take()
    }

    /// Where the ledger ends, as far as it is written.
    pub fn position(&self) -> Position {
        self.state.position
    }

    /// Whether all that happened is on disk. What is not is announced to nobody.
    pub fn is_written(&self) -> bool {
        self.unwritten.is_empty()
    }

    /// The engine, to ask how things stand.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The sources of the program in force.
    pub fn sources(&self) -> Option<&Arc<Sources>> {
        self.state.sources.as_ref()
    }

    /// Who signed which change.
    pub fn approvals(&self) -> &Approvals {
        &self.state.approvals
    }

    /// What new texts are measured against; none where nothing was in force yet.
    pub fn in_force(&self, now: Timestamp) -> Option<TextsInForce<'_>> {
        let sources = self.state.sources.as_deref()?;
        Some(TextsInForce { sources, approvals: self.state.approvals.standing(), now })
    }

    /// The content of every file of the feeds when it was last read.
    pub fn file_contents(&self) -> &FileContents {
        &self.state.contents
    }

    /// What is still to be delivered.
    pub fn outbox(&self) -> &Outbox {
        &self.state.outbox
    }

    /// The moment that counts as now while the clock shows `clock`: for one that was set back, time stands still.
    pub fn moment(&self, clock: Timestamp) -> Timestamp {
        self.engine.now().map_or(clock, |latest| latest.max(clock))
    }

    /// How many rules were run since the recorder was opened.
    pub fn evaluated(&self) -> usize {
        self.evaluated
    }

    /// The files of feeds that were read, for whoever reads them. All that they said must be received before a snapshot is saved.
    pub fn known_files_mut(&mut self) -> &mut KnownFiles {
        &mut self.known_files
    }

    /// Sets through which notifiers messages go from now on.
    pub fn set_notifiers(&mut self, notifiers: Vec<String>) {
        self.notifiers = notifiers;
    }

    /// Sets through which hooks messages about alerts go from now on.
    pub fn set_hooks(&mut self, hooks: Vec<Arc<dyn Hook>>) {
        self.hooks = hooks;
    }

    /// Lets time pass: does nothing unless something fell due by `now`.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn advance(&mut self, now: Timestamp) -> Result<(), StoreError> {
        if self.engine.next_wake().is_none_or(|wake| wake > now) {
            return self.flush();
        }
        self.take_in(now, Event::ClockAdvanced, vec![Entry::ClockAdvanced])
    }

    /// Writes down now and then that the service is up, while time counts towards a `for`: where it is killed, the quiet
    /// time before counts as up.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn keep_time(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let is_old = |latest: Timestamp| now.duration_since(latest) >= BETWEEN_NOTES;
        if !self.engine.counts_time() || !self.engine.now().is_some_and(is_old) {
            return self.flush();
        }
        self.take_in(now, Event::ClockAdvanced, vec![Entry::ClockAdvanced])
    }

    /// Whether the ledger may still be written.
    ///
    /// # Errors
    /// It may not, since its files were taken away or another process writes it.
    pub fn check_store(&mut self) -> Result<(), StoreError> {
        self.store.check()
    }

    /// Writes down that the service was still up at a moment, as far as the ledger does not say so: where it was killed since, the quiet time
    /// before counts as up.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn was_up(&mut self, last: Timestamp) -> Result<(), StoreError> {
        if self.engine.now().is_none_or(|now| now >= last) {
            return self.flush();
        }
        self.take_in(last, Event::ClockAdvanced, vec![Entry::ClockAdvanced])
    }

    /// Writes down that a file came in of which nothing can be told yet: it is kept with the ledger, for whoever reads the folders later.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn keep_file(&mut self, now: Timestamp, file: LoggedReport) -> Result<(), StoreError> {
        self.to_log = vec![file];
        self.take_in(now, Event::ClockAdvanced, vec![Entry::ClockAdvanced])
    }

    /// Leaves word for those who follow the ledger elsewhere; it is no part of the ledger.
    ///
    /// # Errors
    /// The store failed, and no word was left.
    pub fn tell_followers(&mut self, word: &[u8]) -> Result<(), StoreError> {
        self.store.tell_followers(word)
    }

    /// Says that the service is up again; the time in which it was down counts towards no `for`.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn resume(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.take_in(now, Event::Resumed, vec![Entry::Resumed])
    }

    /// Steps the engine and writes the event down together with the messages that follow from it, as one transaction.
    pub(super) fn take_in(
        &mut self,
        now: Timestamp,
        event: Event,
        entries: Vec<Entry>,
    ) -> Result<(), StoreError> {
        self.step_and_write(now, event, entries).1
    }

    /// The same, with what followed, whether or not it could be written down.
    pub(super) fn step_and_write(
        &mut self,
        now: Timestamp,
        event: Event,
        entries: Vec<Entry>,
    ) -> (Effects, Result<(), StoreError>) {
        self.step_and_answer(now, event, entries, |_, _| Vec::new())
    }

    /// The same, with what whoever asked for it is answered once it is known what followed.
    pub(super) fn step_and_answer(
        &mut self,
        now: Timestamp,
        event: Event,
        entries: Vec<Entry>,
        answer: impl FnOnce(&Effects, &Engine) -> Vec<Entry>,
    ) -> (Effects, Result<(), StoreError>) {
        let before = self.engine.program().cloned();
        let spoken_of = Touched::by_event(&event, &self.engine);
        let unsaved = Unsaved::by(&event);
        let effects = self.engine.step(now, event);
        self.unsaved.add(unsaved.with(&effects));
        self.touched.by_step(spoken_of, &self.engine);
        self.evaluated += effects.evaluated;
        log_effects(&effects);
        let mut entries = entries;
        entries.extend(answer(&effects, &self.engine));
        let changes = self.changes_to_tell(now, &effects);
        let mut messages = self.messages(&changes, before.as_deref());
        messages.extend(self.contradictions(&effects, messages.len()));
        let told = self.receipts_told(now, Some(&effects), entries.len() + messages.len());
        messages.extend(told);
        let superseded = self.superseding(now, &messages);
        entries.extend(messages.into_iter().chain(superseded));
        let mut lines = OutcomeLines::default();
        lines.add(&effects);
        let written = self.write_with(now, entries, lines.outcome(LeafForm::Parted));
        (effects, written)
    }

    pub(super) fn write(&mut self, now: Timestamp, entries: Vec<Entry>) -> Result<(), StoreError> {
        self.write_with(now, entries, None)
    }

    fn write_with(
        &mut self,
        at: Timestamp,
        entries: Vec<Entry>,
        outcome: Option<Outcome>,
    ) -> Result<(), StoreError> {
        if !entries.is_empty() {
            let reports = std::mem::take(&mut self.to_log);
            self.unwritten.push_back(Unwritten { at, entries, outcome, reports });
        }
        self.flush()
    }

    /// Writes what could not be written before.
    ///
    /// # Errors
    /// The store failed again.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        while let Some(unwritten) = self.unwritten.pop_front() {
            let Unwritten { at, entries, outcome, reports } = &unwritten;
            let alongside = Alongside { outcome: outcome.as_ref(), reports };
            match self.store.append_with(*at, entries, alongside) {
                Ok(last) => self.note_written(last, unwritten.at, unwritten.entries),
                Err(error) => {
                    self.unwritten.push_front(unwritten);
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    fn note_written(&mut self, last: Position, at: Timestamp, entries: Vec<Entry>) {
        let first = last + 1 - entries.len() as Position;
        for (position, entry) in (first..).zip(entries) {
            let recorded = Recorded { position, at, entry };
            self.state.written(&recorded);
            self.repeats.observe(&recorded);
            if let Entry::Silenced(_) | Entry::SilenceEnded(_) = &recorded.entry {
                self.quiet.renew(&self.state.silences);
            }
        }
    }
}

fn log_effects(effects: &Effects) {
    for change in &effects.verdicts {
        let contribution = change.node.contribution().map_or("whole", ContributionId::as_str);
        let ObligationRef { mission, obligation } = change.node.obligation();
        tracing::debug!(
            %mission, %obligation, contribution, period = %change.period,
            from = %change.from, to = %change.to.verdict, "verdict"
        );
    }
    for alert in &effects.alerts {
        tracing::info!(alert = %alert.alert.id, change = alert.change.as_str(), "alert");
    }
}
