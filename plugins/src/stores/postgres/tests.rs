//! The ledger in a real database: what every store does, who may write, and what becomes of a commit whose connection is lost.

use std::time::Duration;

use super::test_cluster::Cluster;
use super::{DatabaseAddress, PasswordPlace, PostgresStore};
use crate::stores::conformance::{self, Subject, activated, at, observed, queued, read, recorded};
use crate::stores::erasing;
use crate::stores::store::{Store, StoreError};
use crate::stores::{Disk, KeptLedger, LedgerPlace, SqliteStore, copy};
use ledger::entry::Entry;

/// What the server says when its disk is full.
const FULL: &str = "
    CREATE OR REPLACE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'no space left on device'; END $$;
    CREATE TRIGGER full_batch BEFORE INSERT ON remit_batch EXECUTE FUNCTION disk_is_full();
    CREATE TRIGGER full_snapshot BEFORE INSERT ON remit_snapshot EXECUTE FUNCTION disk_is_full();";
const ROOMY: &str = "DROP TRIGGER full_batch ON remit_batch; DROP TRIGGER full_snapshot ON remit_snapshot;";

/// A ledger in a database of its own.
struct InDatabase<'c> {
    store: PostgresStore,
    cluster: &'c Cluster,
    name: String,
}

impl Subject for InDatabase<'_> {
    fn store(&mut self) -> &mut dyn Store {
        &mut self.store
    }

    fn set_disk(&mut self, disk: Disk) {
        let change = match disk {
            Disk::Roomy => ROOMY,
            Disk::Full => FULL,
        };
        self.cluster.tell(&self.name, change);
    }
}

pub(super) fn address(written: &str) -> DatabaseAddress {
    DatabaseAddress::parse(written).unwrap()
}

pub(super) fn open(written: &str) -> Result<PostgresStore, StoreError> {
    PostgresStore::open_within(&address(written), Duration::ZERO)
}

/// What the user is told, with the changing part of the address left out.
fn told(written: &str, error: &StoreError) -> String {
    error.to_string().replace(written, "DATABASE")
}

#[test]
fn it_behaves_as_every_store() {
    let Some(cluster) = Cluster::start() else { return };
    let mut made = 0;
    conformance::check(|| {
        made += 1;
        let name = format!("case_{made}");
        InDatabase { store: open(&cluster.database(&name)).unwrap(), cluster: &cluster, name }
    });
}

#[test]
fn what_was_written_is_there_again_and_is_sound() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    assert!(
        PostgresStore::open_read_only(&address(&written)).unwrap().is_none(),
        "a question makes no ledger"
    );
    let mut store = open(&written).unwrap();
    store.append(at(1), &[activated("one"), observed(300)]).unwrap();
    // As many as are fetched at once, and more.
    for second in 2..10 {
        store.append(at(second), &[queued(&format!("m{second}"))]).unwrap();
    }
    let head = store.head();
    drop(store);
    let mut reader = PostgresStore::open_read_only(&address(&written)).unwrap().unwrap();
    assert_eq!((reader.head(), reader.verify().unwrap(), reader.batches().unwrap()), (head, head, 9));
    let found = read(&mut reader, 0);
    assert_eq!(found.len(), 10);
    assert_eq!(
        found[..3],
        [recorded(1, 1, activated("one")), recorded(2, 1, observed(300)), recorded(3, 2, queued("m2"))]
    );
    let error = reader.append(at(3), &[Entry::Resumed]).unwrap_err();
    insta::assert_snapshot!(told(&written, &error), @"the ledger DATABASE cannot be read or written: it may only be read, not written");
    let mut store = open(&written).unwrap();
    assert_eq!(store.append(at(11), &[Entry::Resumed]).unwrap(), 11);
    assert_eq!(read(&mut reader, 10), [recorded(11, 11, Entry::Resumed)], "a reader follows");
}

