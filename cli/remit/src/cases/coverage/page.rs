//! What tests reached, as one page for browsers that needs nothing beside it. Words say what colours show.

use askama::Template;
use rules::script::{Coverage, FileCoverage};
use words::english;

const STYLE: &str = include_str!("../../../templates/test/coverage.css");

/// The page as its template takes it.
#[derive(Template)]
#[template(path = "test/coverage.html")]
struct CoveragePage<'a> {
    style: &'static str,
    coverage: &'a Coverage,
    files: Vec<RuleFile<'a>>,
}

struct RuleFile<'a> {
    path: &'a str,
    /// Its name within the page, made of letters, digits and dashes.
    anchor: String,
    lines: String,
    branches: String,
    source: Vec<SourceLine<'a>>,
}

struct SourceLine<'a> {
    number: u32,
    class: &'static str,
    reached: String,
    text: &'a str,
    /// The branches that were never taken.
    missed: String,
}

/// The whole page.
///
/// # Errors
/// The template cannot be filled, which is no fault of the rules.
pub fn page(coverage: &Coverage) -> askama::Result<String> {
    let files = coverage.files().iter().map(rule_file).collect();
    Ok(CoveragePage { style: STYLE, coverage, files }.render()? + "\n")
}

fn rule_file(file: &FileCoverage) -> RuleFile<'_> {
    let path = &*file.source.path;
    let anchor = path.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
    let lines = file.source.text.lines().zip(1..);
    RuleFile {
        path,
        anchor: anchor.collect(),
        lines: file.lines_reached().to_string(),
        branches: file.branches_reached().to_string(),
        source: lines.map(|(text, number)| source_line(file, number, text)).collect(),
    }
}

fn source_line<'a>(file: &FileCoverage, number: u32, text: &'a str) -> SourceLine<'a> {
    let missed = file.missed_branches().filter(|branch| branch.line == number);
    let missed: Vec<String> = missed.map(|branch| branch.branch.to_string().replace('`', "")).collect();
    let (class, reached) = match file.lines.get(&number) {
        None => ("", String::new()),
        Some(0) => ("missed", "never".to_owned()),
        Some(_) if !missed.is_empty() => ("partly", times(file, number)),
        Some(_) => ("reached", times(file, number)),
    };
    SourceLine { number, class, reached, text, missed: english::list(&missed) }
}

fn times(file: &FileCoverage, number: u32) -> String {
    let count = file.lines.get(&number).and_then(|count| usize::try_from(*count).ok()).unwrap_or(usize::MAX);
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => english::count(count, "time"),
    }
}
