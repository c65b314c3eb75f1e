//! Servers that say nothing, wait for others, or take no writes, and whose sessions are somebody else's.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use super::PostgresStore;
use super::test_cluster::Cluster;
use super::tests::{address, open};
use crate::stores::conformance::{at, queued, read, recorded};
use crate::stores::store::{Store as _, StoreError};
use crate::stores::{KeptLedger as _, LedgerPlace};

/// Waits until the server says so.
fn until(cluster: &Cluster, question: &str, answer: &str) {
    let end = Instant::now() + Duration::from_mins(1);
    while cluster.tell("postgres", question) != answer {
        assert!(Instant::now() < end, "{question}");
    }
}

#[test]
fn a_standby_that_takes_the_place_of_a_server_that_was_killed_has_all_and_is_written_to() {
    let Some(mut primary) = Cluster::start() else { return };
    primary.database("ledger");
    let standby = primary.standby();
    let mut store = open(&primary.address_with(&standby, "ledger")).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    store.append(at(2), &[queued("m2")]).unwrap();
    primary.kill();
    assert!(matches!(store.append(at(3), &[queued("m3")]), Err(StoreError::Unavailable { .. })));
    standby.promote();
    let end = Instant::now() + Duration::from_mins(1);
    while store.append(at(3), &[queued("m3")]).is_err() {
        assert!(Instant::now() < end, "the one that takes writes is found");
        thread::yield_now();
    }
    let expected = [(1, "m1"), (2, "m2"), (3, "m3")];
    let expected = expected.map(|(place, id)| recorded(place, i64::try_from(place).unwrap(), queued(id)));
    assert_eq!(read(&mut store, 0), expected);
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let written = format!("postgres://remit@127.0.0.1:{port}/remit?connect_timeout=1");
    let told = |error: StoreError| error.to_string().replace(&written, "DATABASE");
    insta::assert_snapshot!(told(open(&written).err().unwrap()), @"the ledger DATABASE cannot be read or written: the server did not answer within 4 seconds");
    let asked = PostgresStore::open_read_only(&address(&written));
    insta::assert_snapshot!(told(asked.err().unwrap()), @"the ledger DATABASE cannot be read or written: the server did not answer within 4 seconds");
}

#[test]
fn a_lock_that_somebody_else_holds_is_not_waited_for_without_limit() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    let asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    thread::scope(|scope| {
        let hold = "DO $$ BEGIN PERFORM FROM remit_head FOR UPDATE; PERFORM pg_sleep(600);
            EXCEPTION WHEN query_canceled THEN NULL; END $$";
        scope.spawn(|| cluster.tell("ledger", hold));
        until(&cluster, asleep, "1");
        let error = store.append(at(2), &[queued("m2")]).unwrap_err();
        assert!(matches!(error, StoreError::Unavailable { .. }));
        insta::assert_snapshot!(error.to_string().replace(&written, "DATABASE"), @"the ledger DATABASE cannot be read or written: the server did not do it in time (canceling statement due to lock timeout)");
        cluster.tell(
            "ledger",
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
        );
        until(&cluster, asleep, "0");
    });
    assert_eq!(store.append(at(2), &[queued("m2")]).unwrap(), 2);
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1")), recorded(2, 2, queued("m2"))]);
}

#[test]
fn whoever_writes_asks_the_server_that_takes_writes() {
    let (Some(standby), Some(primary)) = (Cluster::start(), Cluster::start()) else { return };
    let only_read = standby.database("ledger");
    primary.database("ledger");
    drop(open(&only_read).unwrap());
    standby.tell("postgres", "ALTER DATABASE ledger SET default_transaction_read_only = on");
    let both = standby.address_with(&primary, "ledger");
    let mut store = open(&both).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1"))]);
    let reader = PostgresStore::open_read_only(&address(&both)).unwrap().unwrap();
    assert_eq!(reader.head().position, 0, "one who only asks takes the first");
    let error = open(&only_read).err().unwrap().to_string();
    insta::assert_snapshot!(error.replace(&only_read, "DATABASE"), @"the ledger DATABASE cannot be read or written: it may only be read, not written: the server is a standby, or lets nobody write");
}

