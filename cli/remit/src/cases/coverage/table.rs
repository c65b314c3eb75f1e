//! What tests reached, as a table: each rule with its lines and branches, and below it what was not reached.

use rules::script::{Coverage, FileCoverage};
use words::english;

use crate::render::Ink;

/// The table, ending with a line of its own.
pub fn table(coverage: &Coverage) -> String {
    let files = coverage.files();
    let width = files.iter().map(|file| file.source.path.chars().count()).max().unwrap_or(0);
    let mut lines = vec![String::new(), Ink::Title.paint("What the tests reached")];
    for file in files {
        let (reached, branches) = (file.lines_reached(), file.branches_reached());
        let path = &file.source.path;
        lines.push(format!("  {path:width$}  {reached} lines, {branches} branches"));
        lines.extend(missed(file).map(|missed| format!("    {}", Ink::Caution.paint(missed))));
    }
    lines.push(format!("Together: {} lines, {} branches.", coverage.lines(), coverage.branches()));
    lines.push(String::new());
    lines.join("\n")
}

/// What of a file was not reached, in words.
fn missed(file: &FileCoverage) -> Option<String> {
    let lines: Vec<String> = runs(file.missed_lines());
    let mut parts = Vec::new();
    if !lines.is_empty() {
        let number = if file.missed_lines().count() == 1 { "line" } else { "lines" };
        parts.push(format!("{number} {}", english::list(&lines)));
    }
    // Branches on lines that were never reached go without saying.
    let is_missed_line = |line: u32| file.lines.get(&line).is_some_and(|count| *count == 0);
    let branches = file.missed_branches().filter(|branch| !is_missed_line(branch.line));
    parts.extend(branches.map(|branch| format!("{} at line {}", branch.branch, branch.line)));
    (!parts.is_empty()).then(|| format!("never: {}", parts.join("; ")))
}

/// `3`, `5 to 7`: numbers that follow each other as one.
fn runs(numbers: impl Iterator<Item = u32>) -> Vec<String> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let told = |(first, last): &(u32, u32)| {
        if first == last { first.to_string() } else { format!("{first} to {last}") }
    };
    runs.iter().map(told).collect()
}
