//! Opening a ledger to write it: this version of Remit goes on with what another one wrote only where it comes to the same, or that is accepted.

use app::upgrade::{Admitted, Shadow, admit};
use jiff::Timestamp;
use plugins::stores::KeptLedger;

use super::said;
use crate::render::Bars;

/// The ledger, once this version may go on with it.
pub(super) fn admitted(
    mut store: Box<dyn KeptLedger>,
    accepted: Option<&str>,
) -> anyhow::Result<Box<dyn KeptLedger>> {
    let terms = (accepted, Timestamp::now());
    match admit(&mut *store, Shadow::default(), terms, &Bars::default())? {
        Admitted::AsBefore => {}
        Admitted::Same { before } => said::remark(&words::upgrade::same(before.as_deref())),
        Admitted::Accepted { before, fault } => {
            said::complain(&words::upgrade::accepted(before.as_deref(), fault.position()));
        }
    }
    Ok(store)
}
