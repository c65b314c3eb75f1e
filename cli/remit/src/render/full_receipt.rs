//! Receipts in full, and what changed since somebody last looked.

use words::full_receipt::{self, FullReceipt, Length, RefusedFile};
use words::names::Names;
use words::since::{self, Since};

use super::Ink;
use super::page::Page;

/// The receipt of a file.
pub fn full_receipt(full: &FullReceipt, names: Names<'_>, length: Length) -> String {
    laid_out(&full.receipt.file.path, &full_receipt::lines(full, names, length))
}

/// The same with what waits of it, for whoever knows its name.
pub fn whole_receipt(full: &FullReceipt, names: Names<'_>, length: Length) -> String {
    let lines = [full_receipt::lines(full, names, length), full_receipt::lines_of_waiting_rows(full)];
    laid_out(&full.receipt.file.path, &lines.concat())
}

/// The same of a file that could not be used.
pub fn refused_file(refused: &RefusedFile, names: Names<'_>) -> String {
    laid_out(&refused.path, &full_receipt::lines_of_refused(refused, names))
}

fn laid_out(path: &str, lines: &[String]) -> String {
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(full_receipt::heading(path)));
    for line in lines {
        let own = line.trim_start();
        page.put(2 + line.len() - own.len(), own);
    }
    page.into_text()
}

/// What changed, the worst first. `what` is since when, in words.
pub fn since(since: &Since, what: &str, names: Names<'_>, length: Length) -> String {
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(since::heading(since, what)));
    for section in since::sections(since, names, length) {
        page.put(2, &Ink::Title.paint(section.heading));
        for line in section.lines {
            page.put(4, &line);
        }
    }
    page.into_text()
}
