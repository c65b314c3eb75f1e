//! The files of reports beside the ledger, in a real database: they are there with the batch that tells of them, or not at all.

use super::PostgresStore;
use super::test_cluster::Cluster;
use super::tests::{address, open};
use crate::stores::conformance::{activated, at};
use crate::stores::{
    Alongside, KeptLedger as _, LoggedName, LoggedReport, ReportPlace, Store as _, StoreError,
};

fn report(path: &str, bytes: &[u8]) -> LoggedReport {
    LoggedReport { path: path.to_owned(), bytes: bytes.into() }
}

/// What a reader finds behind an entry.
fn found(written: &str, after: u64) -> Vec<LoggedReport> {
    let store = PostgresStore::open_read_only(&address(written)).expect("it can be read");
    let mut store = store.expect("there is a ledger");
    let (mut found, mut after) = (Vec::new(), ReportPlace::behind(after));
    loop {
        let names = store.reports_after(after).expect("they can be read");
        let Some(last) = names.last() else { return found };
        after = last.place;
        for LoggedName { place, path } in names {
            let bytes = store.report(place).expect("it can be read").expect("nobody takes it away");
            found.push(LoggedReport { path, bytes: bytes.into() });
        }
    }
}

/// Appends with files of reports.
fn append(
    store: &mut PostgresStore,
    second: i64,
    named: &str,
    reports: &[LoggedReport],
) -> Result<u64, StoreError> {
    let alongside = Alongside { reports, ..Alongside::default() };
    store.append_with(at(second), &[activated(named)], alongside)
}

#[test]
fn files_are_written_with_the_batch_that_tells_of_them_and_found_in_order() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).expect("nobody has it");
    append(&mut store, 1, "one", &[]).unwrap();
    assert_eq!(found(&written, 0), []);
    let large = vec![7; 9 << 10];
    let reports = [
        report("feeds/a/one.csv", b"a\n"),
        report("feeds/a/two.csv", b"\0\xff"),
        report("feeds/b/large", &large),
    ];
    let first = append(&mut store, 2, "two", &reports[..2]).unwrap();
    append(&mut store, 3, "three", &[]).unwrap();
    append(&mut store, 4, "four", &reports[2..]).unwrap();
    assert_eq!(found(&written, 0), reports);
    assert_eq!(found(&written, first), reports[2..]);
    assert!(store.was_logged("feeds/a/one.csv", b"a\n").unwrap());
    assert!(!store.was_logged("feeds/a/two.csv", b"a\n").unwrap());
    store.erase(&[]).unwrap();
    assert_eq!(found(&written, 0), [], "they may hold what is to be erased");
}

#[test]
fn what_the_server_does_not_take_is_written_with_the_next_attempt() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).expect("nobody has it");
    append(&mut store, 1, "one", &[]).unwrap();
    let report = report("feeds/a/one.csv", b"a\n");
    cluster.tell("ledger", "ALTER TABLE remit_report RENAME TO away");
    assert!(append(&mut store, 2, "two", std::slice::from_ref(&report)).is_err());
    cluster.tell("ledger", "ALTER TABLE away RENAME TO remit_report");
    append(&mut store, 2, "two", std::slice::from_ref(&report)).unwrap();
    assert_eq!(found(&written, 0), [report]);
}

#[test]
fn a_role_that_may_make_no_tables_writes_to_those_that_are_there() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).expect("nobody has it");
    append(&mut store, 1, "one", &[]).unwrap();
    drop(store);
    cluster.tell(
        "ledger",
        "CREATE ROLE narrow LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO narrow",
    );
    let mut store = open(&written.replace("user=remit", "user=narrow")).expect("nobody has it");
    append(&mut store, 2, "two", &[report("feeds/a/one.csv", b"a\n")]).unwrap();
}
