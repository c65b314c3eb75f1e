//! What tests reached, as one page for browsers that needs nothing beside it. Words say what colours show.

use engine::plain;
use rules::script::{Coverage, FileCoverage};

const STYLE: &str = include_str!("page.css");

/// The whole page.
pub fn page(coverage: &Coverage) -> String {
    let rows: String = coverage.files().iter().map(row).collect();
    let files: String = coverage.files().iter().map(section).collect();
    let (lines, branches) = (coverage.lines(), coverage.branches());
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What the tests reached</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to main content</a>\n<main id=\"main\">\n\
         <h1>What the tests reached</h1>\n\
         <p>{lines} lines and {branches} branches of the rules were reached.</p>\n\
         <table>\n<caption>Each rule with what of it was reached</caption>\n<thead><tr>\
         <th scope=\"col\">Rule</th><th scope=\"col\">Lines</th><th scope=\"col\">Branches</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n{files}</main>\n</body>\n</html>\n"
    )
}

fn row(file: &FileCoverage) -> String {
    format!(
        "<tr><th scope=\"row\"><a href=\"#{}\">{}</a></th><td>{}</td><td>{}</td></tr>\n",
        anchor(file),
        escaped(&file.source.path),
        file.lines_reached(),
        file.branches_reached()
    )
}

fn section(file: &FileCoverage) -> String {
    let path = escaped(&file.source.path);
    let lines = file.source.text.lines().zip(1..);
    let lines: String = lines.map(|(text, number)| line(file, number, text)).collect();
    format!(
        "<h2 id=\"{}\">{path}</h2>\n<p>{} lines and {} branches were reached.</p>\n\
         <div class=\"scroll\" role=\"region\" aria-label=\"Source of {path}\" tabindex=\"0\">\n<table class=\"source\">\n\
         <caption>Source of {path}, line by line</caption>\n<thead><tr><th scope=\"col\">Line</th>\
         <th scope=\"col\">Reached</th><th scope=\"col\">Source</th><th scope=\"col\">Never taken</th></tr></thead>\n\
         <tbody>\n{lines}</tbody>\n</table>\n</div>\n",
        anchor(file),
        file.lines_reached(),
        file.branches_reached()
    )
}

fn line(file: &FileCoverage, number: u32, text: &str) -> String {
    let missed = file.missed_branches().filter(|branch| branch.line == number);
    let missed: Vec<String> =
        missed.map(|branch| escaped(&branch.branch.to_string().replace('`', ""))).collect();
    let (class, reached) = match file.lines.get(&number) {
        None => ("", String::new()),
        Some(0) => (" class=\"missed\"", "never".to_owned()),
        Some(_) if !missed.is_empty() => (" class=\"partly\"", times(file, number)),
        Some(_) => (" class=\"reached\"", times(file, number)),
    };
    format!(
        "<tr{class}><th scope=\"row\">{number}</th><td>{reached}</td><td><code>{}</code></td><td>{}</td></tr>\n",
        escaped(text),
        plain::list(&missed)
    )
}

fn times(file: &FileCoverage, number: u32) -> String {
    let count = file.lines.get(&number).and_then(|count| usize::try_from(*count).ok()).unwrap_or(usize::MAX);
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => plain::count(count, "time"),
    }
}

/// A name within the page, made of letters, digits and dashes.
fn anchor(file: &FileCoverage) -> String {
    file.source.path.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}
