//! A ledger of the first version is chained when it is opened to be written: what it holds stays as it is.

use std::path::Path;

use rusqlite::{Connection, params};

use super::head::{HeadFile, Kept};
use super::place;
use super::rows::Rows;
use super::schema::{self, Layout};
use crate::stores::chain::{Head, Link};
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// Chains every batch, in one transaction. The head file comes first: where the process dies in between, the same is done again.
pub(super) fn chain(
    connection: &mut Connection,
    path: &Path,
    kept: &Kept,
    ledger: &Ledger,
) -> Result<(), StoreError> {
    let links = links(connection, ledger)?;
    let head = links.last().copied().unwrap_or(Head::START);
    if let Kept::Head(kept) = kept
        && kept.position > 0
        && !links.contains(kept)
    {
        return Err(ledger.cut_off(head.position, kept.position));
    }
    drop(HeadFile::begin(path, &head));
    drop(place::make_private(path));
    let mut write = || {
        let transaction = connection.transaction()?;
        schema::make_room_for_chain(&transaction)?;
        for Head { position, hash } in &links {
            let number = i64::try_from(*position).expect("it was read as such a number");
            transaction
                .prepare_cached("UPDATE batch SET link = ?2 WHERE last = ?1")?
                .execute(params![number, hash.bytes()])?;
        }
        transaction.commit()
    };
    write().map_err(|error| ledger.fault(&error))
}

/// Where the ledger ended after each batch.
fn links(connection: &Connection, ledger: &Ledger) -> Result<Vec<Head>, StoreError> {
    let rows = Rows { connection, ledger, layout: Layout::Loose };
    let fault = |error| ledger.fault(&error);
    let mut query = connection.prepare(&rows.query("ORDER BY last")).map_err(fault)?;
    let mut found = query.query([]).map_err(fault)?;
    let mut hash = Link::START;
    let mut links = Vec::new();
    while let Some(row) = found.next().map_err(fault)? {
        let sealed = rows.sealed(row)?;
        hash = sealed.link_after(hash);
        links.push(Head { position: sealed.last, hash });
    }
    Ok(links)
}
