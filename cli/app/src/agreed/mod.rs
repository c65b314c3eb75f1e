//! What is agreed: `ledger` reads what is in force and who signed changes of it beside whoever holds the ledger. Nothing here
//! decides whether a signature counts.

mod ledger;

pub use ledger::Agreed;
