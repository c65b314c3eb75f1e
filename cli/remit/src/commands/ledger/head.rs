//! `remit ledger head`: where the ledger ends.

use std::path::Path;

use super::say;
use crate::args::Format;
use crate::exit::Exit;

/// Shows where the ledger ends.
pub(in crate::commands) fn head(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let Some(path) = say::place(dir) else { return Ok(Exit::Unusable) };
    let head = app::ledger_care::head(&path)?;
    let text = head.as_ref().map_or_else(|| say::none(dir), say::lines);
    say::answer(format, &text, &head)?;
    Ok(Exit::Quiet)
}
