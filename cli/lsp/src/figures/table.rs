//! Tables in Markdown.

/// An editor shows a few lines: no more rows than this are told.
pub(super) const MOST: usize = 6;

/// A table in Markdown.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let escaped = |cell: &String| cell.replace('|', "\\|");
    let head_line = line(head.iter().map(|cell| (*cell).to_owned()).collect());
    let rule = line(head.iter().map(|_| "---".to_owned()).collect());
    let rows = rows.iter().map(|row| line(row.iter().map(escaped).collect()));
    [head_line, rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}
