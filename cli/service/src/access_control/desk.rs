//! Where accounts are asked for. An answer may take a while where they lie in a database, and whoever needs no account is not to wait for it: they are asked by threads of their own.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use plugins::accounts::{Accounts, AccountsError, AccountsPlace};
use plugins::stores::LedgerPlace;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// So many are asked at a time where accounts lie in a database, over a connection each. A file is asked one after the other.
const MOST_AT_ONCE: usize = 4;
/// So many questions wait at the most.
const MOST_WAITING: usize = 1_024;
/// So long an answer is waited for: a little longer than a database has for it.
const ANSWERED_WITHIN: Duration = Duration::from_secs(6);

type Question = Box<dyn FnOnce(&mut AccountsPlace) + Send>;

/// Where questions about accounts are put.
pub(crate) struct Desk {
    questions: SyncSender<Question>,
    /// Whether the accounts lie where every machine that serves the ledger finds them.
    pub(super) is_shared: bool,
}

impl Desk {
    /// Begins to ask for the accounts of a ledger.
    pub(crate) fn start(ledger: &LedgerPlace) -> io::Result<Self> {
        let (questions, asked) = sync_channel(MOST_WAITING);
        let asked = Arc::new(Mutex::new(asked));
        let is_shared = ledger.is_in_database();
        for number in 0..if is_shared { MOST_AT_ONCE } else { 1 } {
            let (asked, mut place) = (Arc::clone(&asked), AccountsPlace::of(ledger.clone()));
            let answer = move || {
                if number == 0 {
                    begin(&mut place);
                }
                answer_all(&mut place, &asked);
            };
            thread::Builder::new().name("accounts".to_owned()).spawn(answer)?;
        }
        Ok(Self { questions, is_shared })
    }

    /// The answer to one question; none where nobody has an account.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Accounts) -> Result<T, AccountsError> + Send + 'static,
    ) -> Result<Option<T>, AccountsError> {
        let (answer, answered) = oneshot::channel();
        let question: Question = Box::new(move |place| {
            // Whoever asked may have given it up by then.
            if !answer.is_closed() {
                let found = place.find();
                drop(answer.send(found.and_then(|accounts| accounts.map(question).transpose())));
            }
        });
        self.questions.try_send(question).map_err(|_| AccountsError::Unanswered)?;
        let answered = timeout(ANSWERED_WITHIN, answered).await;
        answered.ok().and_then(Result::ok).unwrap_or(Err(AccountsError::Unanswered))
    }
}

/// Accounts that lay in a file before the ledger came into a database are brought over before anybody asks for them.
fn begin(place: &mut AccountsPlace) {
    if let Err(error) = place.find() {
        tracing::error!(%error, "nobody can be known yet");
    }
}

fn answer_all(place: &mut AccountsPlace, asked: &Mutex<Receiver<Question>>) {
    loop {
        let next = lock(asked).recv();
        let Ok(question) = next else { return };
        // A fault of ours in one answer is no reason to give no others.
        if catch_unwind(AssertUnwindSafe(|| question(place))).is_err() {
            tracing::error!("accounts could not be asked for, by a fault of Remit");
        }
    }
}

pub(super) fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
