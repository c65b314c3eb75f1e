//! The loop itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::Timestamp;
use plugins::feeds::Feed;
use plugins::host::Plugins;
use plugins::inbox::Inbox;
use plugins::pull::{Patience, Pulls};
use plugins::stores::{LedgerPlace, StoreError};
use plugins::watch::{Unclosed, Watcher};
use rules::CompilerCache;
use rules::diagnostic::Diagnostic;
use service::{Relay, TaskQueue};

use super::checkpoints::Checkpoints;
use super::deliver::Couriers;
use super::followers::Followers;
use super::group::Group;
use super::happening::{Attempt, Happening};
use super::last_up::LastUp;
use super::report_files::ReportFiles;
use super::script_readers::ScriptReaders;
use super::showing::Showing;
use super::standby::{self, Found, Had, Terms};
use super::streams::Streams;
use super::worker::Worker;
use app::connect;
use app::project::{self, KeptDisk};
use app::published::Reached;
use app::recorder::Recorder;

/// The longest sleep: a clock that is set forward is noticed after this time at the latest.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);
/// The first wait after the store failed; it doubles with each failure, up to the longest sleep.
const STORE_RETRY: Duration = Duration::from_secs(1);
/// How long a clean stop waits for messages that are on their way.
const LAST_DELIVERIES: Duration = Duration::from_secs(2);

/// What came of a start.
pub enum Started {
    Up(Box<Daemon>),
    /// The project cannot be used.
    Unusable(Vec<Diagnostic>),
    /// Somebody asked the service to stop while it stood by.
    Stopped,
}

/// A service that is up.
pub struct Daemon {
    pub(super) dir: PathBuf,
    /// The project's texts, so that a reload reads those that changed.
    pub(super) texts: KeptDisk,
    pub(super) recorder: Recorder,
    /// What was read of the project's texts, so that a reload costs what changed.
    pub(super) cache: CompilerCache<'static>,
    pub(super) feeds: Vec<Feed>,
    pub(super) couriers: Couriers,
    pub(super) script_readers: ScriptReaders,
    /// The plugins in force, whose texts stand in where newer ones have faults.
    pub(super) plugins: Plugins,
    pub(super) inbox: Inbox,
    pub(super) pulls: Pulls,
    pub(super) streams: Streams,
    pub(super) checkpoints: Checkpoints,
    pub(super) showing: Showing,
    /// Where things are handed in over HTTP.
    pub(super) tasks: TaskQueue,
    /// What other workers were told that follow the ledger.
    pub(super) followers: Followers,
    pub(super) relay: Relay,
    pub(super) report_files: ReportFiles,
    /// Whether requests wait for a store that failed.
    pub(super) requests_wait: bool,
    pub(super) watcher: Option<Watcher>,
    /// The files that somebody is writing.
    pub(super) unclosed: Unclosed,
    pub(super) sender: Sender<Happening>,
    /// When the next change that has its signatures takes effect.
    pub(super) next_start: Option<Timestamp>,
    /// Files of which nothing may be told yet, and until when.
    pub(super) under_embargo: BTreeMap<PathBuf, Timestamp>,
    pub(super) last_up: LastUp,
    /// When to look whether files of feeds are gone; none while none may be.
    pub(super) look_for_gone: Option<Instant>,
    happenings: Receiver<Happening>,
    store_failures: u32,
    /// Whether the store failed already since the loop last waited: all that is kept in memory is one failure.
    has_failed: bool,
    /// Why the ledger is no longer this service's to write.
    lost: Option<StoreError>,
}

