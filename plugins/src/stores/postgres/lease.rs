//! The lease of a ledger's one writer: a lock that the database holds for its connection, and a number in the head row by which one who lost the lock is
//! known.
//!
//! A writer whose connection is gone takes the lock again and goes on, as long as nobody else took the lease: then the number has changed, and nothing
//! more can be written under the old one. While its process is busy with other things, a thread says that it lives, and takes a lock again that was lost; one whose process
//! is frozen says nothing, and the server takes its lock away.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio_postgres::Error;

use super::address::DatabaseAddress;
use super::client::Client;
use super::fault::is_gone;
use super::head_row::{head_row, lock};
use super::schema;
use super::session::{Purpose, SILENT_AT_MOST, connect};
use super::writing::{Epoch, Fate, Logged, Pen};
use crate::stores::batch::KnownTexts;
use crate::stores::chain::Head;
use crate::stores::fault::Ledger;
use crate::stores::kept_ledger::Wake;
use crate::stores::store::StoreError;
use ledger::tree::TreeHash;

/// How often the server hears that a writer lives.
const SIGN_OF_LIFE: Duration = Duration::from_millis(700);
const _: () = assert!(SIGN_OF_LIFE.as_millis() * 4 < SILENT_AT_MOST.as_millis(), "a sign may be late");
/// How long a server may take to answer that: it has nothing to do for it.
const SIGN_ANSWERED_WITHIN: Duration = Duration::from_secs(5);
/// A server that was heard so shortly ago is not asked again whether the lease stands: every commit looks for itself.
const FRESH: Duration = Duration::from_secs(2);
/// How long one who lost the connection waits for the server to notice it too.
const LET_GO_WITHIN: Duration = Duration::from_secs(10);
/// So shortly after an attempt to connect failed, none is made again: one turn of the daemon has many things to write.
const NOT_AGAIN_WITHIN: Duration = Duration::from_secs(1);

const TAKEN: &str = "another process took the ledger over";
const ELSEWHERE: &str = "another process writes to it";

/// Held for as long as this lives.
pub(super) struct Lease {
    held: Arc<Held>,
    /// Ends the thread that says that the writer lives, when it goes away.
    _alive: Sender<()>,
}

/// What the writer and the thread that says that it lives share.
struct Held {
    address: DatabaseAddress,
    ledger: Ledger,
    epoch: Epoch,
    hold: Mutex<Hold>,
}

/// The connection to which the lock belongs.
struct Hold {
    /// None where it is gone.
    pen: Option<Pen>,
    /// By which number the server knows it, to let go of it where only this side knows that it is gone.
    backend: i32,
    /// None where it is to be looked at anew whether the lease stands.
    heard: Option<Instant>,
    /// When the last attempt to connect failed, and why.
    failed: Option<(Instant, String)>,
    /// Called when the thread found out that the ledger can be written again, or no longer is this writer's.
    wake: Option<Wake>,
    /// Whether there is anything left for that thread to do.
    watch: Watch,
}

/// What the thread that says that the writer lives does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Watch {
    Kept,
    /// The lease was lost, or given back.
    Over,
}

impl Lease {
    /// Takes the lease, waiting a while for another process that has it, and makes the tables where there are none.
    pub(super) fn take(
        address: &DatabaseAddress,
        ledger: &Ledger,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let fault = |error: Error| ledger.database_fault(&error);
        let mut client = connect(address, Purpose::Write, ledger)?;
        schema::begin(&mut client, ledger)?;
        let check_version = |client: &mut Client| {
            let found = schema::written_by(client).map_err(fault)?;
            ledger.clone().written_by(found.as_deref()).check_version()
        };
        check_version(&mut client)?;
        if !lock(&mut client, patience).map_err(fault)? {
            return Err(ledger.in_use());
        }
        check_version(&mut client)?;
        let raised = || -> Result<(Epoch, Hold), Error> {
            let raise = "UPDATE remit_head SET epoch = epoch + 1 RETURNING epoch, pg_backend_pid()";
            let row = client.query_one(raise, &[])?;
            let (epoch, backend) = (Epoch(row.try_get(0)?), row.try_get(1)?);
            let pen = Some(Pen::new(client));
            let (heard, watch) = (Some(Instant::now()), Watch::Kept);
            Ok((epoch, Hold { pen, backend, heard, failed: None, wake: None, watch }))
        };
        let (epoch, hold) = raised().map_err(fault)?;
        let (address, ledger, hold) = (address.clone(), ledger.clone(), Mutex::new(hold));
        let shared = Arc::new(Held { address, ledger, epoch, hold });
        let alive = keep_alive(&shared);
        Ok(Self { held: shared, _alive: alive })
    }

