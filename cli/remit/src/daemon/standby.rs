//! Having the ledger to write: at once, after a while, or as a standby that goes along with what another process writes until that one is gone.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender};
use std::time::Duration;

use app::intake::LoggedReports;
use app::progress::Unseen;
use app::project;
use app::published::HolderWord;
use app::recorder::{Follower, Recorder, TakenOver};
use app::upgrade::{Admitted, Shadow, UpgradeError, admit, check_accepted, is_of_another_version};
use jiff::Timestamp;
use plugins::stores::{Head, KeptLedger, LedgerPlace, StoreError, Wake};
use rules::CompilerCache;

use super::happening::{Awaited, Happening};
use super::shown_in_force::ShownInForce;
use super::worker::Worker;

/// How long a start waits for another process that holds the ledger, such as a `run` that is about to end.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a standby waits for the ledger before it takes in what was written meanwhile, where it did not hear of that. It has the ledger as soon as that is free, whatever of this is left.
const TURN: Duration = Duration::from_secs(2);
/// How long a standby leaves a database alone that cannot be reached.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// What is done where another process holds the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhenHeld {
    /// It is waited for a while, and then given up.
    GiveUp,
    /// It is waited for until it is gone.
    StandBy,
}

/// On which terms the ledger is had.
#[derive(Clone, Debug)]
pub struct Terms {
    pub when_held: WhenHeld,
    /// The version of Remit of which differences are accepted.
    pub accepted: Option<String>,
}

/// What was found of the ledger.
pub(super) struct Had {
    pub(super) recorder: Recorder,
    /// What was compiled on the way.
    pub(super) cache: CompilerCache<'static>,
    pub(super) found: Found,
    /// The reports that were handed in at other machines.
    pub(super) logged: LoggedReports,
}

/// How it was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// From what was kept of it, or from its beginning.
    Anew,
    /// By going along with whoever wrote it: nobody is to wait any longer.
    Followed,
}

/// Has the ledger; none where somebody asked the service to stop while it waited.
pub(super) fn have(
    worker: &mut Worker,
    dir: &Path,
    place: &LedgerPlace,
    terms: &Terms,
) -> anyhow::Result<Option<Had>> {
    check_accepted(terms.accepted.as_deref())?;
    let wake = wake_by(&worker.sender);
    let mut standby = Standby {
        worker,
        dir,
        place,
        terms,
        followed: None,
        logged: LoggedReports::of(dir, place),
        shadow: None,
        shown: None,
        said: None,
    };
    let mut store = match terms.when_held {
        WhenHeld::GiveUp => place.open_within(PATIENCE)?,
        WhenHeld::StandBy => match standby.wait()? {
            Some(store) => store,
            None => return Ok(None),
        },
    };
    store.wake_by(wake);
    standby.take_over(store).map(Some)
}

/// A process that waits for the ledger.
struct Standby<'p> {
    worker: &'p mut Worker,
    dir: &'p Path,
    place: &'p LedgerPlace,
    terms: &'p Terms,
    /// What was followed, up to where.
    followed: Option<(Follower, Head)>,
    /// The reports that were handed in at other machines.
    logged: LoggedReports,
    /// What another version wrote, as this one works it out.
    shadow: Option<Shadow>,
    /// What pages are made of beside the ledger; none before anything was followed.
    shown: Option<ShownInForce>,
    /// What was said last of what is wrong.
    said: Option<String>,
}