impl Daemon {
    /// Finds everything again, reads what arrived while the service was down, and begins to watch.
    ///
    /// # Errors
    /// The ledger or the watcher cannot be had.
    pub fn start(
        mut worker: Worker,
        dir: &Path,
        place: &LedgerPlace,
        terms: &Terms,
    ) -> anyhow::Result<Started> {
        let Some(had) = standby::have(&mut worker, dir, place, terms)? else {
            return Ok(Started::Stopped);
        };
        let Worker { sender, happenings, showing, tasks, relay } = worker;
        let Had { recorder, mut cache, found, logged } = had;
        check_clock(&recorder)?;
        // The watcher names every file by its whole path.
        let whole = std::path::absolute(dir).context("the project's folder has no whole path")?;
        let texts = KeptDisk::new(whole.clone());
        let in_force = recorder.in_force(recorder.moment(Timestamp::now()));
        let (project, faults) = project::load_again(&mut cache, dir, &texts, in_force);
        let Some(project) = project else { return Ok(Started::Unusable(faults)) };
        let mut report_files = ReportFiles::new(place.clone(), logged);
        report_files.put_earlier(&recorder, &connect::feeds(&project.settings));
        let (couriers, ledger) = (Couriers::default(), place.beside());
        let feeds = Vec::new();
        let inbox = Inbox::beside(&std::path::absolute(ledger).context("the ledger has no whole path")?);
        inbox.make()?;
        let pulls = Pulls::beside(ledger, &whole, Patience::default());
        let mut daemon = Self {
            dir: whole,
            texts,
            recorder,
            cache,
            feeds,
            couriers,
            script_readers: ScriptReaders::default(),
            plugins: Plugins::default(),
            inbox,
            pulls,
            streams: Streams::default(),
            checkpoints: Checkpoints::of(place.clone()),
            showing,
            tasks,
            followers: Followers::default(),
            relay,
            report_files,
            requests_wait: false,
            watcher: None,
            unclosed: Unclosed::default(),
            sender,
            next_start: None,
            under_embargo: BTreeMap::new(),
            last_up: LastUp::beside(ledger),
            look_for_gone: None,
            happenings,
            store_failures: 0,
            has_failed: false,
            lost: None,
        };
        if let Some(last) = daemon.last_up.read(Timestamp::now()) {
            let noted = daemon.recorder.was_up(last);
            daemon.note(noted);
        }
        let resumed = daemon.recorder.resume(Timestamp::now());
        daemon.note(resumed);
        // A notifier with faults holds up neither the start nor the others.
        let notifiers = daemon.connect(&project);
        daemon.adopt(project, notifiers, faults)?;
        daemon.carry_out_requests();
        if found == Found::Anew {
            let saved = daemon.recorder.save_work();
            daemon.note(saved);
        }
        daemon.showing.show(&mut daemon.recorder, Timestamp::now());
        daemon.relay.is_held_here();
        Ok(Started::Up(Box::new(daemon)))
    }

    /// Says where other workers reach the service of this one.
    pub fn set_reached_at(&mut self, address: Option<Reached>) {
        self.followers.reached_at = address;
    }

