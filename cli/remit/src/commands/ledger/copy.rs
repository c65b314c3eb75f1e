//! `remit ledger copy`: a ledger carried from a file into a database, or the other way.

use std::path::Path;

use app::project;
use plugins::stores::{Copied, DatabaseAddress, LedgerPlace, copy as carry};
use serde::Serialize;
use words::english;

use super::super::said;
use super::say;
use crate::args::Format;
use crate::exit::Exit;

#[derive(Serialize)]
struct WireCopied {
    /// How many batches were copied; those that were there already are not among them.
    copied: u64,
    /// Where both ledgers end.
    position: u64,
    hash: String,
}

/// Copies a ledger, and says where it ends there.
pub(in crate::commands) fn copy(from: &str, to: &str, format: Format) -> anyhow::Result<Exit> {
    let (Some(from), Some(to)) = (place(from, to)?, place(to, from)?) else { return Ok(Exit::Unusable) };
    let Copied { head, batches } = carry(&from, &to)?;
    let copied = english::figure(usize::try_from(batches).unwrap_or(usize::MAX));
    let noun = if batches == 1 { "batch" } else { "batches" };
    let text = format!(
        "Copied {copied} {noun} to {to}.\nBoth ledgers end at position {}, with the hash {}.\n",
        head.position, head.hash
    );
    let document = WireCopied { copied: batches, position: head.position, hash: head.hash.to_string() };
    say::answer(format, &text, &document)?;
    Ok(Exit::Quiet)
}

/// What somebody means by a name, beside the other that is named; none where a project is asked that cannot say, which is told. Nothing of this machine is looked
/// for beside either, since both may belong to one project.
fn place(said: &str, other: &str) -> anyhow::Result<Option<LedgerPlace>> {
    let (dir, beside) = (Path::new(said), Path::new(other));
    let told = if DatabaseAddress::is_meant(said) {
        if !beside.is_dir() {
            return Ok(Some(LedgerPlace::database(DatabaseAddress::parse(said)?, "")));
        }
        // The project on the other side says by what the database lets it in.
        project::ledger_place_at(beside, said)
    } else if dir.is_dir() {
        project::ledger_place(dir).map(Ok)
    } else {
        return Ok(Some(LedgerPlace::file(said)));
    };
    match told {
        Ok(place) => Ok(Some(place?.apart())),
        Err(faults) => {
            said::diagnose(&faults);
            Ok(None)
        }
    }
}
