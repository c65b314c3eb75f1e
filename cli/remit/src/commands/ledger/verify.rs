//! `remit ledger verify`: whether everything on the ledger is what was written.

use std::path::Path;

use app::ledger_care::WireHead;
use plugins::stores::StoreError;
use serde::Serialize;

use super::super::advice::advice;
use super::super::said;
use super::say;
use crate::args::Format;
use crate::exit::Exit;

#[derive(Serialize)]
struct Verified {
    /// Where the ledger ends; none where it is not sound, or is not there.
    head: Option<WireHead>,
    /// The first fault.
    fault: Option<String>,
}

fn up_to(head: &WireHead) -> String {
    head.hash.as_ref().map_or_else(String::new, |hash| format!(", up to {hash}"))
}

/// Checks everything, up to the first fault.
pub(in crate::commands) fn verify(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let Some(path) = say::place(dir) else { return Ok(Exit::Unusable) };
    match app::ledger_care::verify(&path) {
        Ok(head) => {
            let text = head.as_ref().map_or_else(
                || say::none(dir),
                |head| format!("Sound: {}{}.\n", say::size(head), up_to(head)),
            );
            say::answer(format, &text, &Verified { head, fault: None })?;
            Ok(Exit::Quiet)
        }
        Err(error @ StoreError::Damaged { .. }) => {
            let verified = Verified { head: None, fault: Some(error.to_string()) };
            say::answer(format, "", &verified)?;
            said::complain(&error.to_string());
            if let Some(advice) = advice(&error.into()) {
                said::remark(&format!("  help: {advice}"));
            }
            Ok(Exit::Failed)
        }
        Err(error) => Err(error.into()),
    }
}
