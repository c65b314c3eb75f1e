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

#[cfg(test)]
mod tests {
    use std::future::Future;

    use jiff::Timestamp;
    use plugins::accounts::{NewAccount, Role};
    use tokio::runtime::Builder;

    use super::*;

    fn answered<T>(question: impl Future<Output = T>) -> T {
        Builder::new_current_thread().enable_time().build().unwrap().block_on(question)
    }

    #[test]
    fn the_first_account_is_known_at_once_and_a_fault_in_one_answer_ends_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = LedgerPlace::file(folder.path().join("ledger.sqlite"));
        let desk = Desk::start(&ledger).unwrap();
        assert_eq!(answered(desk.ask(Accounts::is_empty)).unwrap(), None);
        let new = NewAccount {
            name: "Ann".to_owned(),
            role: Role::Viewer,
            bodies: Vec::new(),
            missions: Vec::new(),
            password: None,
            identity: None,
        };
        Accounts::of(&ledger).unwrap().add(&new, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(answered(desk.ask(Accounts::is_empty)).unwrap(), Some(false));
        let failed = answered(desk.ask(|_| -> Result<(), _> { panic!("a fault of ours") }));
        assert!(matches!(failed, Err(AccountsError::Unanswered)));
        assert_eq!(answered(desk.ask(Accounts::is_empty)).unwrap(), Some(false));
    }

    #[test]
    fn whoever_has_given_a_question_up_is_not_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = LedgerPlace::file(folder.path().join("ledger.sqlite"));
        Accounts::of(&ledger).unwrap();
        let desk = Desk::start(&ledger).unwrap();
        let (go_on, wait) = std::sync::mpsc::channel::<()>();
        let (begun, begins) = std::sync::mpsc::channel();
        let (done, is_done) = std::sync::mpsc::channel();
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let slow = desk.ask(move |_| {
                begun.send(()).ok();
                wait.recv().ok();
                Ok(())
            });
            let given_up = desk.ask(move |_| {
                done.send("the one that was given up").ok();
                Ok(())
            });
            let mut slow = Box::pin(slow);
            assert!(timeout(Duration::ZERO, &mut slow).await.is_err());
            begins.recv().unwrap();
            assert!(timeout(Duration::ZERO, given_up).await.is_err());
            go_on.send(()).unwrap();
            slow.await.unwrap();
            desk.ask(Accounts::is_empty).await.unwrap();
        });
        assert!(is_done.try_recv().is_err(), "nothing was done for whoever had gone");
    }
}
