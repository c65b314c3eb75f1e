//! What is asked of whoever holds the engine: it waits in a queue of bounded length until it is carried out, and is answered once it is on disk and shown.
//!
//! The queue is filled by those who serve requests and emptied by one thread, which takes as much of it at a time as there is.

use std::path::PathBuf;
use std::sync::Arc;

use app::intake::{HandIn, Intake, KeptFiles, ReadReport, WireReport};
use app::reading::FileReading;
use app::recorder::{Deciding, ProposedText, Proved, Silencer};
use app::wire::WireProblem;
use arc_swap::ArcSwapOption;
use ledger::entry::Signed;
use ledger::request;
use plugins::stores::FeedLog;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::counters::Counters;

/// So much may wait at a time. Whoever comes then is told to come back.
const MOST_WAITING: usize = 4096;

/// Something asked of whoever holds the engine.
pub enum Task {
    /// Whether something was handed in before.
    Known(Keyed),
    /// A report that was read and is kept.
    Report(Box<ReportTask>),
    /// A message of which nothing can be used, where the ledger keeps files.
    Unusable(Box<UnusableFile>),
    /// What a report would come to.
    Foresee(Box<FileReading>),
    /// What an official says to an alert.
    Response(Box<ResponseTask>),
    /// That somebody asks for another value in the texts of a mission.
    Change(Box<ProposedText>),
    /// What a second person decides about something that waits.
    Decision(Box<Deciding>),
    /// A signature under a change of texts.
    Signature(Box<Signed>),
    /// That nobody is to be told of some alerts for a time, or that this ends.
    Silence(Box<Silencing>),
}

/// What an account asks of silences.
pub struct Silencing {
    pub silencer: Silencer,
    pub asked: AskedSilence,
}

/// That a silence begins, or that one ends.
pub enum AskedSilence {
    Begin(request::Silence),
    End(request::EndSilence),
}

/// By which something that is handed in can be told from all else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keyed {
    /// The id of the account.
    pub account: String,
    pub key: String,
    /// The hash of what is handed in, and to which address.
    pub content: String,
}

/// A report that is to be taken in.
pub struct ReportTask {
    pub read: ReadReport,
    /// What is to stand in its file, where that is written once the ledger has it; none where it stands there.
    pub file: Option<Arc<[u8]>>,
    pub hand_in: HandIn,
}

/// The file of a message that cannot be used, which is to lie in the folder of its feed.
pub struct UnusableFile {
    pub place: PathBuf,
    /// The same within the project.
    pub path: String,
    pub bytes: Arc<[u8]>,
}

/// What an official says to an alert, and for whom he may speak.
pub struct ResponseTask {
    pub proved: Proved,
    pub request: request::Respond,
}

/// What became of something that was asked.
pub enum Answered {
    /// It is on disk, and this is the answer.
    Written {
        status: u16,
        json: String,
    },
    /// It was handed in before, and this was the answer.
    Before {
        status: u16,
        json: String,
    },
    /// Nothing of the kind was handed in before.
    Unknown,
    /// It is on disk, and nothing else is to be said.
    Kept,
    /// What it would come to.
    Foreseen(Box<WireReport>),
    Refused(WireProblem),
    /// The ledger cannot be written. Nothing of it is shown.
    Unwritten,
}

/// Something that waits for its answer.
pub struct QueuedTask {
    pub task: Task,
    pub reply: AwaitedAnswer,
}

/// Whoever waits for an answer, and the place in the queue that is held until then.
pub struct AwaitedAnswer {
    answer: oneshot::Sender<Answered>,
    _place: OwnedSemaphorePermit,
}

impl AwaitedAnswer {
    /// Answers. Who went away meanwhile is not told.
    pub fn send(self, answered: Answered) {
        drop(self.answer.send(answered));
    }
}

/// Nobody holds the engine any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Closed;

/// Takes what is asked to whoever holds the engine.
type HandOver = dyn Fn(QueuedTask) -> Result<(), Closed> + Send + Sync;

/// Where things are handed in.
#[derive(Clone)]
pub struct TaskQueue {
    places: Arc<Semaphore>,
    hand_over: Arc<HandOver>,
    /// What reports are read by; none before a program is in force.
    intake: Arc<ArcSwapOption<Intake>>,
    pub kept: KeptFiles,
    pub counters: Arc<Counters>,
}

/// A place in the queue. Nothing of a task is kept before it has one.
pub(crate) struct Place(OwnedSemaphorePermit);

/// An answer that somebody waits for.
pub struct Waiting(oneshot::Receiver<Answered>);

impl Waiting {
    /// Waits; none where nobody answers any more.
    pub fn wait(self) -> Option<Answered> {
        self.0.blocking_recv().ok()
    }
}

impl TaskQueue {
    /// A queue from which `hand_over` takes things to whoever holds the engine, and a ledger that keeps the files of reports, or does not.
    pub fn new(
        log: FeedLog,
        hand_over: impl Fn(QueuedTask) -> Result<(), Closed> + Send + Sync + 'static,
    ) -> Self {
        Self {
            places: Arc::new(Semaphore::new(MOST_WAITING)),
            hand_over: Arc::new(hand_over),
            intake: Arc::default(),
            kept: KeptFiles::of(log),
            counters: Arc::default(),
        }
    }

    /// Reports are read by this from now on.
    pub fn set_intake(&self, intake: Intake) {
        self.intake.store(Some(Arc::new(intake)));
    }

    /// What reports are read by.
    pub fn intake(&self) -> Option<Arc<Intake>> {
        self.intake.load_full()
    }

    /// A place in the queue, where there is one.
    pub(crate) fn place(&self) -> Option<Place> {
        Arc::clone(&self.places).try_acquire_owned().ok().map(Place)
    }

    /// How much waits.
    pub(crate) fn waiting(&self) -> usize {
        MOST_WAITING - self.places.available_permits()
    }

    /// Puts something into the queue; the answer comes through what is given back. None where nobody empties the queue any more.
    pub(crate) fn hand_in(&self, task: Task, Place(place): Place) -> Option<oneshot::Receiver<Answered>> {
        let (answer, answered) = oneshot::channel();
        let reply = AwaitedAnswer { answer, _place: place };
        (self.hand_over)(QueuedTask { task, reply }).ok()?;
        Some(answered)
    }

    /// Puts something into the queue for whoever has nothing else to do than wait. None where there is no place, or nobody empties the queue any more.
    pub fn leave(&self, task: Task) -> Option<Waiting> {
        self.hand_in(task, self.place()?).map(Waiting)
    }

    /// Asks, and waits for the answer.
    pub(crate) async fn ask(&self, task: Task, place: Place) -> Option<Answered> {
        self.hand_in(task, place)?.await.ok()
    }
}
