//! What came of tests, in the XML of JUnit, which continuous integration shows.

use std::time::Duration;

use anyhow::Context as _;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use rules::diagnostic::{Colour, Diagnostic, render};

use app::cases::{FileReport, Outcome, Report, TestReport};

type Document = Writer<Vec<u8>>;

/// The whole document: a suite for each file, a case for each test. A fault that keeps a test from being played is an error of
/// its file.
///
/// # Errors
/// None that is known: it is written into memory.
pub fn junit(report: &Report) -> anyhow::Result<String> {
    let mut document = Writer::new_with_indent(Vec::new(), b' ', 2);
    document.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let counts = report.tally();
    let attributes = [
        ("name", "remit test".to_owned()),
        ("tests", (counts.passed + counts.failed + counts.to_do + counts.faults).to_string()),
        ("failures", counts.failed.to_string()),
        ("errors", counts.faults.to_string()),
        ("time", seconds(report.took)),
    ];
    let suites = document.create_element("testsuites");
    suites
        .with_attributes(borrowed(&attributes))
        .write_inner_content(|document| report.files.iter().try_for_each(|file| suite(document, file)))?;
    let mut text = String::from_utf8(document.into_inner()).context("XML is written in UTF-8")?;
    text.push('\n');
    Ok(text)
}

fn suite(document: &mut Document, file: &FileReport) -> std::io::Result<()> {
    let counts = file.tally();
    let attributes = [
        ("name", clean(&file.path)),
        ("tests", (file.tests.len() + counts.faults).to_string()),
        ("failures", counts.failed.to_string()),
        ("errors", counts.faults.to_string()),
        ("skipped", counts.to_do.to_string()),
        ("time", seconds(file.tests.iter().map(|test| test.took).sum())),
    ];
    let suite = document.create_element("testsuite").with_attributes(borrowed(&attributes));
    suite.write_inner_content(|document| {
        let faults = file.faults.iter().filter(|fault| fault.is_error());
        faults.into_iter().try_for_each(|fault| error(document, file, fault))?;
        file.tests.iter().try_for_each(|test| case(document, file, test))
    })?;
    Ok(())
}

fn case(document: &mut Document, file: &FileReport, test: &TestReport) -> std::io::Result<()> {
    let attributes = [
        ("name", clean(&test.name)),
        ("classname", clean(&file.path)),
        ("file", clean(&file.path)),
        ("line", test.line.to_string()),
        ("time", seconds(test.took)),
    ];
    let case = document.create_element("testcase").with_attributes(borrowed(&attributes));
    match &test.outcome {
        Outcome::Passed => drop(case.write_empty()?),
        Outcome::ToDo => drop(case.write_inner_content(|document| {
            let skipped = document.create_element("skipped");
            skipped.with_attribute(("message", "still to be written")).write_empty().map(drop)
        })?),
        Outcome::Failed(differences) => {
            let about: Vec<&str> = differences.iter().map(|difference| difference.about.as_str()).collect();
            let told: Vec<String> = differences.iter().map(ToString::to_string).collect();
            case.write_inner_content(|document| {
                let failure = document.create_element("failure");
                let failure = failure.with_attribute(("message", &*clean(&about.join("; "))));
                failure.write_text_content(BytesText::new(&clean(&told.join("\n")))).map(drop)
            })?;
        }
    }
    Ok(())
}

fn error(document: &mut Document, file: &FileReport, fault: &Diagnostic) -> std::io::Result<()> {
    let attributes = [("name", "the file can be read".to_owned()), ("classname", clean(&file.path))];
    let case = document.create_element("testcase").with_attributes(borrowed(&attributes));
    case.write_inner_content(|document| {
        let error = document.create_element("error").with_attribute(("message", &*clean(&fault.message)));
        let told = render(std::slice::from_ref(fault), Colour::Plain);
        error.write_text_content(BytesText::new(&clean(&told))).map(drop)
    })?;
    Ok(())
}

fn borrowed<'a>(attributes: &'a [(&'a str, String)]) -> impl Iterator<Item = (&'a str, &'a str)> {
    attributes.iter().map(|(name, value)| (*name, value.as_str()))
}

fn seconds(took: Duration) -> String {
    format!("{:.6}", took.as_secs_f64())
}

/// XML has no way to write most control characters, so they are shown as what they are.
fn clean(text: &str) -> String {
    let is_text = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\t');
    let is_xml = |letter: char| is_text(letter) && !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    text.chars().map(|letter| if is_xml(letter) { letter } else { '\u{FFFD}' }).collect()
}