    /// Writes a batch after `before`, once. Where the connection is lost while it is written, the head row says whether it was.
    pub(super) fn append(
        &self,
        before: Head,
        written: Logged<'_>,
        known: &KnownTexts,
    ) -> Result<(), StoreError> {
        self.held.append(before, written, known)
    }

    /// Replaces the snapshot.
    pub(super) fn save(&self, position: i64, sealed: &[u8]) -> Result<(), StoreError> {
        self.held.once(|pen, epoch| pen.save(epoch, position, sealed))
    }

    /// Takes personal values away, by what they are found by, and the snapshot.
    pub(super) fn erase(&self, hashes: &[TreeHash]) -> Result<(), StoreError> {
        self.held.once(|pen, epoch| pen.erase(epoch, hashes))
    }

    /// Writes down which Remit writes under this lease from now on.
    pub(super) fn sign(&self, version: &str) -> Result<(), StoreError> {
        self.held.once(|pen, epoch| pen.sign(epoch, version))
    }

    /// Leaves word for whoever follows the ledger, for as long as this lease is the newest.
    pub(super) fn tell(&self, word: &[u8]) -> Result<(), StoreError> {
        self.held.once(|pen, epoch| pen.tell(epoch, word))
    }

    /// Looks whether the lease stands, and the ledger ends where this writer knows it to end.
    pub(super) fn check(&self, head: Head, in_doubt: Option<Head>) -> Result<(), StoreError> {
        self.held.check(head, in_doubt)
    }

    /// Calls this when it turns out, while nothing is written, that the ledger can be written again or no longer is this writer's.
    pub(super) fn wake_by(&self, wake: Wake) {
        self.held.hold().wake = Some(wake);
    }
}

impl Held {
    /// Writes a batch after `before`, once. Where the connection is lost while it is written, the head row says whether it was.
    fn append(&self, before: Head, logged: Logged<'_>, known: &KnownTexts) -> Result<(), StoreError> {
        let (mut hold, batch) = (self.hold(), logged.batch);
        let written = self.over(
            &mut hold,
            |pen| pen.append(self.epoch, before, logged, known),
            |head| {
                if head == batch.head {
                    return Ok(Some(Fate::Written));
                }
                if head == before { Ok(None) } else { Err(self.elsewhere(head, before)) }
            },
        )?;
        match written {
            Fate::Written => Ok(()),
            // What was lost from sight once may have been written then.
            Fate::Fenced => match self.now_ends(&mut hold)? {
                head if head == batch.head => Ok(()),
                head => Err(self.elsewhere(head, before)),
            },
        }
    }

    /// Writes what may be written twice.
    fn once(&self, mut task: impl FnMut(&mut Pen, Epoch) -> Result<Fate, Error>) -> Result<(), StoreError> {
        let mut hold = self.hold();
        match self.over(&mut hold, |pen| task(pen, self.epoch), |_| Ok(None))? {
            Fate::Written => Ok(()),
            Fate::Fenced => self.now_ends(&mut hold).and(Err(self.ledger.lost(ELSEWHERE))),
        }
    }

    fn check(&self, head: Head, in_doubt: Option<Head>) -> Result<(), StoreError> {
        let mut hold = self.hold();
        if hold.pen.is_some() && hold.heard.is_some_and(|heard| heard.elapsed() < FRESH) {
            return Ok(());
        }
        let found = self.over(&mut hold, |pen| head_row(&mut pen.client), |_| Ok(None))?;
        let row = found.ok_or_else(|| self.ledger.damaged("its head row is gone"))?;
        let row = row.read(&self.ledger)?;
        if row.epoch != self.epoch {
            return Err(self.ledger.lost(TAKEN));
        }
        if row.head != head && Some(row.head) != in_doubt {
            return Err(self.elsewhere(row.head, head));
        }
        Ok(())
    }

