//! Feeds, the receipts of one, and the rows of one report.

use app::receipt_book::{FeedFiles, FeedReceipts, ReportedContent};
use engine::program::Program;
use words::feeds as say;
use words::names::Names;

use super::row::row;

/// A heading, and a row for each feed.
pub fn feeds_table(feeds: &[FeedFiles<'_>]) -> String {
    let mut table =
        row(&["feed", "folder", "receipts", "last_received", "last_file", "refused"].map(str::to_owned));
    for feed in feeds {
        let newest = feed.newest;
        table.push_str(&row(&[
            feed.place.id.to_string(),
            feed.place.folder.clone(),
            feed.receipts.to_string(),
            newest.map(|newest| newest.at.to_string()).unwrap_or_default(),
            newest.map(|newest| newest.path.clone()).unwrap_or_default(),
            feed.refused.to_string(),
        ]));
    }
    table
}

/// A heading, and a row for each receipt of a feed.
pub fn receipts_table(feed: &FeedReceipts<'_>) -> String {
    let columns = [
        "position",
        "received",
        "file",
        "hash",
        "account",
        "accepted",
        "unchanged",
        "revised",
        "unreconciled",
        "set_aside",
        "reasons",
    ];
    let mut table = row(&columns.map(str::to_owned));
    for filed in &feed.receipts {
        let reasons: Vec<String> =
            filed.reasons.iter().map(|(reason, rows)| say::reason(reason, *rows)).collect();
        table.push_str(&row(&[
            filed.position.to_string(),
            filed.at.to_string(),
            filed.path.clone(),
            filed.hash.clone(),
            filed.account.clone().unwrap_or_default(),
            filed.counts.accepted.to_string(),
            filed.counts.unchanged.to_string(),
            filed.counts.revised.to_string(),
            filed.counts.unreconciled.to_string(),
            filed.set_aside.to_string(),
            reasons.join("; "),
        ]));
    }
    table
}

/// A heading, and a row for each figure and for each row that was set aside.
pub fn report_table(report: &ReportedContent, program: &Program) -> String {
    let names = Names { program };
    let columns = ["position", "received", "file", "line", "what", "measure", "body", "period", "said"];
    let mut table = row(&columns.map(str::to_owned));
    for reported in &report.receipts {
        let about =
            [reported.position.to_string(), reported.at.to_string(), reported.receipt.file.path.clone()];
        let figures = reported.figures.told.iter().map(|figure| {
            let cell = &figure.cell;
            let what = [cell.measure.to_string(), cell.body.to_string(), cell.period.to_string()];
            (figure.source.line, "figure", what, say::figure(figure, names).1)
        });
        let set_aside = reported.receipt.quarantined.iter();
        let set_aside = set_aside.map(|quarantined| {
            (quarantined.line, "set aside", Default::default(), quarantined.reason.clone())
        });
        for (line, what, cell, said) in figures.chain(set_aside) {
            let fields = [line.to_string(), what.to_owned()];
            table.push_str(&row(&about
                .iter()
                .chain(&fields)
                .chain(&cell)
                .chain([&said])
                .cloned()
                .collect::<Vec<_>>()));
        }
    }
    table
}
