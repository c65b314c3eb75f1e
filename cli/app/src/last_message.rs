//! The last message about an alert, read beside whoever writes the ledger.

use std::sync::Arc;

use ledger::entry::{Entry, Message, Recorded};
use plugins::notifiers::templated::is_of_alert;
use plugins::stores::{LedgerPlace, StoreError};
use serde::Deserialize;

#[derive(Deserialize)]
struct OfAlert {
    id: String,
}

/// The last message that was queued about an alert; none where nobody was ever to be told of it.
///
/// # Errors
/// The ledger cannot be read.
pub fn last_about(ledger: &LedgerPlace, alert: &str) -> Result<Option<Message>, StoreError> {
    let mut last: Option<Arc<Message>> = None;
    let Some(mut store) = ledger.open_read_only()? else { return Ok(None) };
    store.read(0, &mut |recorded: Recorded| {
        if let Entry::Queued { message, .. } = recorded.entry
            && is_of_alert(&message)
            && serde_json::from_str(&message.json).is_ok_and(|OfAlert { id }| id == alert)
        {
            last = Some(message);
        }
        Ok(())
    })?;
    Ok(last.map(Arc::unwrap_or_clone))
}