    /// Does something over the connection. Where that is gone, before or meanwhile, it is made anew under the same lease; `is_done` says by where the ledger ends
    /// then whether there is anything left to do.
    fn over<T>(
        &self,
        hold: &mut Hold,
        mut task: impl FnMut(&mut Pen) -> Result<T, Error>,
        mut is_done: impl FnMut(Head) -> Result<Option<T>, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(pen) = &mut hold.pen {
            match task(pen) {
                Err(error) if is_gone(&error) => hold.pen = None,
                done => {
                    hold.heard = Some(Instant::now());
                    return done.map_err(|error| self.ledger.database_fault(&error));
                }
            }
        }
        let head = self.take_again(hold)?;
        if let Some(done) = is_done(head)? {
            return Ok(done);
        }
        let Some(pen) = &mut hold.pen else { return Err(self.ledger.unavailable("the connection is lost")) };
        let done = task(pen);
        if done.as_ref().is_err_and(is_gone) {
            hold.pen = None;
        }
        done.map_err(|error| self.ledger.database_fault(&error))
    }

    /// Connects again under the same lease. The lock is only had once the server knows that the old connection is gone, so that whatever was under way
    /// there is written or never will be.
    fn take_again(&self, hold: &mut Hold) -> Result<Head, StoreError> {
        let fault = |error: Error| self.ledger.database_fault(&error);
        let mut client = self.connect_again(hold)?;
        self.still_ours(&mut client)?;
        // By the lock of this very ledger, since its number may be that of another process by now.
        let end = "SELECT pg_terminate_backend(pid) FROM pg_locks
            WHERE locktype = 'advisory' AND classid::bigint = $1 AND objid = 'remit_head'::regclass::oid
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND pid = $2 AND granted";
        client.execute(end, &[&i64::from(schema::LOCKS), &hold.backend]).map_err(fault)?;
        if !lock(&mut client, LET_GO_WITHIN).map_err(fault)? {
            // Whoever has it either took the lease over or is about to.
            self.still_ours(&mut client)?;
            return Err(self.ledger.unavailable("another connection holds its lock"));
        }
        let head = self.still_ours(&mut client)?;
        hold.backend =
            client.query_one("SELECT pg_backend_pid()", &[]).and_then(|row| row.try_get(0)).map_err(fault)?;
        hold.pen = Some(Pen::new(client));
        hold.heard = Some(Instant::now());
        tracing::info!("the connection to the ledger was lost, and is there again");
        Ok(head)
    }

    /// Connects, unless that failed a moment ago.
    fn connect_again(&self, hold: &mut Hold) -> Result<Client, StoreError> {
        if let Some((when, why)) = &hold.failed
            && when.elapsed() < NOT_AGAIN_WITHIN
        {
            return Err(self.ledger.unavailable(why.clone()));
        }
        let connected = connect(&self.address, Purpose::Write, &self.ledger);
        hold.failed = match &connected {
            Err(StoreError::Unavailable { reason, .. }) => Some((Instant::now(), reason.clone())),
            _ => None,
        };
        connected
    }

    /// Where the ledger ends, as long as nobody else took the lease.
    fn still_ours(&self, client: &mut Client) -> Result<Head, StoreError> {
        let row = head_row(client).map_err(|error| self.ledger.database_fault(&error))?;
        let row = row.ok_or_else(|| self.ledger.damaged("its head row is gone"))?.read(&self.ledger)?;
        if row.epoch == self.epoch { Ok(row.head) } else { Err(self.ledger.lost(TAKEN)) }
    }

    /// It does not end where this writer wrote last.
    fn elsewhere(&self, head: Head, written: Head) -> StoreError {
        if head.position >= written.position {
            return self.ledger.lost(ELSEWHERE);
        }
        self.ledger.went_back(head.position, written.position)
    }