#[test]
fn one_process_writes_and_the_next_one_once_it_is_gone() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let first = open(&written).unwrap();
    let error = open(&written).err().unwrap();
    assert!(matches!(error, StoreError::InUse { .. }));
    insta::assert_snapshot!(told(&written, &error), @"the ledger DATABASE is in use by another process");
    let other = cluster.database("other");
    assert!(open(&other).is_ok(), "the lock is that of one ledger");
    drop(first);
    assert!(open(&written).is_ok());
}

#[test]
fn whoever_lost_the_lease_writes_nothing_more() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut frozen = open(&written).unwrap();
    frozen.append(at(1), &[queued("m1")]).unwrap();
    // As the server does with a process that says nothing any more.
    cluster.tell("ledger", "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
    let mut next = PostgresStore::open_within(&address(&written), Duration::from_mins(1)).unwrap();
    next.append(at(2), &[queued("m2")]).unwrap();
    let error = frozen.append(at(3), &[queued("lost")]).unwrap_err();
    assert!(matches!(error, StoreError::Lost { .. }));
    insta::assert_snapshot!(told(&written, &error), @"the ledger DATABASE can no longer be written by this process: another process took the ledger over");
    assert!(matches!(frozen.save_snapshot(1, b"state").unwrap_err(), StoreError::Lost { .. }));
    assert!(matches!(frozen.check().unwrap_err(), StoreError::Lost { .. }));
    next.append(at(4), &[queued("m3")]).unwrap();
    let expect = [recorded(1, 1, queued("m1")), recorded(2, 2, queued("m2")), recorded(3, 4, queued("m3"))];
    assert_eq!(read(&mut next, 0), expect);
}

#[test]
fn a_writer_under_an_old_number_is_fenced_though_it_is_connected() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    cluster.tell("ledger", "UPDATE remit_head SET epoch = epoch + 1");
    let error = store.append(at(2), &[queued("lost"), observed(500)]).unwrap_err();
    insta::assert_snapshot!(told(&written, &error), @"the ledger DATABASE can no longer be written by this process: another process took the ledger over");
    let mut reader = PostgresStore::open_read_only(&address(&written)).unwrap().unwrap();
    assert_eq!(read(&mut reader, 0), [recorded(1, 1, queued("m1"))]);
}

#[test]
fn a_database_that_went_back_to_an_earlier_moment_is_told_from_another_writer() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    let earlier = cluster.tell("ledger", "SELECT hash FROM remit_head");
    store.append(at(2), &[queued("m2")]).unwrap();
    // As a standby that lacked the last commit, and took over.
    cluster.tell(
        "ledger",
        &format!(
            "DELETE FROM remit_batch WHERE last = 2; UPDATE remit_head SET position = 1, hash = '{earlier}'"
        ),
    );
    let error = store.append(at(3), &[queued("m3")]).unwrap_err();
    insta::assert_snapshot!(told(&written, &error), @"the ledger DATABASE can no longer be written by this process: it ends at position 1 now, and entries up to position 2 were written: the database went back to an earlier moment");
}

#[test]
fn a_writer_whose_connection_is_lost_goes_on_under_its_lease() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    cluster.tell(
        "ledger",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'remit'",
    );
    store.append(at(2), &[queued("m2")]).unwrap();
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1")), recorded(2, 2, queued("m2"))]);
    assert!(matches!(open(&written), Err(StoreError::InUse { .. })), "it holds its lock again");
}

#[test]
fn a_database_that_was_down_loses_and_repeats_nothing() {
    let Some(mut cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    cluster.kill();
    let error = store.append(at(2), &[queued("m2")]).unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error}");
    assert!(matches!(store.check().unwrap_err(), StoreError::Unavailable { .. }));
    let error = store.check().unwrap_err();
    cluster.start_again();
    // It is tried again after a moment, and not at once.
    while let Err(again) = store.check() {
        assert_eq!(again.to_string(), error.to_string());
        std::thread::yield_now();
    }
    assert_eq!(store.append(at(2), &[queued("m2")]).unwrap(), 2);
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1")), recorded(2, 2, queued("m2"))]);
    assert_eq!(store.verify().unwrap(), store.head());
}

