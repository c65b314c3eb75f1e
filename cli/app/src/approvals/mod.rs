//! Who signed which change: `record` is a fold over the ledger, `examine` looks at a signature before it gets there, and
//! `refusal` says why it does not.
//!
//! Holds nothing back itself: `rules::compile::settle_signed` counts the signatures that are known here.

mod examine;
mod record;
mod refusal;
#[cfg(test)]
mod tests;

pub use examine::{Examined, examine};
pub use record::{Approvals, Past, StoredApprovals};
pub use refusal::ApprovalError;
