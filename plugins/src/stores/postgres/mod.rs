//! The ledger in a PostgreSQL database: the rows of SQLite's, and a head row that every commit takes, so that only the one who holds the lease writes.
//!
//! `address` says where the database is and how one is let in, `tls` encrypts what goes there, and `fault` words what goes wrong. `client` is a connection of which no answer
//! is waited for without limit, and `session` one that is made as it is needed; `schema` knows the tables, and `rows` what stands in them, piece by piece. `writing` is the one statement that appends;
//! `lease` is what whoever writes holds: a lock of the database (`head_row`), and a number by which one who lost that lock writes nothing any more. `news` hears of what is written. `store` reads and writes. What entries mean is not
//! known here.

mod address;
mod client;
mod fault;
mod head_row;
mod lease;
#[cfg(test)]
mod logged_tests;
mod news;
#[cfg(test)]
mod older;
mod rows;
mod schema;
mod session;
mod store;
#[cfg(test)]
#[expect(unreachable_pub, reason = "the tests of the whole program include it too")]
pub(crate) mod test_cluster;
#[cfg(test)]
mod tests;
mod tls;
#[cfg(test)]
mod trouble;
mod writing;

pub use address::{AddressError, DatabaseAddress, PasswordPlace};
pub(crate) use client::Client;
pub(crate) use fault::is_gone;
pub use news::LedgerNews;
pub(crate) use schema::LOCKS;
pub(crate) use session::{ACCOUNTS_ANSWERED_WITHIN, Purpose, connect};
pub use store::PostgresStore;