#[test]
fn a_commit_whose_answer_is_lost_is_found_and_not_written_twice() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    let before = store.head();
    // The connection ends by its own hand, at the very moment of the commit: a trigger that is put off until then.
    cluster.tell(
        "ledger",
        "CREATE FUNCTION goes_away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
         CREATE CONSTRAINT TRIGGER goes_away AFTER INSERT ON remit_batch DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.last = 2) EXECUTE FUNCTION goes_away();",
    );
    let broken_off = store.append(at(2), &[queued("m2")]).unwrap_err();
    assert!(matches!(broken_off, StoreError::Unavailable { .. }), "{broken_off}");
    cluster.tell("ledger", "DROP TRIGGER goes_away ON remit_batch");
    assert_eq!(store.append(at(2), &[queued("m2")]).unwrap(), 2);
    // As after an attempt that got through although nobody heard of it: what it was hidden under is still known.
    let personal = erasing::commits(&mut store).remove(1).personal.unwrap();
    store.salts.take_up(personal.all().filter_map(|stood_in| stood_in.kept.as_ref()));
    store.head = before;
    store.in_doubt = None;
    assert_eq!(store.append(at(2), &[queued("m2")]).unwrap(), 2, "the batch is there already");
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1")), recorded(2, 2, queued("m2"))]);
    store.head = before;
    let error = store.append(at(2), &[queued("another")]).unwrap_err();
    assert!(matches!(error, StoreError::Lost { .. }), "something else is there: {error}");
}

#[test]
fn damage_is_named_with_its_place() {
    let Some(cluster) = Cluster::start() else { return };
    let mut made = 0;
    let mut after = |change: &str| {
        made += 1;
        let name = format!("spoilt_{made}");
        let written = cluster.database(&name);
        let mut store = open(&written).unwrap();
        store.append(at(1), &[activated("one"), queued("m1")]).unwrap();
        store.append(at(2), &[queued("m2")]).unwrap();
        store.append(at(3), &[queued("m3")]).unwrap();
        drop(store);
        cluster.tell(&name, change);
        let error = LedgerPlace::database(address(&written), "").verify().err().expect("it is told");
        told(&written, &error)
    };
    insta::assert_snapshot!(after("UPDATE remit_batch SET entries = substr(entries, 1, 40) WHERE last = 3"), @"the ledger DATABASE cannot be used: the batch of entries that ends at position 3 is damaged: it is not what was written, going by its checksum");
    insta::assert_snapshot!(after("UPDATE remit_batch SET at = '2024-01-01T00:00:00Z' WHERE last = 2"), @"the ledger DATABASE cannot be used: the batch of entries that ends at position 2 is damaged: it is not what was written, going by its checksum");
    insta::assert_snapshot!(after("DELETE FROM remit_batch WHERE last = 3"), @"the ledger DATABASE cannot be used: the entries after position 2 are missing");
    insta::assert_snapshot!(after("DELETE FROM remit_batch WHERE last = 4"), @"the ledger DATABASE cannot be used: its end is missing: it ends at position 3, and entries up to position 4 were written");
    insta::assert_snapshot!(after("UPDATE remit_batch SET link = sha256('x') WHERE last = 3"), @"the ledger DATABASE cannot be used: the batch of entries that ends at position 3 does not follow from those before it: it was put there, or one of them was changed");
    insta::assert_snapshot!(after("UPDATE remit_head SET hash = sha256('x')"), @"the ledger DATABASE cannot be used: the batch of entries that ends at position 4 is not the one that was written there");
    insta::assert_snapshot!(after("UPDATE remit_source SET text = 'x'"), @"the ledger DATABASE cannot be used: a source text is not what was written, going by its hash");
    insta::assert_snapshot!(after("DELETE FROM remit_source"), @"the ledger DATABASE cannot be used: a source text is missing");
    insta::assert_snapshot!(after("UPDATE remit_head SET version = 99"), @"the ledger DATABASE is of version 99, and this Remit knows versions up to 4");
}

