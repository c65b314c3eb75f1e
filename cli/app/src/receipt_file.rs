//! Receipts beside their files: whole or not at all, and never through a link. Whose receipts are wanted is not decided here.

use std::io;
use std::path::Path;

use engine::model::Catalogue;
use engine::program::Program;
use plugins::feeds::{Beside, Feed, FeedSettings};
use plugins::files::write_whole;
use thiserror::Error;
use words::full_receipt::{
    self, Drawn, Length, lines, lines_of_refused, lines_of_waiting, lines_of_waiting_rows,
};
use words::names::Names;

use crate::wire::{ReceiptsReport, WireFullReceipt, WireWaitingFile};

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
            Drawn::Refused(_) | Drawn::Waiting(_) => settings.takes(path),
        };
        let Some(feed) = feeds.iter().find(|feed| is_of(feed.settings())) else { continue };
        let Some(beside) = feed.settings().receipt.beside else { continue };
        if feed.misplaced(project).is_some() {
            continue;
        }
        let place = project.join(format!("{path}{}", beside.ending()));
        let written = write_whole(&place, text(drawn, beside, program).as_bytes());
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
                Drawn::Read(full) => {
                    [lines(full, names, Length::Brief), lines_of_waiting_rows(full)].concat()
                }
                Drawn::Refused(refused) => lines_of_refused(refused, names),
                Drawn::Waiting(waiting) => lines_of_waiting(waiting),
            };
            let heading = full_receipt::heading(drawn.path());
            format!("{}\n\n{}\n", language::visible::visible(&heading), lines.join("\n"))
        }
    }
}

fn report(drawn: &Drawn, catalogue: &Catalogue) -> ReceiptsReport {
    let mut report = ReceiptsReport::default();
    match drawn {
        Drawn::Read(full) => {
            report.receipts.push(WireFullReceipt::of(full, catalogue));
            report.waiting.extend(WireWaitingFile::of_rows(full));
        }
        Drawn::Refused(refused) => report.refused.push(refused.into()),
        Drawn::Waiting(waiting) => report.waiting.push(waiting.into()),
    }
    report
}
