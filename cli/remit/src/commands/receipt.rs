//! `remit receipt`: what became of one file, once more from the ledger.

use std::path::Path;

use app::connect;
use app::project::{self, Project};
use app::reading::{self, Embargoed};
use app::since::FileStory;
use app::wire::{ReceiptsReport, WireFullReceipt, WireWaitingFile};
use jiff::Timestamp;
use plugins::files::path_within;
use words::full_receipt::Length;
use words::names::Names;
use words::question::{self, EmbargoBy};

use super::said;
use crate::args::{Format, ReceiptArgs};
use crate::exit::Exit;
use crate::render::{refused_file, whole_receipt};

/// Prints the newest receipt of a file. Writes nothing.
pub(super) fn receipt(args: &ReceiptArgs) -> anyhow::Result<Exit> {
    let (dir, file) = args.question();
    let (project, faults) = project::load_agreed(&mut project::compiler(), &dir, Timestamp::now())?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let story = FileStory::of(&project.ledger(), &|path| is_meant(file, path, &dir))?;
    let last = match (&story.refused, story.receipts.last()) {
        (Some(refused), _) => Err(refused),
        (None, Some(full)) => Ok(full),
        (None, None) => {
            said::complain(&without_receipt(&project, file, &story.known));
            return Ok(Exit::Unusable);
        }
    };
    let names = Names { program: &project.program };
    let length = if args.all { Length::Whole } else { Length::Brief };
    match args.format {
        Format::Text => said::answer(&match last {
            Ok(full) => whole_receipt(full, names, length),
            Err(refused) => refused_file(refused, names),
        })?,
        Format::Json => {
            let catalogue = &project.program.catalogue;
            let report = ReceiptsReport {
                receipts: last.iter().map(|full| WireFullReceipt::of(full, catalogue)).collect(),
                refused: last.err().into_iter().map(Into::into).collect(),
                waiting: last.iter().filter_map(|full| WireWaitingFile::of_rows(full)).collect(),
            };
            said::answer_json(&serde_json::to_string_pretty(&report)?)?;
        }
    }
    Ok(Exit::Quiet)
}

/// Why there is no receipt of a file.
fn without_receipt(project: &Project, file: &str, known: &[String]) -> String {
    let feeds = connect::feeds(&project.settings);
    let held = reading::under_embargo(&project.dir, &feeds, Timestamp::now());
    let is_asked = |held: &&Embargoed| is_meant(file, &path_within(&project.dir, &held.path), &project.dir);
    match held.iter().find(is_asked) {
        Some(held) => {
            let feed = feeds.iter().find(|feed| feed.takes(&project.dir, &held.path));
            let by_name = feed.and_then(|feed| feed.embargo_in_name(&project.dir, &held.path));
            let is_own = by_name.is_some_and(|until| until == held.until);
            let by = if is_own { EmbargoBy::ItsName } else { EmbargoBy::ItsRelease };
            question::under_embargo(file, &held.until, by)
        }
        None => question::no_receipt(file, known),
    }
}

/// Whether a file is meant by what was asked: by its path within the project, by its path from here, or by its name.
fn is_meant(asked: &str, path: &str, dir: &Path) -> bool {
    let asked = asked.strip_prefix("./").unwrap_or(asked);
    let from_here = Path::new(asked).strip_prefix(dir).ok().and_then(Path::to_str);
    asked == path
        || from_here == Some(path)
        || (!asked.contains('/') && path.rsplit('/').next() == Some(asked))
}