#[test]
fn an_older_version_of_remit_writes_nothing_behind_a_newer_one() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    let reader = || PostgresStore::open_read_only(&address(&written)).unwrap().unwrap();
    let told = conformance::check_versions(&mut store, reader).join("\n").replace(&written, "DATABASE");
    let told = told.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(told, @r"
    the ledger DATABASE cannot be used: the batch of entries that ends at position 2 is damaged: the entries are not in the layout of a batch
    the ledger DATABASE was last written by Remit 99.0.0, and this is Remit VERSION, which is older
    ");
    drop(store);
    let refused = open(&written).err().unwrap().to_string();
    assert!(refused.contains("was last written by Remit 99.0.0"), "{refused}");
}

#[test]
fn a_large_batch_is_kept_in_pieces() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(1), &[observed(3_000)]).unwrap();
    store.save_snapshot(1, &vec![7; 20_000]).unwrap();
    store.append(at(2), &[observed(2_000)]).unwrap();
    assert_ne!(cluster.tell("ledger", "SELECT count(*) FROM remit_piece"), "0");
    drop(store);
    let mut store = open(&written).unwrap();
    assert_eq!(read(&mut store, 0), [recorded(1, 1, observed(3_000)), recorded(2, 2, observed(2_000))]);
    assert_eq!(store.snapshot().unwrap(), Some((1, vec![7; 20_000])));
}

#[test]
fn what_cannot_be_reached_is_named_without_a_password() {
    let Some(cluster) = Cluster::start() else { return };
    let missing = cluster.address("nowhere");
    insta::assert_snapshot!(told(&missing, &open(&missing).err().unwrap()), @"the ledger DATABASE cannot be read or written: there is no such database; create it, and let it belong to Remit's role");
    let nobody = "postgres://remit@127.0.0.1:1/remit";
    insta::assert_snapshot!(open(nobody).err().unwrap(), @"the ledger postgres://remit@127.0.0.1:1/remit cannot be read or written: the server cannot be reached (connection refused)");
}

#[test]
fn a_ledger_is_the_same_wherever_it_is_copied_to() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = LedgerPlace::file(folder.path().join("ledger.sqlite"));
    let back = LedgerPlace::file(folder.path().join("back.sqlite"));
    let database = LedgerPlace::database(address(&cluster.database("ledger")), "");
    assert!(copy(&file, &database).is_err(), "there is none");
    let mut store = SqliteStore::open(file.beside()).unwrap();
    store.append(at(1), &[activated("one"), observed(3_000)]).unwrap();
    store.append(at(2), &[queued("m1")]).unwrap();
    drop(store);
    assert_eq!(copy(&file, &database).unwrap().batches, 2);
    // More is written, and copied from where the first copy ended.
    SqliteStore::open(file.beside()).unwrap().append(at(3), &[activated("two"), queued("m2")]).unwrap();
    assert_eq!(copy(&file, &database).unwrap().batches, 1);
    let copied = copy(&database, &back).unwrap();
    assert_eq!(copied.batches, 3);
    let entries = |place: &LedgerPlace| {
        let mut store = place.verify().unwrap().unwrap();
        (store.head(), read(&mut *store, 0))
    };
    assert_eq!(entries(&file), entries(&back));
    assert_eq!(entries(&file), entries(&database));
    SqliteStore::open(back.beside()).unwrap().append(at(4), &[Entry::Resumed]).unwrap();
    SqliteStore::open(file.beside()).unwrap().append(at(5), &[Entry::Resumed]).unwrap();
    let error = copy(&back, &file).unwrap_err().to_string().replace(&file.to_string(), "FILE");
    insta::assert_snapshot!(error, @"another ledger lies at FILE, which is not the beginning of this one; nothing was copied");
}

