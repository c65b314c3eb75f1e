//! `remit ledger erase`: takes personal values out of the ledger, and says what it could not reach.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::erasure::{self, Asking, EraseError, Found, InClear, Wanted, find, still_written};
use app::project;
use jiff::Timestamp;
use plugins::stores::LedgerPlace;
use serde::Serialize;
use words::english;

use super::super::admission::admitted;
use super::super::said;
use super::say;
use crate::args::EraseArgs;
use crate::exit::Exit;
use crate::render::Bars;

#[derive(Serialize)]
struct WireErased {
    found: Found,
    /// Where the erasure is written down; none where nothing was erased.
    position: Option<u64>,
    /// Texts of the project's folder that say it, from where it would be written down again.
    in_folder: BTreeSet<Arc<str>>,
    /// Copies beside the ledger, in which everything may still stand.
    copies: Vec<String>,
}

/// Says what would be erased, and erases it where that is confirmed.
pub(in crate::commands) fn erase(args: &EraseArgs) -> anyhow::Result<Exit> {
    let Some(place) = say::place(&args.dir) else { return Ok(Exit::Unusable) };
    let Some(mut store) = place.open_read_only()? else {
        said::answer(&say::none(&args.dir))?;
        return Ok(Exit::Quiet);
    };
    let wanted = wanted(args);
    let mut position = None;
    let found = if args.yes {
        drop(store);
        let mut store = admitted(place.open()?, None)?;
        let found = find(&mut *store, &wanted)?;
        if found.is_nothing() {
            erasure::finish(&mut *store)?;
        } else {
            let asking = Asking { by: args.by.clone(), reason: args.reason.clone(), at: Timestamp::now() };
            match erasure::erase(&mut *store, (&wanted, &found), asking, &Bars::default()) {
                Ok(at) => position = Some(at),
                Err(EraseError::Store(error)) => return Err(error.into()),
                Err(refused) => {
                    said::complain(&format!("nothing was erased: {refused}"));
                    return Ok(Exit::Unusable);
                }
            }
        }
        found
    } else {
        find(&mut *store, &wanted)?
    };
    let written = project::written_texts(&args.dir);
    let in_folder = written.map(|texts| still_written(&texts, &wanted)).unwrap_or_default();
    let erased = WireErased { found, position, in_folder, copies: copies(&place) };
    say::answer(args.format, &text(&erased), &erased)?;
    let is_gone = erased.found.in_clear.is_nothing() && erased.in_folder.is_empty();
    Ok(if is_gone { Exit::Quiet } else { Exit::Failed })
}

fn wanted(EraseArgs { person, mention, at, .. }: &EraseArgs) -> Wanted {
    match (person, mention, at) {
        (Some(name), ..) => Wanted::Person(name.clone()),
        (_, Some(words), _) => Wanted::Mention(words.clone()),
        (_, _, at) => Wanted::At(at.unwrap_or_default()),
    }
}

fn text(WireErased { found, position, in_folder, copies }: &WireErased) -> String {
    let mut lines = Vec::new();
    if found.is_nothing() {
        lines.push("Nothing that can be erased stands on the ledger.".to_owned());
    } else {
        let word = if position.is_some() { "Erased" } else { "To be erased" };
        let entries = english::count(found.positions.len(), "entry");
        lines.push(format!("{word}: {} in {entries}.", values(found)));
        match found.undelivered.len() {
            0 => {}
            1 => lines.push(
                "One message that says it is still to be delivered, and until then nothing is erased."
                    .to_owned(),
            ),
            more => lines.push(format!(
                "{} that say it are still to be delivered, and until then nothing is erased.",
                english::capitalised(&english::count(more, "message"))
            )),
        }
        if !found.in_force.is_empty() {
            lines.push(format!(
                "The texts in force say it ({}), and as long as they do nothing is erased: take it out of the project's texts, and let those come into force with `remit run` or `remit serve`.",
                english::list(&paths(&found.in_force))
            ));
        }
        match position {
            Some(position) => lines.push(format!(
                "Position {position} says who asked for it and why. Hashes, alerts and verdicts are as they were; the next start works everything out once."
            )),
            None if found.in_force.is_empty() => {
                lines.push("Nothing was erased. Say `--yes` to erase it.".to_owned());
            }
            None => {}
        }
    }
    lines.extend(in_clear(&found.in_clear));
    if !in_folder.is_empty() && found.in_force.is_empty() {
        lines.push(format!(
            "It stands in the project's folder, in {}, and is written down again with the next texts that come into force from there. Take it out.",
            english::list(&paths(in_folder))
        ));
    }
    if !copies.is_empty() {
        lines.push(format!("Copies beside the ledger may still have it; remove them: {}", copies.join(", ")));
    }
    lines.push("Not reached: backups, files of feeds, the project's folder, accounts, messages that were sent, and pages and proofs that others have.".to_owned());
    lines.join("\n") + "\n"
}

fn paths(paths: &BTreeSet<Arc<str>>) -> Vec<String> {
    paths.iter().map(ToString::to_string).collect()
}

fn values(Found { names, words, .. }: &Found) -> String {
    let names = (*names > 0).then(|| match names {
        1 => "one name".to_owned(),
        more => format!("{} spellings of a name", english::figure(*more)),
    });
    let noun = if names.is_some() { "other value" } else { "value" };
    let words = (*words > 0).then(|| english::count(*words, noun));
    english::list(&names.into_iter().chain(words).collect::<Vec<_>>())
}

/// What cannot be erased, and why.
fn in_clear(InClear { batches, texts }: &InClear) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(last) = batches.last() {
        let batches = match batches.len() {
            1 => "one batch, which".to_owned(),
            more => format!("{} batches, the last of which", english::figure(more)),
        };
        lines.push(format!(
            "It stands in clear in {batches} ends at position {last}, and cannot be erased there: an older Remit wrote it so, or it is a signature, or what is told of a change that people sign. Only a new ledger is without it."
        ));
    }
    if let Some(last) = texts.last() {
        lines.push(format!(
            "It stands in clear in texts of the project that came into force, last at position {last}, and cannot be erased there: an older Remit wrote them so, approvers sign them, or it is no name or address by the key at which it stands. Take it out of the texts, so that those in force lack it."
        ));
    }
    lines
}

/// The copies of a ledger that Remit kept beside it.
fn copies(place: &LedgerPlace) -> Vec<String> {
    let file = place.beside();
    let Some((folder, name)) = file.parent().zip(file.file_name()) else { return Vec::new() };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(listed) = std::fs::read_dir(folder) else { return Vec::new() };
    let beside: Vec<PathBuf> = listed.filter_map(Result::ok).map(|entry| entry.path()).collect();
    let name = name.to_string_lossy();
    let is_copy = |path: &PathBuf| {
        let own = path.file_name().map(|own| own.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = own.strip_prefix(&*name).unwrap_or_default();
        ending.starts_with(".before-") || ending.starts_with(".rescued-")
    };
    let mut copies: Vec<String> =
        beside.iter().filter(|path| is_copy(path)).map(|path| path.display().to_string()).collect();
    copies.sort();
    copies
}
