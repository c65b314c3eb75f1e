//! What became of the rows of files.

use engine::program::Program;
use ledger::entry::{FileReceipt, Quarantined, UnequalTotal, UnexplainedMark};

use crate::english;
use crate::names::Names;

/// Over the files.
pub const HEADING: &str = "Files read";
/// Where there is no file.
pub const NO_FILES: &str = "None. Put files into the folders of the feeds.";

/// Where no file says anything new.
pub const NOTHING_NEW: &str = "No file says anything new.";
/// Behind receipts of which nothing was written.
pub const DRY: &str = "Nothing was written, and nobody was told. Without --dry, `run` takes these files in.";

/// A file that is there and could not be read, in a line.
pub fn refused(fault: &str) -> String {
    format!("Refused: {fault}")
}

/// Files that are not shown.
pub fn more_files(number: usize) -> String {
    format!("and {}; --all shows them", english::count(number, "more file"))
}

/// A file with its counts, in a line.
pub fn file(receipt: &FileReceipt) -> String {
    let same_as = receipt.same_as.as_ref().map(|path| format!("; equal to {path}")).unwrap_or_default();
    format!("{}: {}{same_as}", receipt.file.path, counts(receipt))
}

fn counts(receipt: &FileReceipt) -> String {
    let counts = &receipt.counts;
    let said = [
        (counts.accepted as usize, "new"),
        (counts.unchanged as usize, "known already"),
        (counts.revised as usize, "revised"),
        (counts.unreconciled as usize, "unreconciled"),
        (receipt.skipped as usize, "left out as the feed says"),
        (receipt.set_aside(), "set aside"),
        (receipt.left_out as usize, "no longer in it"),
    ];
    let said: Vec<String> = said
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", english::number(number.into())))
        .collect();
    let totals = match receipt.unequal_totals.len() {
        0 => String::new(),
        1 => "; a total differs from the sum of the rows".to_owned(),
        several => format!(
            "; {}{} differ from the sum of the rows",
            at_least(several),
            english::count(several, "total")
        ),
    };
    let said = if said.is_empty() { "no rows".to_owned() } else { said.join(", ") };
    format!("{said}{totals}")
}

/// How many rows of a file could not be used.
pub fn set_aside(receipt: &FileReceipt) -> String {
    let rows = english::count(receipt.set_aside(), "row");
    let verb = if receipt.set_aside() == 1 { "was" } else { "were" };
    format!("{}: {rows} {verb} set aside and not used", receipt.file.path)
}

/// Where a row of a file stands.
fn place(receipt: &FileReceipt, line: u32) -> String {
    english::place(&receipt.file.sheets.place(line))
}

/// The lines of the rows that could not be used, by their reason, the most frequent first.
pub fn by_reason(receipt: &FileReceipt) -> Vec<(&str, Vec<u32>)> {
    let mut reasons: Vec<(&str, Vec<u32>)> = Vec::new();
    for row in &receipt.quarantined {
        match reasons.iter_mut().find(|(reason, _)| *reason == row.reason) {
            Some((_, lines)) => lines.push(row.line),
            None => reasons.push((&row.reason, vec![row.line])),
        }
    }
    reasons.sort_by_key(|(_, lines)| std::cmp::Reverse(lines.len()));
    reasons
}

/// A row that could not be used, with the reason.
pub fn row(receipt: &FileReceipt, row: &Quarantined) -> String {
    format!("{}: {}", place(receipt, row.line), row.reason)
}

/// A mark that nobody has explained: whoever owns the feed is asked.
pub fn unexplained(receipt: &FileReceipt, mark: &UnexplainedMark) -> String {
    let UnexplainedMark { mark, line, figures } = mark;
    let (path, feed) = (&receipt.file.path, &receipt.file.feed);
    let place = place(receipt, *line);
    let stands = format!("`{mark}` stands in place of {}", english::count(*figures as usize, "figure"));
    format!(
        "{path}, {place}: {stands}, and the feed `{feed}` does not say what it means; say under `[feed.absence]` why there is no figure, or which figure it stands for"
    )
}

/// A total that the rows of its file do not bear out, by the names that things have where a program is in force.
pub fn unequal_total(receipt: &FileReceipt, total: &UnequalTotal, program: Option<&Program>) -> String {
    let UnequalTotal { line, measure, body, period, stated, sum, rows } = total;
    let names = program.map(|program| Names { program });
    let measure = names.map_or_else(|| format!("`{measure}`"), |names| names.measure(measure).to_owned());
    let body_name = |body| names.map_or_else(|| format!("`{body}`"), |names| names.body(body).to_owned());
    let of = body.as_ref().map(|body| format!(" of {}", body_name(body))).unwrap_or_default();
    let used = match rows {
        0 => "no figure beside it was used".to_owned(),
        1 => format!("the one figure that was used is {}", english::number(*sum)),
        rows => {
            let rows = english::count(*rows as usize, "row");
            format!("the {rows} that were used add up to {}", english::number(*sum))
        }
    };
    let difference = english::number((stated - sum).abs());
    format!(
        "{}, {}: the total of {measure}{of} in {} is {}, but {used}; they differ by {difference}",
        receipt.file.path,
        place(receipt, *line),
        english::period(*period),
        english::number(*stated),
    )
}

/// Totals that are not shown, of so many that are kept.
pub fn more_totals(shown: usize, kept: usize) -> Option<String> {
    let more = kept.checked_sub(shown).filter(|more| *more > 0)?;
    let more = english::count(more, "more total");
    Some(format!("and {}{more} that the rows do not add up to", at_least(kept)))
}

/// Of a file with very many totals only the first are kept.
fn at_least(kept: usize) -> &'static str {
    if kept < UnequalTotal::MOST_TOLD { "" } else { "at least " }
}

/// Rows that are not shown.
pub fn more_rows(number: usize) -> String {
    format!("and {}", english::count(number, "more row"))
}
