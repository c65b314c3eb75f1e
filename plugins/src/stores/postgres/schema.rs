//! The tables of a ledger in a database, and how they become those of this version.

use tokio_postgres::Error;

use super::client::Client;
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// Tells the locks of ledgers from those of other programs: `REMT`.
pub(crate) const LOCKS: i32 = 0x5245_4d54;

/// What makes each version of the one before it, the first of nothing.
const STEPS: [&str; 4] = [TABLES, PERSONAL, WRITER, ADDRESSES];
/// The newest version known here.
pub(super) const VERSION: i32 = 4;
/// The first version in which personal values stand beside the batches.
pub(super) const PERSONAL_SINCE: i32 = 2;

/// As in SQLite a batch stands under the position of its last entry, and what is too large for one row goes on in pieces. Texts are bytes, since a
/// database takes no text in which a zero stands. The head row says where the ledger ends; every commit takes it.
const TABLES: &str = "
    CREATE TABLE remit_head (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        version integer NOT NULL,
        epoch bigint NOT NULL,
        position bigint NOT NULL,
        hash bytea NOT NULL
    );
    CREATE TABLE remit_batch (last bigint PRIMARY KEY, at text NOT NULL, entries bytea NOT NULL, link bytea NOT NULL);
    CREATE TABLE remit_piece (
        last bigint NOT NULL,
        number integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (last, number)
    );
    CREATE TABLE remit_source (hash bytea PRIMARY KEY, text bytea NOT NULL);
    CREATE TABLE remit_snapshot (number integer PRIMARY KEY, position bigint NOT NULL, bytes bytea NOT NULL);
    INSERT INTO remit_head (version, epoch, position, hash) VALUES (1, 0, 0, decode(repeat('00', 32), 'hex'));
";

/// Personal values beside the batches, from where they can be erased: their rows stay without them. Those that stand in batches of before stay there.
const PERSONAL: &str = "
    CREATE TABLE remit_personal (
        hash bytea PRIMARY KEY,
        kind smallint NOT NULL,
        salt bytea,
        value bytea
    );
    CREATE INDEX remit_personal_name ON remit_personal (kind) WHERE kind = 0;
";

/// From the second version to the third, in which the head row says which Remit wrote last.
const WRITER: &str = "ALTER TABLE remit_head ADD COLUMN written_by text;";

/// From the third version to the fourth, in which addresses are personal values too.
const ADDRESSES: &str = "CREATE INDEX remit_personal_address ON remit_personal (kind) WHERE kind = 3;";

/// What lies beside the ledger and is no part of it. No version is counted of it: each table stays as it is, and another one is made for more.
const BESIDE: [(&str, &str); 2] = [
    (
        "remit_holder",
        "CREATE TABLE remit_holder (
            one boolean PRIMARY KEY DEFAULT true CHECK (one),
            epoch bigint NOT NULL,
            word bytea NOT NULL
        )",
    ),
    (
        "remit_report",
        "CREATE TABLE remit_report (
            last bigint NOT NULL,
            number integer NOT NULL,
            path text NOT NULL,
            bytes bytea NOT NULL,
            PRIMARY KEY (last, number)
        )",
    ),
];

/// The version of the ledger in a database; none where there is no ledger.
pub(super) fn version(client: &mut Client) -> Result<Option<i32>, Error> {
    if !is_there(client, "remit_head")? {
        return Ok(None);
    }
    let row = client.query_opt("SELECT version FROM remit_head", &[])?;
    row.map(|row| row.try_get(0)).transpose().map(|version| Some(version.unwrap_or(0)))
}

/// Whether there is a table of this name.
pub(super) fn is_there(client: &mut Client, table: &str) -> Result<bool, Error> {
    // Unlike `to_regclass`, this sees what another session made while a lock was waited for.
    let query = "SELECT EXISTS (SELECT FROM pg_class WHERE relname = $1 AND pg_table_is_visible(oid))";
    client.query_one(query, &[&table])?.try_get(0)
}

/// Whether a version is known here; none of a database in which there is no ledger.
pub(super) fn check(version: Option<i32>, ledger: &Ledger) -> Result<Option<i32>, StoreError> {
    match version {
        Some(found) if found > VERSION => Err(ledger.newer(number(found), number(VERSION))),
        Some(..=0) => Err(ledger.damaged("it states no version")),
        known => Ok(known),
    }
}

/// Makes the tables where there are none, before anybody holds the ledger: what its lock is named by is a table of them.
pub(super) fn begin(client: &mut Client, ledger: &Ledger) -> Result<(), StoreError> {
    let fault = |error: Error| ledger.database_fault(&error);
    let mut found = version(client).map_err(fault)?;
    if found.is_none() {
        found = make(client).map_err(fault)?;
    }
    check(found, ledger).map(drop)
}

/// Makes those of an older version those of this one, and what is missing beside them. Whoever does holds the ledger, so that nobody writes to it as it was. A role
/// that may make no tables goes on with those that are there.
pub(super) fn upgrade(client: &mut Client) -> Result<(), Error> {
    if version(client)?.is_some_and(|found| found < VERSION) {
        make(client)?;
    }
    for (table, make) in BESIDE {
        if !is_there(client, table)? {
            client.batch_execute(make)?;
        }
    }
    Ok(())
}

/// Takes the steps that are missing, in one transaction: a process that dies half-way leaves nothing. Says which version there is then.
fn make(client: &mut Client) -> Result<Option<i32>, Error> {
    client.in_transaction(|client| {
        // Whoever makes the same at once waits, and finds it made.
        client.execute("SELECT pg_advisory_xact_lock($1, 0)", &[&LOCKS])?;
        let found = version(client)?;
        let done = found.unwrap_or(0);
        if done > VERSION {
            return Ok(found);
        }
        for step in STEPS.iter().skip(usize::try_from(done).unwrap_or(0)) {
            client.batch_execute(step)?;
        }
        client.execute("UPDATE remit_head SET version = $1", &[&VERSION])?;
        Ok(Some(VERSION))
    })
}

/// Which Remit wrote the ledger last; none where nobody says so, as before the third version.
pub(super) fn written_by(client: &mut Client) -> Result<Option<String>, Error> {
    if version(client)?.is_none_or(|version| version < 3) {
        return Ok(None);
    }
    let row = client.query_opt("SELECT written_by FROM remit_head", &[])?;
    row.map_or(Ok(None), |row| row.try_get(0))
}

fn number(version: i32) -> u32 {
    u32::try_from(version).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::super::test_cluster::Cluster;
    use super::super::tests::open;
    use crate::stores::StoreError;

    #[test]
    fn of_several_that_begin_at_once_one_has_the_ledger_and_the_others_wait_for_it() {
        let Some(cluster) = Cluster::start() else { return };
        for round in 0..4 {
            let written = cluster.database(&format!("ledger_{round}"));
            let opened: Vec<_> = thread::scope(|scope| {
                let openers: Vec<_> = (0..6).map(|_| scope.spawn(|| open(&written))).collect();
                openers.into_iter().map(|opener| opener.join().expect("it ends")).collect()
            });
            assert_eq!(opened.iter().filter(|opened| opened.is_ok()).count(), 1, "{written}");
            for fault in opened.into_iter().filter_map(Result::err) {
                assert!(matches!(fault, StoreError::InUse { .. }), "{fault}");
            }
        }
    }
}
