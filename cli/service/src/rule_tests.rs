//! Questions about the rule tests of the project's folder: a thread of its own plays them when somebody asks, and again once the program or the tests change.
//! Neither whoever reports nor whoever asks how things stand waits for them.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use app::cases::{PlayedTests, TestReports};
use engine::model::Revision;
use tokio::sync::oneshot;

/// So many questions wait at the most.
const MOST_WAITING: usize = 8;
/// So long a reader waits; the tests are played on meanwhile.
const PATIENCE: Duration = Duration::from_secs(5);

struct Question {
    revision: Revision,
    answer: oneshot::Sender<RuleTestsFound>,
}

/// What is known of the tests.
pub(crate) enum RuleTestsFound {
    Played(Arc<TestReports>),
    /// What is written is not what is in force.
    OtherTexts,
    /// They take longer than a reader waits.
    NotYet,
}

/// Where such questions are put.
#[derive(Clone)]
pub(crate) struct RuleTests(SyncSender<Question>);

impl RuleTests {
    /// Begins to answer, for a project's folder.
    pub(crate) fn start(dir: PathBuf) -> io::Result<Self> {
        let (sender, questions) = sync_channel(MOST_WAITING);
        thread::Builder::new().name("rule tests".to_owned()).spawn(move || answer_all(&dir, questions))?;
        Ok(Self(sender))
    }

    /// What came of the tests against the program of this revision.
    pub(crate) async fn ask(&self, revision: Revision) -> RuleTestsFound {
        let (answer, answered) = oneshot::channel();
        if self.0.try_send(Question { revision, answer }).is_err() {
            return RuleTestsFound::NotYet;
        }
        let answered = tokio::time::timeout(PATIENCE, answered).await;
        answered.ok().and_then(Result::ok).unwrap_or(RuleTestsFound::NotYet)
    }
}

fn answer_all(dir: &Path, questions: Receiver<Question>) {
    let mut played = PlayedTests::of(dir.to_owned());
    for Question { revision, answer } in questions {
        // A fault of ours in one answer is no reason to give no others.
        let found = catch_unwind(AssertUnwindSafe(|| played.by(&revision)));
        let found = match found {
            Ok(Ok(Some(report))) => RuleTestsFound::Played(report),
            Ok(Ok(None)) => RuleTestsFound::OtherTexts,
            Ok(Err(error)) => {
                tracing::error!(%error, "the rule tests cannot be played");
                RuleTestsFound::NotYet
            }
            Err(_) => {
                tracing::error!("the rule tests could not be played, by a fault of Remit");
                played = PlayedTests::of(dir.to_owned());
                RuleTestsFound::NotYet
            }
        };
        // Whoever asked may have gone by then.
        drop(answer.send(found));
    }
}
