//! What the daemon does, with the world's clock in the place of the real one.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::command::{Activate, Asker, Command as _, Observe};
use app::proof::Again;
use app::reading::FileReading;
use app::recorder::Recorder;
use engine::model::{Catalogue, Observation};
use jiff::SignedDuration;
use ledger::outbox::DueMessage;
use plugins::readers::ReadContext;
use plugins::stores::StoreError;
use rules::CompilerCache;
use rules::compile::{Settled, settle};
use rules::source::Sources;

use super::ledger::Copy;
use super::receivers::NOTIFIERS;
use super::shadow::Standings;
use super::{End, World};

/// When a process ends while it delivers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// Not at all.
    Never,
    /// After a message was sent and before that was written down.
    AfterSending,
}

impl World {
    /// The service comes up.
    ///
    /// # Panics
    /// It does not find everything as it was.
    pub fn start(&mut self) {
        assert!(self.recorder.is_none(), "one service at a time");
        let recorder = Recorder::open(self.ledger.store()).expect("the ledger is sound");
        self.note_lost_time(&recorder);
        self.uptime.begin(self.clock);
        self.check_reopened(&recorder);
        self.recorder = Some(recorder);
        let now = self.clock;
        let resumed = self.up().resume(now);
        self.note(resumed);
        let last_good = self.up().sources().cloned();
        self.adopt(last_good.as_deref());
        let saved = self.up().save_work();
        self.note(saved);
        self.serve(&[]);
    }

    /// The service stops in good order.
    pub fn stop(&mut self) {
        if let Some(mut recorder) = self.recorder.take() {
            let stopped = recorder.stop(self.clock);
            let is_in_order = stopped.is_ok() && self.uptime.latest == Some(self.clock);
            self.uptime.last_end = if is_in_order { End::Stopped } else { End::Crashed };
            self.note(stopped);
            self.receivers.forget_process();
            self.look();
        }
    }

    /// The process is killed. What was not on disk is gone.
    pub fn crash(&mut self) {
        self.recorder = None;
        self.uptime.last_end = End::Crashed;
        self.receivers.forget_process();
        self.look();
    }

    /// The loop takes in what happened, and lets time pass.
    pub(super) fn serve(&mut self, paths: &[String]) {
        if self.recorder.is_none() {
            return;
        }
        if let Some(program) = self.up().engine().program().cloned() {
            self.receive(paths, &program.catalogue);
        }
        let now = self.clock;
        let advanced = self.up().advance(now);
        self.note(advanced);
        let kept = self.up().keep_time(now);
        self.note(kept);
        self.deliver(Ending::Never);
    }

    /// Everything that is due is sent, once each: what was taken makes way for what waits behind it.
    pub fn deliver(&mut self, ending: Ending) {
        let mut tried = BTreeSet::new();
        while let Some(recorder) = &self.recorder {
            let mut due = recorder.outbox().due(self.clock);
            let key = |due: &DueMessage<'_>| (due.notifier.to_owned(), due.message.id.clone());
            let Some(next) = due.find(|due| tried.insert(key(due))) else { return };
            let (notifier, message) = (next.notifier.to_owned(), Arc::clone(next.message));
            drop(due);
            assert!(
                self.shadow.has_queued(&notifier, &message.id),
                "nothing is announced before it is on disk"
            );
            assert!(
                !self.shadow.has_settled(&notifier, &message.id),
                "nothing that is settled is sent again"
            );
            let outcome = self.receivers.send(&mut self.rng, &notifier, &message);
            if ending == Ending::AfterSending {
                return self.crash();
            }
            let now = self.clock;
            let written = self.up().record_attempt(now, notifier, message.id.clone(), outcome);
            self.note(written);
        }
    }

    /// Every file is read once more.
    pub fn read_again(&mut self) {
        if let Some(program) =
            self.recorder.as_ref().and_then(|recorder| recorder.engine().program().cloned())
        {
            let paths: Vec<String> = self.files.keys().cloned().collect();
            self.receive(&paths, &program.catalogue);
        }
    }

    /// The newest texts are put in force as far as they are sound.
    pub fn reload(&mut self) {
        if let Some(recorder) = &self.recorder {
            let last_good = recorder.sources().cloned();
            self.adopt(last_good.as_deref());
            self.serve(&[]);
        }
    }

    /// Files that can be read, and that nothing on the ledger tells of as they are now.
    pub fn unheard(&self) -> Vec<&str> {
        let Some(program) = self.recorder.as_ref().and_then(|recorder| recorder.engine().program()) else {
            return Vec::new();
        };
        let context = ReadContext { catalogue: &program.catalogue, received: self.clock };
        let is_unheard = |(path, text): &(&String, &String)| {
            let (file, reading) = super::project::read(&self.settings, path, text, &context);
            reading.is_ok() && !self.truth.has_heard(path, &file.hash)
        };
        self.files.iter().filter(is_unheard).map(|(path, _)| path.as_str()).collect()
    }

