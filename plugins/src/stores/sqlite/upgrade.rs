//! A ledger of an older layout is brought to that of this version when something is first written to it, and not before: until then the Remit that laid it
//! out goes on with it. What it holds stays as it is.

use rusqlite::{Connection, params};

use super::head::Kept;
use super::open::kept_head;
use super::place;
use super::rows::Rows;
use super::schema::{self, Layout};
use super::store::SqliteStore;
use super::writer::Writer;
use crate::stores::chain::{Head, Link};
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

impl SqliteStore {
    /// Makes the layout that of this version, where it is older. Whoever is about to write calls this first.
    pub(super) fn bring_up(&mut self) -> Result<(), StoreError> {
        let Some(writer) = &mut self.writer else { return Err(self.ledger.for_reading_only()) };
        if self.layout == Layout::Current {
            return Ok(());
        }
        writer.check_files(&self.connection, &self.head, &self.ledger)?;
        if !self.layout.is_chained() {
            self.head = chain(&mut self.connection, writer, &self.ledger)?;
            self.layout = Layout::Chained;
        }
        schema::make_room_for_personal(&mut self.connection, &self.ledger)?;
        self.layout = Layout::Current;
        Ok(())
    }
}

/// Chains every batch, in one transaction. The head file comes first: where the process dies in between, the same is done again.
fn chain(connection: &mut Connection, writer: &mut Writer, ledger: &Ledger) -> Result<Head, StoreError> {
    let links = links(connection, ledger)?;
    let head = links.last().copied().unwrap_or(Head::START);
    if let Kept::Head(kept) = kept_head(writer.path(), ledger)?
        && kept.position > 0
        && !links.contains(&kept)
    {
        return Err(ledger.cut_off(head.position, kept.position));
    }
    if let Err(error) = writer.begin_head_again(&head) {
        tracing::warn!(%error, "the head file cannot be written, so that an end that is cut off may go unseen");
    }
    drop(place::make_private(writer.path()));
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
    write().map_err(|error| ledger.fault(&error))?;
    Ok(head)
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
