//! What is agreed: `ledger` reads what is in force and who signed changes of it beside whoever holds the ledger, and `words`
//! says how a change stands that waits. Nothing here decides whether a signature counts.

mod ledger;
mod words;

pub use ledger::Agreed;
pub use words::change_of;