    fn adopt(&mut self, last_good: Option<&Sources>) {
        let Settled { sources, compiled, .. } = settle(&self.sources(), last_good);
        let Some(program) = compiled.program else { return };
        let now = self.clock;
        self.up().set_notifiers(NOTIFIERS.map(str::to_owned).to_vec());
        let paths: Vec<String> = self.files.keys().cloned().collect();
        self.receive(&paths, &program.catalogue);
        let activate = Activate { asked_by: Asker::Service, program, sources: Arc::new(sources) };
        let activated = activate.carry_out(self.up(), now);
        self.note(activated);
        let refused: Vec<String> = compiled.refused.iter().map(ToString::to_string).collect();
        let announced = if refused.is_empty() {
            self.up().announce_repair(now)
        } else {
            self.up().announce_refusal(now, &refused, &compiled.diagnostics)
        };
        self.note(announced);
    }

    fn receive(&mut self, paths: &[String], catalogue: &Catalogue) {
        let now = self.clock;
        let received = self.up().moment(now);
        let mut readings = Vec::new();
        for path in paths {
            let text = &self.files[path];
            let context = ReadContext { catalogue, received };
            if let (file, Ok(reading)) = super::project::read(&self.settings, path, text, &context) {
                let occasion = self.readings.entry((Arc::clone(&file), now)).or_default();
                occasion.extend(reading.observations.iter().cloned());
                readings.push(FileReading { file, reading });
            }
        }
        if !readings.is_empty() {
            let observe = Observe {
                asked_by: Asker::Service,
                readings,
                refused: Vec::new(),
                handed_in: Vec::new(),
                files: Vec::new(),
            };
            let received = observe.carry_out(self.up(), now);
            self.note(received.map(drop));
        }
    }

    fn up(&mut self) -> &mut Recorder {
        self.recorder.as_mut().expect("the service is up")
    }

    /// Looks at what is on disk now. Where nothing waits to be written, the process knows what the oracle knows.
    fn note(&mut self, written: Result<(), StoreError>) {
        self.look();
        if let (Ok(()), Some(recorder)) = (written, &self.recorder) {
            Standings::of(recorder.engine()).check(&Standings::of(self.shadow.engine()), "replayed is live");
            self.truth.check(recorder.engine().evidence());
        }
    }

    /// What is on disk gives the same with the memo and without, which is what the oracle holds.
    fn check_reopened(&self, reopened: &Recorder) {
        let copy = |copy| Recorder::open(Box::new(self.ledger.copy(copy))).expect("the copy is sound");
        let [with, without] = [copy(Copy::WithMemo), copy(Copy::WithoutMemo)];
        self.check_provable();
        for recorder in [reopened, &with, &without] {
            let wanted = Standings::of(self.shadow.engine());
            Standings::of(recorder.engine()).check(&wanted, "a restart changes nothing");
            assert_eq!(recorder.outbox(), without.outbox(), "a restart loses no message");
            assert_eq!(recorder.evaluated(), 0, "a restart counts no work");
            self.check_nothing_lost(recorder);
            self.truth.check(recorder.engine().evidence());
        }
    }

    /// Whoever works the ledger out again comes to what was told.
    fn check_provable(&self) {
        let mut again = Again::new(CompilerCache::new(), BTreeSet::new());
        self.ledger.commits().into_iter().for_each(|commit| again.take(commit));
        let (worked, _) = again.end();
        assert_eq!(
            worked.fault.map(|fault| fault.to_string()),
            None,
            "what was told follows from what was known"
        );
        let said = worked.messages.fault.map(|fault| fault.to_string());
        assert_eq!(said, None, "every message about an alert says what follows");
        assert_eq!(worked.unbound, 0, "what each step led to is on the ledger");
    }

    /// Every observation that was written down is among the evidence.
    fn check_nothing_lost(&self, reopened: &Recorder) {
        for Observation { cell, source, .. } in self.shadow.observations() {
            let history = reopened.engine().evidence().history(cell);
            let is_there = history.is_some_and(|history| history.all().any(|heard| heard.source == *source));
            assert!(is_there, "{cell:?}: line {} of {} is lost", source.line, source.file.path);
        }
    }

    fn note_lost_time(&mut self, reopened: &Recorder) {
        let ends = (self.uptime.sessions.last(), reopened.engine().now());
        if let (End::Crashed, Some((_, end)), Some(known)) = (self.uptime.last_end, ends.0, ends.1) {
            self.uptime.lost.push((*end, SignedDuration::ZERO.max(end.duration_since(known))));
        }
    }
}
