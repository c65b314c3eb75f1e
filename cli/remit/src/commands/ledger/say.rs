//! What the commands about the ledger say in common.

use std::path::Path;

use app::ledger_care::WireHead;
use app::project;
use plugins::stores::LedgerPlace;
use serde::Serialize;
use words::english;

use super::super::said;
use crate::args::Format;

/// What stands in the place of a hash on a ledger that an older Remit wrote.
const UNCHAINED: &str = "none yet; the next `remit run` or `remit serve` adds it";

/// Where the ledger of a project lies; none where the project does not say so in a form that can be read, which is told.
pub(super) fn place(dir: &Path) -> Option<LedgerPlace> {
    project::ledger_place(dir).map_err(|faults| said::diagnose(&faults)).ok()
}

/// Prints an answer in the form that was asked for.
pub(super) fn answer(format: Format, text: &str, document: &impl Serialize) -> anyhow::Result<()> {
    match format {
        Format::Text => said::answer(text),
        Format::Json => said::answer(&format!("{}\n", serde_json::to_string_pretty(document)?)),
    }
}

/// What is said where there is no ledger.
pub(super) fn none(dir: &Path) -> String {
    format!("There is no ledger yet; `remit run {}` begins it.\n", dir.display())
}

/// How much stands on a ledger, such as "12 entries in 5 batches".
pub(super) fn size(head: &WireHead) -> String {
    let count = |number: u64, one: &str, more: &str| {
        format!(
            "{} {}",
            english::figure(usize::try_from(number).unwrap_or(usize::MAX)),
            if number == 1 { one } else { more }
        )
    };
    format!("{} in {}", count(head.entries, "entry", "entries"), count(head.batches, "batch", "batches"))
}

/// Where the ledger ends, one fact to a line.
pub(super) fn lines(head: &WireHead) -> String {
    let hash = head.hash.as_deref().unwrap_or(UNCHAINED);
    let at = head.at.map_or_else(|| "never".to_owned(), |at| at.to_string());
    format!("Position  {}\nHolds     {}\nWritten   {at}\nHash      {hash}\n", head.position, size(head))
}
