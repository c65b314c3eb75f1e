//! `remit account remove`: somebody is known to the service no longer.

use std::path::Path;

use super::open::{open, refuse};
use crate::commands::said;
use crate::exit::Exit;

/// Erases an account.
pub(in crate::commands) fn remove(dir: &Path, name: &str) -> anyhow::Result<Exit> {
    let Some(accounts) = open(dir)? else { return Ok(Exit::Unusable) };
    match accounts.remove(name) {
        Ok(account) => {
            said::answer(&format!("Erased {} with its tokens.\n", account.name))?;
            Ok(Exit::Quiet)
        }
        Err(error) => Ok(refuse(&error)),
    }
}