#[test]
fn a_name_that_nobody_knows_is_told_as_such() {
    let error = open("postgres://remit@nowhere.invalid/remit").err().unwrap().to_string();
    assert!(error.contains("the server cannot be reached (failed to lookup address information"), "{error}");
}

#[test]
fn whether_a_process_here_holds_a_ledger_is_known_on_this_machine() {
    let Some(cluster) = Cluster::start() else { return };
    let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let written = cluster.database("ledger");
    let at = |folder: &tempfile::TempDir| {
        LedgerPlace::database(address(&written), folder.path().join(".remit/ledger.sqlite"))
    };
    let (here, elsewhere) = (at(&here), at(&elsewhere));
    let held = || (here.is_held_here().unwrap(), elsewhere.is_held_here().unwrap());
    assert_eq!(held(), (false, false));
    let store = here.open().unwrap();
    assert_eq!(held(), (true, false));
    assert!(matches!(elsewhere.open(), Err(StoreError::InUse { .. })));
    drop(store);
    assert_eq!(held(), (false, false));
    let apart = here.clone().apart().open().unwrap();
    assert_eq!(held(), (false, false), "a copy takes nothing up");
    drop(apart);
}

#[test]
fn a_process_here_that_lost_its_lease_and_still_has_the_lock_file_holds_up_nobody() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let written = cluster.database("ledger");
    let place = LedgerPlace::database(address(&written), folder.path().join(".remit/ledger.sqlite"));
    let frozen = place.open().unwrap();
    let next = thread::scope(|scope| {
        let next = scope.spawn(|| place.open_within(Duration::from_mins(1)).unwrap());
        let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
        until(&cluster, locks, "1");
        // As the server does with a process that says nothing any more.
        let end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted";
        cluster.tell("ledger", end);
        next.join().unwrap()
    });
    let is_held = |expected: bool| {
        let end = Instant::now() + Duration::from_mins(1);
        while place.is_held_here().unwrap() != expected {
            assert!(Instant::now() < end, "whether it is held here: {expected}");
        }
    };
    is_held(true);
    drop(frozen);
    // Whoever holds the ledger takes the lock file up.
    is_held(true);
    drop(next);
    is_held(false);
}

#[test]
fn a_pooler_that_lends_one_session_to_several_is_refused_and_one_that_does_not_will_do() {
    let Some(cluster) = Cluster::start() else { return };
    let direct = cluster.database("ledger");
    open(&direct).unwrap().append(at(1), &[queued("m1")]).unwrap();
    for mode in ["transaction", "statement"] {
        let Some(pooler) = cluster.pooler(mode) else { return };
        let written = pooler.address("ledger");
        let error = open(&written).err().unwrap().to_string();
        insta::allow_duplicates!(
            insta::assert_snapshot!(error.replace(&written, "DATABASE"), @"the ledger DATABASE cannot be read or written: a pooler stands before the server that lends one session to several at once; let Remit past it, or let the pooler keep a session for each of its connections (`pool_mode = session`)")
        );
        let asked = PostgresStore::open_read_only(&address(&written)).err().unwrap();
        assert_eq!(asked.to_string(), error);
    }
    let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'";
    assert_eq!(cluster.tell("ledger", locks), "0", "nothing is left behind on a session of the pooler");
    let Some(pooler) = cluster.pooler("session") else { return };
    let written = pooler.address("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(2), &[queued("m2")]).unwrap();
    assert!(matches!(open(&direct), Err(StoreError::InUse { .. })));
    drop(store);
    let mut store = open(&direct).unwrap();
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1")), recorded(2, 2, queued("m2"))]);
}
