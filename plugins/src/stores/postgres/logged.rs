//! The files of reports beside the ledger, in a real database: they are there with the batch that tells of them, or not at all.

use super::PostgresStore;
use super::test_cluster::Cluster;
use super::tests::{address, open};
use crate::stores::conformance::{activated, at};
use crate::stores::{FeedLog, KeptLedger as _, LoggedReport, Store as _};

fn report(path: &str, bytes: &[u8]) -> LoggedReport {
    LoggedReport { path: path.to_owned(), bytes: bytes.to_owned() }
}

/// What a reader finds behind an entry.
fn found(written: &str, after: u64, is_wanted: &dyn Fn(&str) -> bool) -> Vec<LoggedReport> {
    let store = PostgresStore::open_read_only(&address(written)).expect("it can be read");
    let mut found = Vec::new();
    let mut store = store.expect("there is a ledger");
    store.reports_after(after, is_wanted, &mut |report| found.push(report)).expect("they can be read");
    found
}

#[test]
fn files_are_written_with_the_batch_that_tells_of_them_and_found_in_order() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).expect("nobody has it");
    assert_eq!(store.feed_log(), FeedLog::Kept);
    store.append(at(1), &[activated("one")]).unwrap();
    assert_eq!(found(&written, 0, &|_| true), []);
    let large = vec![7; 9 << 10];
    let reports = [
        report("feeds/a/one.csv", b"a\n"),
        report("feeds/a/two.csv", b"\0\xff"),
        report("feeds/b/large", &large),
    ];
    store.log_reports(reports[..2].to_vec());
    let first = store.append(at(2), &[activated("two")]).unwrap();
    store.append(at(3), &[activated("three")]).unwrap();
    store.log_reports(reports[2..].to_vec());
    store.append(at(4), &[activated("four")]).unwrap();
    assert_eq!(found(&written, 0, &|_| true), reports);
    assert_eq!(found(&written, first, &|_| true), reports[2..]);
    assert_eq!(found(&written, 0, &|path| path.ends_with("two.csv")), reports[1..2]);
    store.erase(&[]).unwrap();
    assert_eq!(found(&written, 0, &|_| true), [], "they may hold what is to be erased");
}

#[test]
fn what_the_server_does_not_take_is_written_with_the_next_attempt() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).expect("nobody has it");
    store.append(at(1), &[activated("one")]).unwrap();
    cluster.tell("ledger", "ALTER TABLE remit_report RENAME TO away");
    store.log_reports(vec![report("feeds/a/one.csv", b"a\n")]);
    assert!(store.append(at(2), &[activated("two")]).is_err());
    cluster.tell("ledger", "ALTER TABLE away RENAME TO remit_report");
    store.append(at(2), &[activated("two")]).unwrap();
    assert_eq!(found(&written, 0, &|_| true), [report("feeds/a/one.csv", b"a\n")]);
}
