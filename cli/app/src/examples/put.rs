//! Approved examples, written into the project's folder of tests: whole, into a file of their own kind or behind what stands there, and never through a link.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::program::Program;
use ledger::asked::RuleExamples;
use plugins::files::{Links, ReadFileError, read_bounded, sync_names, write_new, write_whole};
use rules::case::{CaseFile, TestProgram};
use rules::diagnostic::Diagnostic;
use rules::source::{SourceText, Sources};

use crate::cases::{TESTS_FOLDER, shared_fixtures};
use crate::project::LARGEST_TEXT;
use crate::text_change::{ChangeFault, check_no_link, in_words};

/// Writes examples into their file of tests. Where they stand there already, nothing is written. What is given back is the file.
///
/// # Errors
/// They are no tests, what stands in the file keeps them out, or it cannot be written. It is as it was. A fault of another test in it is no reason.
pub fn put_examples(
    dir: &Path,
    (sources, program): (&Sources, &Arc<Program>),
    asked: &RuleExamples,
) -> Result<PathBuf, ChangeFault> {
    let place = dir.join(&asked.path);
    check_no_link(&place, &asked.path)?;
    let before = read(&place, &asked.path)?;
    if before.as_deref().is_some_and(|text| text.contains(&asked.text)) {
        return Ok(place);
    }
    let text = match &before {
        Some(before) => format!("{}\n\n{}", before.trim_end(), asked.text),
        None => format!("# {}\n\n{}", words::examples::OF_FILE, asked.text),
    };
    if text.len() as u64 > LARGEST_TEXT {
        return Err(ChangeFault::Full { path: asked.path.clone(), most: LARGEST_TEXT });
    }
    let stage =
        TestProgram::new(Arc::new(sources.clone()), Arc::clone(program)).sharing(shared_fixtures(dir, &[]));
    check(&stage, asked, &text)?;
    let written = match &before {
        Some(_) => write_behind(&place, &text),
        None => write_first(dir, &place, &text),
    };
    written.map_err(|error| ChangeFault::of_disk(&asked.path, error))?;
    Ok(place)
}

/// That they are tests, and are so also behind what stands in the file, which may have faults of its own.
fn check(stage: &TestProgram, asked: &RuleExamples, text: &str) -> Result<(), ChangeFault> {
    let CaseFile { cases, faults } = stage.read(&SourceText::new(&*asked.path, &*asked.text));
    if !faults.is_empty() {
        return Err(ChangeFault::FaultyExamples(faults.iter().map(in_words).collect()));
    }
    let begin = text.len() - asked.text.len();
    let whole = stage.read(&SourceText::new(&*asked.path, text));
    let of_them = whole.cases.iter().filter(|case| case.place().range.start >= begin);
    if of_them.count() == cases.len() {
        return Ok(());
    }
    let is_of_them =
        |fault: &&Diagnostic| fault.labels.first().is_some_and(|label| label.span.range.start >= begin);
    let (theirs, others): (Vec<_>, Vec<_>) = whole.faults.iter().partition(is_of_them);
    let told = if theirs.is_empty() { others } else { theirs };
    Err(ChangeFault::InTheWay { path: asked.path.clone(), faults: told.into_iter().map(in_words).collect() })
}

/// Writes the file anew, which holds more now. It has the rights that it had.
fn write_behind(place: &Path, text: &str) -> io::Result<()> {
    let rights = fs::metadata(place)?.permissions();
    write_whole(place, text.as_bytes())?;
    fs::set_permissions(place, rights)?;
    place.parent().map_or(Ok(()), sync_names)
}

/// Writes the first examples of a mission. Before they count as written, the disk knows the file by its name, and the folder where that is new.
fn write_first(dir: &Path, place: &Path, text: &str) -> io::Result<()> {
    let folder = dir.join(TESTS_FOLDER);
    fs::create_dir_all(&folder)?;
    write_new(place, text.as_bytes(), |_| {})?;
    sync_names(&folder)?;
    sync_names(dir)
}

/// What the file holds; none where there is none.
fn read(place: &Path, path: &str) -> Result<Option<String>, ChangeFault> {
    let bytes = match read_bounded(place, LARGEST_TEXT, Links::Refused) {
        Ok(bytes) => bytes,
        Err(ReadFileError::Failed(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(ReadFileError::Failed(error)) => return Err(ChangeFault::of_disk(path, error)),
        Err(fault) => return Err(ChangeFault::of_disk(path, io::Error::other(fault))),
    };
    let text = String::from_utf8(bytes).map_err(|_| ChangeFault::NotText { path: path.to_owned() })?;
    Ok(Some(text))
}
