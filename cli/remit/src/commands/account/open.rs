//! Finding the accounts of a project.

use std::path::Path;

use app::project;
use plugins::accounts::{Accounts, AccountsError};

use crate::commands::said;
use crate::exit::Exit;

/// The accounts of a project; none where the project cannot be used, which has been said.
pub(in crate::commands) fn open(dir: &Path) -> anyhow::Result<Option<Accounts>> {
    match project::ledger_place(dir) {
        Ok(ledger) => Ok(Some(Accounts::of(&ledger)?)),
        Err(faults) => {
            said::diagnose(&faults);
            Ok(None)
        }
    }
}

/// Says why something is not done, and what to do about it.
pub(in crate::commands) fn refuse(error: &AccountsError) -> Exit {
    said::complain(&error.to_string());
    if let Some(help) = error.help() {
        said::remark(&format!("  help: {help}"));
    }
    Exit::Unusable
}
