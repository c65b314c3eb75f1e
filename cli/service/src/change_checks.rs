//! Changes of texts that somebody thinks of, looked at before anybody is asked about them: a thread of its own reads the project's folder and judges what stands on the ledger
//! once by what is in force and once with the change. Neither whoever reports nor whoever asks how things stand waits for it.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

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

/// What came of a look at a change.
pub(crate) enum Checked {
    Foreseen(Arc<ForeseenChange>),
    Refused(WireProblem),
    /// It takes longer than somebody waits, or too many others wait.
    NotYet,
}

struct Question {
    wish: Wish,
    known: Option<Position>,
    answer: oneshot::Sender<Checked>,
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
    pub(crate) async fn ask(&self, wish: Wish) -> Checked {
        self.put(wish, None).await
    }

    /// The same by what the ledger says up to an entry, whatever was found before more was written.
    pub(crate) async fn ask_anew(&self, wish: Wish, known: Position) -> Checked {
        self.put(wish, Some(known)).await
    }

    async fn put(&self, wish: Wish, known: Option<Position>) -> Checked {
        let (answer, answered) = oneshot::channel();
        if self.questions.try_send(Question { wish, known, answer }).is_err() {
            return Checked::NotYet;
        }
        let answered = tokio::time::timeout(PATIENCE, answered).await;
        answered.ok().and_then(Result::ok).unwrap_or(Checked::NotYet)
    }

    /// Whether the file of a mission can be written, before somebody fills a form in.
    pub(crate) fn check_writable(&self, in_force: &Sources, mission: &str) -> Result<(), WireProblem> {
        let file = MissionFile::read(&self.dir, in_force, mission);
        file.and_then(|file| file.check_writable()).map_err(|fault| change_problem(&fault))
    }
}

/// A change that was looked at, up to which entry where that was asked for, and when.
type Kept = ((Wish, Option<Position>), Instant, Arc<ForeseenChange>);

fn answer_all(dir: &Path, questions: Receiver<Question>) {
    let mut kept: VecDeque<Kept> = VecDeque::new();
    for Question { wish, known, answer } in questions {
        let asked = (wish, known);
        kept.retain(|(_, since, _)| since.elapsed() < KEPT_FOR);
        let known = kept.iter().find(|(other, ..)| *other == asked).map(|(.., found)| Arc::clone(found));
        let checked = match known {
            Some(known) => Checked::Foreseen(known),
            None => match look_at(dir, &asked.0) {
                Ok(found) => {
                    let found = Arc::new(found);
                    kept.truncate(MOST_KEPT - 1);
                    kept.push_front((asked, Instant::now(), Arc::clone(&found)));
                    Checked::Foreseen(found)
                }
                Err(problem) => Checked::Refused(problem),
            },
        };
        // Whoever asked may have gone by then.
        drop(answer.send(checked));
    }
}

fn look_at(dir: &Path, wish: &Wish) -> Result<ForeseenChange, WireProblem> {
    // A fault of ours in one answer is no reason to give no others.
    let found = catch_unwind(AssertUnwindSafe(|| foresee_change(dir, wish, Timestamp::now())));
    let Ok(found) = found else {
        tracing::error!("what a change would do could not be told, by a fault of Remit");
        return Err(change_problem(&ChangeFault::Unusable));
    };
    if let Err(ChangeFault::Ledger(error)) = &found {
        tracing::error!(%error, "what a change would do cannot be told");
    }
    found.map_err(|fault| change_problem(&fault))
}