    /// Serves until it is told to stop.
    ///
    /// # Errors
    /// What happened last could not be written down.
    pub fn run(mut self) -> anyhow::Result<()> {
        tracing::info!(project = %self.dir.display(), "serving; stop with SIGTERM or Ctrl-C");
        loop {
            self.has_failed = false;
            self.place_written();
            self.read_placed();
            self.pull();
            self.say_what_is_due();
            self.sign_what_is_due();
            self.couriers.hand_over(self.recorder.outbox().due(Timestamp::now()));
            self.tasks.counters.set_messages_waiting(self.recorder.outbox().waiting().count());
            let to_show = self.showing.show(&mut self.recorder, Timestamp::now());
            self.followers.tell(&mut self.recorder, &self.showing.beside, &self.relay);
            let sleep = self.sleep().min(to_show.unwrap_or(LONGEST_SLEEP));
            match self.happenings.recv_timeout(sleep) {
                Ok(Happening::Stop) | Err(RecvTimeoutError::Disconnected) => return self.stop(),
                Ok(first) => self.take_in(first),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.next_start.is_some_and(|start| start <= Timestamp::now()) {
                self.reload();
            }
            if self.next_look_for_gone().is_some_and(|moment| moment <= Instant::now()) {
                self.tell_gone();
            }
            self.lift_embargoes();
            self.pass_time(Timestamp::now());
            if let Some(lost) = self.lost {
                return Err(lost.into());
            }
            if self.requests_wait && self.store_failures == 0 {
                self.carry_out_requests();
            }
        }
    }

    /// Tells open alerts again and that silences end, and makes one message of those that go out together. While a plugin reads what came in, none is told again: what it
    /// finds may be what is owed.
    fn say_what_is_due(&mut self) {
        let now = Timestamp::now();
        if self.script_readers.holds_until().is_none() {
            let repeated = self.recorder.repeat(now);
            self.note(repeated);
        }
        let warned = self.recorder.warn_of_ends(now);
        self.note(warned);
        let gathered = self.recorder.gather(now);
        self.note(gathered);
    }

    /// Lets time pass, and looks whether the ledger may still be written. While a plugin reads what came in, nothing falls due: what it finds
    /// may be what is owed.
    fn pass_time(&mut self, now: Timestamp) {
        if self.script_readers.holds_until().is_none() {
            let advanced = self.recorder.advance(now);
            self.note(advanced);
        }
        self.last_up.note(Timestamp::now());
        let kept = self.recorder.keep_time(now.min(self.now())).and_then(|()| self.recorder.check_store());
        if let Err(error) = kept {
            self.note(Err(error));
        }
    }

    /// Takes in what happened, and whatever else has happened by now, so that one save of many files is one reload.
    fn take_in(&mut self, first: Happening) {
        let (mut changes, mut group) = (Vec::new(), Group::default());
        let mut next = Some(first);
        while let Some(happening) = next {
            match happening {
                Happening::Changed(change) => changes.push(change),
                Happening::Attempted(attempt) => self.came_back(attempt),
                Happening::Pulled(attempted) => self.pulled(*attempted),
                Happening::StreamTurned(news) => self.stream_turned(*news),
                Happening::CheckpointsLooked(news) => self.checkpoints_looked(*news),
                Happening::Read => {
                    let read = self.script_readers.by_now();
                    self.keep_read(read);
                }
                Happening::HandedIn(asked) => group.add(*asked),
                // Each turn of the loop writes what could not be written, and looks whose the ledger is. What else is told of it is for those who wait.
                Happening::LedgerTurned | Happening::LedgerWritten | Happening::Awaited(_) => {}
                Happening::Stop => {
                    // Put back for the loop, behind what was taken out before it.
                    drop(self.sender.send(Happening::Stop));
                    break;
                }
            }
            next = if group.is_closed() { None } else { self.happenings.try_recv().ok() };
        }
        self.carry_out_group(group);
        self.look_at(changes);
    }

    fn came_back(&mut self, attempt: Attempt) {
        self.couriers.came_back(&attempt);
        let Attempt { notifier, message_id, outcome } = attempt;
        let recorded = self.recorder.record_attempt(Timestamp::now(), notifier, message_id, outcome);
        self.note(recorded);
    }

    /// A store that fails is visible and tried again; nothing that happened is lost, and nothing of it is announced before
    /// it is on disk.
    pub(super) fn note(&mut self, written: Result<(), StoreError>) {
        match written {
            // What had nothing to write says nothing of the store.
            Ok(()) if self.recorder.is_written() => self.store_failures = 0,
            Ok(()) => {}
            Err(error @ (StoreError::Lost { .. } | StoreError::WentBack { .. })) => self.lost = Some(error),
            Err(_) if self.has_failed => {}
            Err(error) => {
                self.has_failed = true;
                self.store_failures = self.store_failures.saturating_add(1);
                tracing::error!(%error, "what happened is kept in memory until the ledger can be written again");
            }
        }
    }

    /// Until the next thing falls due.
    fn sleep(&mut self) -> Duration {
        let now = Timestamp::now();
        let next_repeat = self.recorder.next_repeat();
        let until = |moment: Timestamp| Duration::try_from(moment.duration_since(now)).unwrap_or_default();
        let waits = |notifier: &str, message: &str| self.couriers.waits_for(notifier, message);
        let next_attempt = self.recorder.outbox().next_attempt_where(waits);
        let next_pull = self.next_pull(now);
        let hold = self.script_readers.holds_until();
        let next_wake = self.recorder.engine().next_wake().filter(|_| hold.is_none());
        let next_lifted = self.under_embargo.values().min().copied().filter(|_| hold.is_none());
        let next_repeat = next_repeat.filter(|_| hold.is_none());
        let next_warning = self.recorder.next_warning(now);
        let to_sign = self.checkpoints.next();
        let wakes = [next_wake, next_attempt, self.next_start, next_pull, next_lifted, next_repeat];
        let wakes = wakes.into_iter().chain([next_warning, to_sign]);
        let after_hold = hold.map(|moment| moment.saturating_duration_since(Instant::now()));
        let due = wakes.flatten().map(until).chain(after_hold);
        let retry = (self.store_failures > 0)
            .then(|| STORE_RETRY * 2_u32.saturating_pow(self.store_failures.min(7) - 1));
        let gone = self.next_look_for_gone().map(|moment| moment.saturating_duration_since(Instant::now()));
        due.chain(retry).chain(gone).min().unwrap_or(LONGEST_SLEEP).min(LONGEST_SLEEP)
    }

    /// Waits a little for messages on their way, and leaves a memo for the next start.
    fn stop(mut self) -> anyhow::Result<()> {
        let deadline = Instant::now() + LAST_DELIVERIES;
        while self.couriers.under_way() > 0 {
            match self.happenings.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Happening::Attempted(attempt)) => self.came_back(attempt),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        self.recorder.stop(Timestamp::now()).context("what happened last could not be written down")?;
        self.place_written();
        self.report_files.note_all(&self.recorder);
        tracing::info!("stopped");
        Ok(())
    }
}

/// Says where the ledger is ahead of the clock, and stops where it is too far ahead.
fn check_clock(recorder: &Recorder) -> anyhow::Result<()> {
    let clock = Timestamp::now();
    match recorder.clock_behind(clock) {
        Some(behind) if behind.is_too_far() => Err(behind.into()),
        Some(behind) => {
            tracing::warn!("{behind}; time stands still until then: {}", behind.help(clock));
            Ok(())
        }
        None => Ok(()),
    }
}
