//! Receipts beside their files: whole or not at all, and never through a link. Whose receipts are wanted is not decided here.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use engine::model::Catalogue;
use engine::program::Program;
use plugins::feeds::{Beside, Feed, FeedSettings};
use thiserror::Error;
use words::full_receipt::{self, Drawn, Length, lines, lines_of_refused};
use words::names::Names;

use crate::wire::{ReceiptsReport, WireFullReceipt};

/// A receipt that could not be written.
#[derive(Debug, Error)]
#[error("the receipt {path} cannot be written: {error}")]
pub struct ReceiptFileError {
    path: String,
    error: io::Error,
}

/// Writes the receipts of those feeds that want them beside their files. One that cannot be written holds up no other.
pub fn write_beside(
    project: &Path,
    feeds: &[Feed],
    drawn: &[Drawn],
    program: &Program,
) -> Vec<ReceiptFileError> {
    let mut faults = Vec::new();
    for drawn in drawn {
        let path = drawn.path();
        let is_of = |settings: &FeedSettings| match drawn {
            Drawn::Read(full) => settings.id == full.receipt.file.feed,
            Drawn::Refused(_) => settings.takes(path),
        };
        let Some(feed) = feeds.iter().find(|feed| is_of(feed.settings())) else { continue };
        let Some(beside) = feed.settings().receipt.beside else { continue };
        if feed.misplaced(project).is_some() {
            continue;
        }
        let place = project.join(format!("{path}{}", beside.ending()));
        let written = write(&place, &text(drawn, beside, program));
        faults
            .extend(written.err().map(|error| ReceiptFileError { path: place.display().to_string(), error }));
    }
    faults
}

fn text(drawn: &Drawn, beside: Beside, program: &Program) -> String {
    let names = Names { program };
    match beside {
        Beside::Json => {
            let report = report(drawn, &program.catalogue);
            let json = serde_json::to_string_pretty(&report).expect("a receipt has no keys that JSON lacks");
            format!("{}\n", language::visible::visible_json(&json))
        }
        Beside::Text => {
            let lines = match drawn {
                Drawn::Read(full) => lines(full, names, Length::Brief),
                Drawn::Refused(refused) => lines_of_refused(refused, names),
            };
            let heading = full_receipt::heading(drawn.path());
            format!("{}\n\n{}\n", language::visible::visible(&heading), lines.join("\n"))
        }
    }
}

fn report(drawn: &Drawn, catalogue: &Catalogue) -> ReceiptsReport {
    let mut report = ReceiptsReport { receipts: Vec::new(), refused: Vec::new() };
    match drawn {
        Drawn::Read(full) => report.receipts.push(WireFullReceipt::of(full, catalogue)),
        Drawn::Refused(refused) => report.refused.push(refused.into()),
    }
    report
}

/// Writes a file beside its place and moves it there: whoever reads finds the old one or the new one. A link that stands in its place is
/// replaced, and not followed.
fn write(place: &Path, text: &str) -> io::Result<()> {
    let draft = draft(place);
    // One that an earlier process left behind is in nobody's use.
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(&draft)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    let moved = written.and_then(|()| fs::rename(&draft, place));
    if moved.is_err() {
        drop(fs::remove_file(&draft));
    }
    moved
}

/// A name that no feed takes.
fn draft(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.part"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_in_the_place_of_a_receipt_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (outside, place) = (folder.path().join("precious"), folder.path().join("a.csv.receipt.txt"));
        fs::write(&outside, "precious").expect("a file");
        std::os::unix::fs::symlink(&outside, &place).expect("a link");
        write(&place, "new").expect("it is written");
        assert_eq!(fs::read_to_string(&outside).expect("it is there"), "precious");
        assert_eq!(fs::read_to_string(&place).expect("it is there"), "new");
        let names = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 2, "no draft is left");
    }
}