#[test]
fn the_line_over_the_network_is_encrypted_to_a_server_that_is_known() {
    let Some(mut cluster) = Cluster::start() else { return };
    cluster.database("ledger");
    let certified = || {
        let key = rcgen::KeyPair::generate().unwrap();
        let names = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
        (names.self_signed(&key).unwrap(), key)
    };
    let ((sound, key), (other, _)) = (certified(), certified());
    cluster.encrypt(&sound.pem(), &key.serialize_pem(), "hunter2");
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [("db.secret", "hunter2\n"), ("wrong.secret", "hunter3\n")] {
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    std::fs::write(folder.path().join("sound.pem"), sound.pem()).unwrap();
    std::fs::write(folder.path().join("other.pem"), other.pem()).unwrap();
    let by_port = cluster.address_by_port("ledger");
    let asked = |written: &str, secret: &str, authorities: &str| {
        let address = address(written).with_password(Some(PasswordPlace::File(secret.into())));
        let address = address.with_authorities(Some(authorities.into())).from_folder(folder.path());
        PostgresStore::open_within(&address, Duration::ZERO)
    };
    let told = |written: &str, result: Result<PostgresStore, StoreError>| {
        told(written, &result.err().expect("it is refused"))
    };
    let encrypted = format!("{by_port}?sslmode=require");
    let mut store = asked(&encrypted, "db.secret", "sound.pem").unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1"))]);
    let lines = "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'remit'";
    assert_eq!(cluster.tell("ledger", lines), "t");
    drop(store);
    insta::assert_snapshot!(told(&encrypted, asked(&encrypted, "db.secret", "other.pem")), @"the ledger DATABASE cannot be read or written: the line to the server cannot be encrypted (invalid peer certificate: BadSignature)");
    insta::assert_snapshot!(told(&encrypted, asked(&encrypted, "wrong.secret", "sound.pem")), @r#"the ledger DATABASE cannot be read or written: the server does not let this role in (password authentication failed for user "remit")"#);
    insta::assert_snapshot!(told(&by_port, asked(&by_port, "db.secret", "sound.pem")), @r#"the ledger DATABASE cannot be read or written: the server does not let this role in (no pg_hba.conf entry for host "127.0.0.1", user "remit", database "ledger", no encryption)"#);
}

#[test]
fn an_erasure_takes_values_out_of_every_table() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("erased");
    let mut store = open(&written).unwrap();
    erasing::check(&mut store);
    let found = erasing::hashes(&mut store, "Zelda Quill");
    store.erase(&found).unwrap();
    let values = "SELECT coalesce(string_agg(convert_from(value, 'UTF8'), ';' ORDER BY value), '') FROM remit_personal";
    let left = cluster.tell("erased", values);
    assert!(!left.to_lowercase().contains("zelda") && !left.contains("agreed"), "{left}");
    let texts = "SELECT string_agg(convert_from(text, 'UTF8'), ';') FROM remit_source";
    let texts = cluster.tell("erased", texts);
    assert!(texts.contains("name,address") && !texts.to_lowercase().contains("zelda"), "{texts}");
    assert_eq!(store.verify().unwrap(), store.head());
    // What is left is carried elsewhere.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.sqlite");
    drop(store);
    let place = LedgerPlace::database(address(&written), "");
    copy(&place, &LedgerPlace::file(&file)).unwrap();
    let mut copied = SqliteStore::open(&file).unwrap();
    assert_eq!(erasing::hashes(&mut copied, "Nobody asked.").len(), 1);
    assert_eq!(erasing::hashes(&mut copied, "Zelda Quill").len(), 0);
    assert_eq!(copied.verify().unwrap(), copied.head());
}