    /// Where the ledger ends, over the connection that there is.
    fn now_ends(&self, hold: &mut Hold) -> Result<Head, StoreError> {
        match &mut hold.pen {
            Some(pen) => self.still_ours(&mut pen.client),
            None => Err(self.ledger.unavailable("the connection is lost")),
        }
    }

    fn hold(&self) -> MutexGuard<'_, Hold> {
        self.hold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that the writer lives, and takes the lock again where it was lost. Whoever uses the connection at the moment says and does so itself.
    fn say_so(&self) -> Watch {
        let Ok(mut hold) = self.hold.try_lock() else { return Watch::Kept };
        if let (Watch::Kept, Some(pen)) = (hold.watch, &mut hold.pen) {
            let said = pen.client.within(SIGN_ANSWERED_WITHIN, |client| client.batch_execute("SELECT 1"));
            match said {
                Err(error) if is_gone(&error) => hold.pen = None,
                _ => return Watch::Kept,
            }
        }
        if hold.watch == Watch::Over {
            return Watch::Over;
        }
        let taken = self.take_again(&mut hold);
        let found = match &taken {
            Ok(_) => Watch::Kept,
            Err(StoreError::Unavailable { .. }) => return Watch::Kept,
            Err(_) => Watch::Over,
        };
        (hold.watch, hold.heard) = (found, None);
        if let Some(wake) = &hold.wake {
            wake();
        }
        found
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut hold = self.held.hold();
        hold.watch = Watch::Over;
        // Whoever comes next need not wait until the server has noticed that the connection is closed. One that is gone holds nothing.
        if let Some(mut pen) = hold.pen.take() {
            drop(pen.client.batch_execute("SELECT pg_advisory_unlock_all()"));
        }
    }
}

/// Says from time to time that the writer lives, from a thread of its own, until the sender goes away or there is nothing left to hold.
fn keep_alive(held: &Arc<Held>) -> Sender<()> {
    let (sender, ended) = channel::<()>();
    let held = Arc::downgrade(held);
    thread::spawn(move || {
        while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(SIGN_OF_LIFE) {
            let Some(held) = held.upgrade() else { return };
            if held.say_so() == Watch::Over {
                return;
            }
        }
    });
    sender
}

#[cfg(test)]
mod tests {
    use super::super::test_cluster::Cluster;
    use super::*;

    fn take(written: &str) -> Lease {
        let address = DatabaseAddress::parse(written).expect("an address");
        Lease::take(&address, &Ledger::at(&address), Duration::ZERO).expect("nobody has it")
    }

    #[test]
    fn the_session_of_another_ledger_is_left_alone_whatever_its_number() {
        let Some(cluster) = Cluster::start() else { return };
        let (one, other) = (take(&cluster.database("one")), take(&cluster.database("other")));
        // As where the server gave the number of the lost session to the next one.
        let lost = std::mem::replace(&mut one.held.hold().backend, other.held.hold().backend);
        cluster.tell("postgres", &format!("SELECT pg_terminate_backend({lost}, 60000)"));
        one.held.hold().pen = None;
        one.check(Head::START, None).expect("it is connected again");
        let client = other.held.hold().pen.as_mut().map(|pen| pen.client.batch_execute("SELECT 1").is_ok());
        assert_eq!(client, Some(true));
    }

    #[test]
    fn one_turn_does_not_ask_a_server_that_is_down_again_and_again() {
        let Some(mut cluster) = Cluster::start() else { return };
        let lease = take(&cluster.database("one"));
        cluster.stop_at_once();
        lease.held.hold().pen = None;
        let why = lease.check(Head::START, None).expect_err("it is down").to_string();
        let first = lease.held.hold().failed.as_ref().map(|(when, _)| *when);
        let again = lease.check(Head::START, None).expect_err("it is down").to_string();
        assert_eq!(again, why);
        assert_eq!(
            lease.held.hold().failed.as_ref().map(|(when, _)| *when),
            first,
            "no further attempt was made"
        );
    }
}
