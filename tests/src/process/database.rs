//! A real PostgreSQL server, and projects that keep their ledgers there.

use ledger::entry::{Position, Recorded};
use plugins::stores::{DatabaseAddress, LedgerPlace};

use super::folder::Folder;
use super::forwarder::Forwarder;
use super::patience::until;

// The store's own tests start the same server.
#[path = "../../../plugins/src/stores/postgres/test_cluster.rs"]
#[expect(unreachable_pub, reason = "the store's own tests include it too")]
mod test_cluster;

pub use test_cluster::{Cluster, Pooler};
pub(super) use test_cluster::{ROLE, give_away};

impl Cluster {
    /// Lets a project keep its ledger in a database of this name, which is made.
    ///
    /// # Panics
    /// There is one.
    pub fn hold(&self, folder: &Folder, name: &str) {
        let address = self.database(name);
        folder.append("remit.toml", &format!("\n[store]\nurl = \"{address}\"\n"));
    }

    /// Follows nobody any more, and stays a standby.
    ///
    /// # Panics
    /// It does not before the deadline.
    pub fn stop_following(&self) {
        self.set("primary_conninfo", "");
        let receiving = "SELECT count(*) FROM pg_stat_wal_receiver";
        until("nothing is received", || (self.tell("postgres", receiving) == "0").then_some(()));
    }

    /// A way to the server that can be lost.
    ///
    /// # Panics
    /// There is no port to listen on.
    #[cfg(unix)]
    pub fn forwarder(&self) -> Forwarder {
        let address = self.address("ledger");
        let (_, folder) = address.split_once("host=").expect("it is asked at a socket");
        let folder = folder.split('&').next().unwrap_or_default();
        let socket = std::path::Path::new(folder).join(".s.PGSQL.5432");
        Forwarder::to(move || std::os::unix::net::UnixStream::connect(&socket))
    }

    /// What was written to the ledger in a database since a position; none while it cannot be read.
    pub fn recorded_since(&self, name: &str, position: Position) -> Option<Vec<Recorded>> {
        let address = DatabaseAddress::parse(&self.address(name)).ok()?;
        let mut store = LedgerPlace::database(address, "").open_read_only().ok()??;
        let mut entries = Vec::new();
        let mut keep = |recorded| {
            entries.push(recorded);
            Ok(())
        };
        store.read(position, &mut keep).ok()?;
        Some(entries)
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
