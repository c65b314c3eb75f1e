//! Questions that take an engine: they go one after the other to a thread with an engine of its own, which follows the ledger up to the picture that is
//! shown. Whoever reports waits for none of them.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use app::project;
use app::published::Picture;
use app::recorder::Follower;
use app::turned::Turned;
use engine::Engine;
use engine::program::Program;
use ledger::proposals::Proposals;
use plugins::stores::{LedgerPlace, StoreError};
use tokio::sync::oneshot;

use crate::publication::Publication;
use crate::records::Records;

/// So many questions wait at the most.
const MOST_WAITING: usize = 32;

/// What is known when a question is answered.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k> {
    pub(crate) picture: &'k Picture,
    /// As of that picture.
    pub(crate) engine: &'k Engine,
    pub(crate) program: &'k Program,
    /// What officials asked for that a second person decides about; none of a day that is over.
    pub(crate) proposals: Option<&'k Proposals>,
    /// What stands on the ledger word for word.
    pub(crate) records: &'k Records,
    /// Which verdicts turned last; none of now, since the engine may have begun with a snapshot.
    pub(crate) turned: Option<&'k Turned>,
}

/// Why a question has no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unanswered {
    /// Too many others wait, or nothing is in force yet.
    NotNow,
    /// The day that is asked about is not over.
    NotOver,
    /// The ledger begins behind the day that is asked about.
    TooEarly,
    /// The ledger cannot be read, or Remit is at fault; the log says more.
    Failed,
}

type Question = Box<dyn FnOnce(Result<Known<'_>, Unanswered>) + Send>;

/// Where questions are put.
#[derive(Clone)]
pub(crate) struct Questions(SyncSender<Question>);

impl Questions {
    /// Begins to answer, by a ledger as far as its pictures are published.
    pub(crate) fn start(ledger: LedgerPlace, publication: Publication) -> io::Result<Self> {
        let (sender, questions) = sync_channel(MOST_WAITING);
        let answer = move || answer_all(&mut Following::new(ledger), &publication, questions);
        thread::Builder::new().name("questions".to_owned()).spawn(answer)?;
        Ok(Self(sender))
    }

    /// The answer to one question.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(Known<'_>) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let (answer, answered) = oneshot::channel();
        // Whoever asked may have gone by then.
        let question: Question = Box::new(move |known| drop(answer.send(known.map(question))));
        self.0.try_send(question).map_err(|_| Unanswered::NotNow)?;
        answered.await.unwrap_or(Err(Unanswered::Failed))
    }
}

fn answer_all(following: &mut Following, publication: &Publication, questions: Receiver<Question>) {
    let mut renewals = publication.renewals();
    for question in questions {
        if publication.was_renewed(&mut renewals) {
            *following = Following::new(following.ledger.clone());
        }
        let Some(picture) = publication.picture() else {
            question(Err(Unanswered::NotNow));
            continue;
        };
        // A fault of ours in one answer is no reason to give no others.
        let answered = catch_unwind(AssertUnwindSafe(|| following.answer(&picture, question)));
        if answered.is_err() {
            tracing::error!("a question could not be answered, by a fault of Remit");
            *following = Following::new(following.ledger.clone());
        }
    }
}

/// An engine that follows a ledger; none before the first question.
struct Following {
    ledger: LedgerPlace,
    follower: Option<Follower>,
    records: Records,
}

impl Following {
    fn new(ledger: LedgerPlace) -> Self {
        Self { follower: None, records: Records::new(ledger.clone()), ledger }
    }

    fn answer(&mut self, picture: &Picture, question: Question) {
        let Self { ledger, follower, records } = self;
        match follow(ledger, follower, picture) {
            Ok(Some(follower)) => match follower.engine().program() {
                Some(program) => {
                    let (engine, proposals) = (follower.engine(), Some(follower.proposals()));
                    question(Ok(Known { picture, engine, program, proposals, records, turned: None }));
                }
                None => question(Err(Unanswered::NotNow)),
            },
            Ok(None) => question(Err(Unanswered::NotNow)),
            Err(error) => {
                tracing::error!(%error, "questions cannot be answered");
                question(Err(Unanswered::Failed));
            }
        }
    }
}

/// The engine, as far as the picture.
fn follow<'f>(
    ledger: &LedgerPlace,
    kept: &'f mut Option<Follower>,
    picture: &Picture,
) -> Result<Option<&'f Follower>, StoreError> {
    if kept.is_none() {
        *kept = Follower::open(ledger, project::compiler())?;
    }
    let Some(follower) = kept else { return Ok(None) };
    follower.follow(picture.position, picture.as_at)?;
    if !agree(picture, follower.engine()) {
        tracing::error!(
            position = picture.position,
            "two engines stand otherwise by one ledger: a fault of Remit"
        );
    }
    Ok(Some(follower))
}

/// Whether the same alerts are open in both: the picture was made by another engine.
fn agree(picture: &Picture, engine: &Engine) -> bool {
    let mut shown: Vec<_> = picture.alerts().map(|alert| &alert.id).collect();
    let alerts = engine.alerts();
    let mut own: Vec<_> = alerts.iter().map(|alert| &alert.id).collect();
    shown.sort();
    own.sort();
    shown == own
}