impl Standby<'_> {
    /// Waits until the ledger is this process's to write, and shows meanwhile how things stand on it.
    fn wait(&mut self) -> anyhow::Result<Option<Box<dyn KeptLedger>>> {
        let (sender, is_told) = (self.worker.sender.clone(), Arc::<AtomicBool>::default());
        let told = Arc::clone(&is_told);
        // A burst is one piece of news until somebody looks.
        let _news = self.place.news(move || {
            if !told.swap(true, Ordering::AcqRel) {
                drop(sender.send(Happening::LedgerWritten));
            }
        });
        wait_for(self.place.clone(), self.worker.sender.clone());
        let (mut is_known, mut to_show) = (false, None);
        loop {
            let awaited = match self.next_happening(to_show) {
                Ok(Happening::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    self.logged.settle();
                    tracing::info!("stopped");
                    return Ok(None);
                }
                Ok(Happening::Awaited(awaited)) => Some(*awaited),
                Ok(Happening::LedgerWritten) => {
                    is_told.store(false, Ordering::Release);
                    is_known.then_some(Awaited::Held)
                }
                // Whoever hands something in before the ledger is had is told that nobody can carry it out.
                Ok(_) => None,
                Err(RecvTimeoutError::Timeout) => {
                    to_show = self.show();
                    None
                }
            };
            match awaited {
                Some(Awaited::Had(store)) => {
                    self.worker.relay.is_held_by(None);
                    if is_known {
                        tracing::info!("taking the ledger over");
                    }
                    return Ok(Some(store));
                }
                Some(Awaited::Held) => {
                    if !is_known {
                        tracing::info!(ledger = %self.place, "standing by: another process holds the ledger");
                        self.hear_of_holder();
                    }
                    is_known = true;
                    self.follow()?;
                    to_show = self.show();
                }
                Some(Awaited::OutOfReach(error)) => self.complain(&error),
                Some(Awaited::Failed(error)) => return Err(error.into()),
                None => {}
            }
        }
    }

    fn next_happening(&self, to_show: Option<Duration>) -> Result<Happening, RecvTimeoutError> {
        let happenings = &self.worker.happenings;
        match to_show {
            Some(wait) => happenings.recv_timeout(wait),
            None => happenings.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// Hears who holds the ledger before all of it is read, which may take a while: what is handed in meanwhile is passed on there.
    fn hear_of_holder(&self) {
        let store = self.place.open_read_only().ok().flatten();
        let word = store.and_then(|mut store| word_of_holder(&mut *store).ok()?);
        self.worker.relay.is_held_by(word.as_ref());
    }

    /// Shows how things stand by what was followed. Inside: how long to wait until it may be shown.
    fn show(&mut self) -> Option<Duration> {
        let (follower, _) = self.followed.as_mut()?;
        let worker = &mut *self.worker;
        let word = match word_of_holder(follower.store()) {
            Ok(word) => word,
            Err(error) => {
                self.complain(&error);
                return None;
            }
        };
        worker.relay.is_held_by(word.as_ref());
        let shown = ShownInForce::of(self.shown.take(), self.dir, follower);
        let shown = self.shown.insert(shown);
        if let Some(word) = word {
            worker.showing.beside = word.shown(Arc::clone(&shown.supply));
        }
        if let Some(intake) = shown.intake.take() {
            worker.tasks.set_intake(intake);
        }
        worker.showing.show_followed(follower, Timestamp::now())
    }

    /// Takes in what was written meanwhile. What cannot be read now is read once the ledger is had.
    fn follow(&mut self) -> Result<(), UpgradeError> {
        match self.catch_up() {
            Ok(()) => self.said = None,
            Err(error) => {
                self.followed = None;
                self.complain(&error);
            }
        }
        let Some(fault) = self.shadow.as_ref().and_then(Shadow::difference) else { return Ok(()) };
        if self.terms.accepted.is_some() {
            return Ok(());
        }
        let before = self.followed.as_mut().and_then(|(follower, _)| follower.store().written_by().ok()?);
        Err(UpgradeError::Differs { before, fault: Box::new(fault.clone()) })
    }

    fn catch_up(&mut self) -> Result<(), StoreError> {
        let (mut follower, before) = match self.followed.take() {
            Some((follower, end)) => (follower, Some(end)),
            None => match Follower::open(self.place, project::compiler())? {
                Some(follower) => (follower, None),
                None => return Ok(()),
            },
        };
        follower.catch_up()?;
        if follower.holds_erased() {
            drop(follower);
            self.worker.showing.begin_anew();
            return self.catch_up();
        }
        if self.shadow.is_some() || is_of_another_version(follower.store())? {
            self.shadow.get_or_insert_default().follow(follower.store(), &Unseen)?;
        }
        let end = follower.end()?;
        follower.put_reports(&mut self.logged, self.dir)?;
        if before != Some(end) {
            follower.look_at_files(self.dir);
        }
        self.followed = Some((follower, end));
        Ok(())
    }

    /// Goes on with the ledger, which is this process's to write now.
    fn take_over(mut self, mut store: Box<dyn KeptLedger>) -> anyhow::Result<Had> {
        let ends_at = store.head().position;
        if let Some((_, Head { position: written_to, .. })) = self.followed
            && ends_at < written_to
            && self.place.is_in_database()
        {
            return Err(StoreError::WentBack { path: self.place.to_string(), ends_at, written_to }.into());
        }
        let terms = (self.terms.accepted.as_deref(), Timestamp::now());
        let admitted = admit(&mut *store, self.shadow.take().unwrap_or_default(), terms, &Unseen)?;
        tell(&admitted);
        if let Some((follower, end)) = self.followed.take()
            && !matches!(admitted, Admitted::Accepted { .. })
        {
            store = match follower.take_over(end, store)? {
                TakenOver::Followed(followed) => {
                    let ((recorder, cache), logged) = (*followed, self.logged);
                    return Ok(Had { recorder, cache, found: Found::Followed, logged });
                }
                TakenOver::Anew(store) => store,
            };
            self.worker.showing.begin_anew();
        }
        let mut cache = project::compiler();
        let recorder = Recorder::open_with(&mut cache, store)?;
        Ok(Had { recorder, cache, found: Found::Anew, logged: self.logged })
    }

    /// Says what is wrong, once.
    fn complain(&mut self, error: &StoreError) {
        let told = error.to_string();
        if self.said.as_ref() != Some(&told) {
            tracing::warn!("standing by: {told}");
            self.said = Some(told);
        }
    }
}

/// What whoever holds the ledger has left word of; none where nobody did, or another version did that leaves something else.
fn word_of_holder(store: &mut dyn KeptLedger) -> Result<Option<HolderWord>, StoreError> {
    Ok(store.word_of_holder()?.and_then(|word| HolderWord::parse(&word)))
}

fn tell(admitted: &Admitted) {
    match admitted {
        Admitted::AsBefore => {}
        Admitted::Same { before } => tracing::info!("{}", words::upgrade::same(before.as_deref())),
        Admitted::Accepted { before, fault } => {
            tracing::warn!("{}", words::upgrade::accepted(before.as_deref(), fault.position()));
        }
    }
}

/// Waits for the ledger on a thread of its own, and tells the loop what comes of it, until it is had or cannot be.
fn wait_for(place: LedgerPlace, sender: Sender<Happening>) {
    std::thread::spawn(move || {
        let mut is_known = false;
        loop {
            let (awaited, pause) = match place.open_within(if is_known { TURN } else { Duration::ZERO }) {
                Ok(store) => (Awaited::Had(store), None),
                Err(StoreError::InUse { .. }) => (Awaited::Held, Some(Duration::ZERO)),
                // Where it never could be reached, the address may be wrong.
                Err(error @ StoreError::Unavailable { .. }) if is_known => {
                    (Awaited::OutOfReach(error), Some(AGAIN_AFTER))
                }
                Err(error) => (Awaited::Failed(error), None),
            };
            is_known = true;
            let is_heard = sender.send(Happening::Awaited(Box::new(awaited))).is_ok();
            match pause.filter(|_| is_heard) {
                Some(pause) => std::thread::sleep(pause),
                None => return,
            }
        }
    });
}

/// What wakes the loop when something becomes of the ledger while nothing is written.
fn wake_by(sender: &Sender<Happening>) -> Wake {
    let sender = sender.clone();
    Box::new(move || drop(sender.send(Happening::LedgerTurned)))
}
