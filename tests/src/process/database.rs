//! A real PostgreSQL server, and projects that keep their ledgers there.

use ledger::entry::Recorded;
use plugins::stores::{DatabaseAddress, LedgerPlace};

use super::folder::Folder;

// The store's own tests start the same server.
#[path = "../../../plugins/src/stores/postgres/test_cluster.rs"]
mod test_cluster;

pub use test_cluster::Cluster;

impl Cluster {
    /// Lets a project keep its ledger in a database of this name, which is made.
    ///
    /// # Panics
    /// There is one.
    pub fn hold(&self, folder: &Folder, name: &str) {
        let address = self.database(name);
        folder.append("remit.toml", &format!("\n[store]\nurl = \"{address}\"\n"));
    }

    /// Every entry of the ledger in a database, in order; none where there is none yet.
    ///
    /// # Panics
    /// It cannot be read.
    pub fn recorded(&self, name: &str) -> Vec<Recorded> {
        let address = DatabaseAddress::parse(&self.address(name)).expect("an address");
        let store = LedgerPlace::database(address, "").open_read_only().expect("the ledger can be opened");
        let mut entries = Vec::new();
        if let Some(mut store) = store {
            let mut keep = |recorded| {
                entries.push(recorded);
                Ok(())
            };
            store.read(0, &mut keep).expect("the ledger can be read");
        }
        entries
    }
}
