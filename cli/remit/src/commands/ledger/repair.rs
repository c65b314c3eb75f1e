//! `remit ledger repair`: cuts the ledger back to its last sound batch.

use std::path::Path;

use app::ledger_care::WireRepair;

use super::say;
use crate::args::Format;
use crate::exit::Exit;

/// Repairs the ledger, and says what became of it.
pub(in crate::commands) fn repair(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let Some(path) = say::place(dir) else { return Ok(Exit::Unusable) };
    let repaired = app::ledger_care::repair(&path)?;
    say::answer(format, &text(&repaired), &repaired)?;
    Ok(Exit::Quiet)
}

fn text(repaired: &WireRepair) -> String {
    let WireRepair { head, fault, written_to, copy } = repaired;
    if fault.is_none() && written_to.is_none() && copy.is_none() {
        return format!("Nothing to repair: {}, all of it sound.\n", say::size(head));
    }
    let mut lines = Vec::new();
    lines.extend(fault.as_ref().map(|fault| format!("What was wrong: {fault}.")));
    lines.push(format!("The ledger ends at position {} now: {}.", head.position, say::size(head)));
    lines.extend(written_to.map(|written_to| {
        format!(
            "Entries up to position {written_to} were written once. Reports are read from the feeds again; responses, signatures and what was sent are lost with the entries that held them."
        )
    }));
    lines.extend(copy.as_ref().map(|copy| format!("The whole, as it was, is kept in {copy}")));
    lines.join("\n") + "\n"
}
