//! Ledgers that versions of Remit laid out that came before.

use super::PostgresStore;
use super::test_cluster::Cluster;
use super::tests::open;
use crate::stores::KeptLedger as _;
use crate::stores::conformance::{activated, at, queued, read};
use crate::stores::store::Store as _;

/// Lays a ledger out as versions of Remit did that came before, each by what takes it back from the one after it.
const LAID_OUT_BEFORE: [(&str, &str); 3] = [
    ("3", "DROP INDEX remit_personal_address; UPDATE remit_head SET version = 3"),
    (
        "2",
        "DROP INDEX remit_personal_address; ALTER TABLE remit_head DROP COLUMN written_by; UPDATE remit_head SET version = 2",
    ),
    (
        "1",
        "ALTER TABLE remit_head DROP COLUMN written_by; DROP TABLE remit_personal; UPDATE remit_head SET version = 1",
    ),
];

#[test]
fn one_of_an_older_layout_stays_as_it_is_until_something_is_written_to_it() {
    type Step = fn(&mut PostgresStore);
    let Some(cluster) = Cluster::start() else { return };
    let writes: [Step; 4] = [
        |store| assert_ne!(store.append(at(2), &[queued("m2")]).unwrap(), 0),
        |store| store.save_snapshot(1, b"state").unwrap(),
        |store| store.sign("0.0.1").unwrap(),
        |store| store.erase(&[]).unwrap(),
    ];
    for (number, write) in writes.into_iter().enumerate() {
        for (version, lay_out) in LAID_OUT_BEFORE {
            let name = format!("older_{version}_{number}");
            let written = cluster.database(&name);
            open(&written).unwrap().append(at(1), &[activated("one")]).unwrap();
            cluster.tell(&name, lay_out);
            // Who has the lease is the same in every layout.
            let tables = "SELECT string_agg(table_name || '.' || column_name, ' ' ORDER BY table_name, ordinal_position)
                FROM information_schema.columns WHERE table_schema = 'public'";
            let laid_out =
                || (cluster.tell(&name, tables), cluster.tell(&name, "SELECT version FROM remit_head"));
            let before = laid_out();
            let mut store = open(&written).unwrap();
            assert_eq!(store.verify().unwrap(), store.head());
            assert_eq!(
                (read(&mut store, 0).len(), store.snapshot().unwrap(), store.written_by().unwrap()),
                (1, None, None)
            );
            store.check().unwrap();
            assert_eq!(laid_out(), before, "whoever wrote it before goes on with it");
            write(&mut store);
            assert_eq!(laid_out().1, "4");
            store.append(at(6), &[queued("m5")]).unwrap();
            assert_eq!(store.verify().unwrap(), store.head());
        }
    }
}
