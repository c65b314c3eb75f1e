//! What somebody thinks of asking for, looked at before anybody is asked about it: a thread of its own reads the project's folder and judges what stands on the ledger
//! once by what is in force and once with a change, or plays examples by the rules in force. Neither whoever reports nor whoever asks how things stand waits for it.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use app::examples::{Examples, TriedExamples, try_examples};
use app::text_change::{ChangeFault, ForeseenChange, MissionFile, Wish, foresee_change};
use app::wire::WireProblem;
use jiff::Timestamp;
use ledger::entry::Position;
use rules::source::Sources;
use tokio::sync::oneshot;

use crate::change_problem::change_problem;

/// So many wait at the most: each may take as long as the ledger is.
const MOST_WAITING: usize = 4;
/// So many that are done are kept, for those who ask again since it took long.
const MOST_KEPT: usize = 8;
/// A text may be edited meanwhile, and more may be reported.
const KEPT_FOR: Duration = Duration::from_mins(2);
/// So long somebody waits; it is worked out on meanwhile.
const PATIENCE: Duration = Duration::from_secs(8);

/// What came of a look at it.
pub(crate) enum Checked<T> {
    Found(Arc<T>),
    Refused(WireProblem),
    /// It takes longer than somebody waits, or too many others wait.
    NotYet,
}

/// What is looked at.
#[derive(Clone, PartialEq, Eq)]
enum Subject {
    /// A change; by what the ledger says up to an entry, where that was asked for.
    Change(Wish, Option<Position>),
    Examples(Examples),
}

/// What was found.
#[derive(Clone)]
enum Found {
    Change(Arc<ForeseenChange>),
    Examples(Arc<TriedExamples>),
}

struct Question {
    subject: Subject,
    answer: oneshot::Sender<Result<Found, WireProblem>>,
}

/// Where changes are put to be looked at.
#[derive(Clone)]
pub(crate) struct ChangeChecks {
    dir: Arc<Path>,
    questions: SyncSender<Question>,
}

impl ChangeChecks {
    /// Begins to answer, for a project's folder.
    pub(crate) fn start(dir: PathBuf) -> io::Result<Self> {
        let (questions, asked) = sync_channel(MOST_WAITING);
        let own: Arc<Path> = dir.into();
        let dir = Arc::clone(&own);
        let answer = move || answer_all(&own, asked);
        thread::Builder::new().name("changes of texts".to_owned()).spawn(answer)?;
        Ok(Self { dir, questions })
    }

    /// What a change would do.
    pub(crate) async fn ask(&self, wish: Wish) -> Checked<ForeseenChange> {
        self.change(Subject::Change(wish, None)).await
    }

    /// The same by what the ledger says up to an entry, whatever was found before more was written.
    pub(crate) async fn ask_anew(&self, wish: Wish, known: Position) -> Checked<ForeseenChange> {
        self.change(Subject::Change(wish, Some(known))).await
    }

    /// What the rules in force say of examples.
    pub(crate) async fn ask_examples(&self, examples: Examples) -> Checked<TriedExamples> {
        match self.put(Subject::Examples(examples)).await {
            Some(Ok(Found::Examples(found))) => Checked::Found(found),
            Some(Err(problem)) => Checked::Refused(problem),
            Some(Ok(Found::Change(_))) | None => Checked::NotYet,
        }
    }

    async fn change(&self, subject: Subject) -> Checked<ForeseenChange> {
        match self.put(subject).await {
            Some(Ok(Found::Change(found))) => Checked::Found(found),
            Some(Err(problem)) => Checked::Refused(problem),
            Some(Ok(Found::Examples(_))) | None => Checked::NotYet,
        }
    }

    /// The answer; none where it takes longer than somebody waits.
    async fn put(&self, subject: Subject) -> Option<Result<Found, WireProblem>> {
        let (answer, answered) = oneshot::channel();
        self.questions.try_send(Question { subject, answer }).ok()?;
        tokio::time::timeout(PATIENCE, answered).await.ok()?.ok()
    }

    /// Whether the file of a mission can be written, before somebody fills a form in.
    pub(crate) fn check_writable(&self, in_force: &Sources, mission: &str) -> Result<(), WireProblem> {
        let file = MissionFile::read(&self.dir, in_force, mission);
        file.and_then(|file| file.check_writable()).map_err(|fault| change_problem(&fault))
    }
}

/// What was looked at, when, and what was found.
type Kept = (Subject, Instant, Found);

fn answer_all(dir: &Path, questions: Receiver<Question>) {
    let mut kept: VecDeque<Kept> = VecDeque::new();
    for Question { subject, answer } in questions {
        kept.retain(|(_, since, _)| since.elapsed() < KEPT_FOR);
        let known = kept.iter().find(|(other, ..)| *other == subject).map(|(.., found)| found.clone());
        let found = match known {
            Some(known) => Ok(known),
            None => look_at(dir, &subject).inspect(|found| {
                kept.truncate(MOST_KEPT - 1);
                kept.push_front((subject, Instant::now(), found.clone()));
            }),
        };
        // Whoever asked may have gone by then.
        drop(answer.send(found));
    }
}

fn look_at(dir: &Path, subject: &Subject) -> Result<Found, WireProblem> {
    let now = Timestamp::now();
    let look = || match subject {
        Subject::Change(wish, _) => {
            foresee_change(dir, wish, now).map(|found| Found::Change(Arc::new(found)))
        }
        Subject::Examples(examples) => {
            try_examples(dir, examples, now).map(|found| Found::Examples(Arc::new(found)))
        }
    };
    // A fault of ours in one answer is no reason to give no others.
    let Ok(found) = catch_unwind(AssertUnwindSafe(look)) else {
        tracing::error!("what is asked for could not be looked at, by a fault of Remit");
        return Err(change_problem(&ChangeFault::Unusable));
    };
    if let Err(ChangeFault::Ledger(error)) = &found {
        tracing::error!(%error, "what is asked for cannot be looked at");
    }
    found.map_err(|fault| change_problem(&fault))
}
