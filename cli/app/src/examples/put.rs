//! Approved examples, written into the project's folder of tests: whole, into a file of their own kind or behind what stands there, and never through a link.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::program::Program;
use ledger::asked::RuleExamples;
use plugins::files::{Links, ReadFileError, read_bounded, write_new, write_whole};
use rules::case::TestProgram;
use rules::source::{SourceText, Sources};

use crate::cases::{TESTS_FOLDER, shared_fixtures};
use crate::project::LARGEST_TEXT;
use crate::text_change::{ChangeFault, check_no_link, in_words};

/// Writes examples into their file of tests. Where they stand there already, nothing is written. What is given back is the file.
///
/// # Errors
/// The file with them could not be read as tests, or cannot be written. It is as it was.
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
    let stage =
        TestProgram::new(Arc::new(sources.clone()), Arc::clone(program)).sharing(shared_fixtures(dir, &[]));
    let faults = stage.read(&SourceText::new(&*asked.path, &*text)).faults;
    if !faults.is_empty() || text.len() as u64 > LARGEST_TEXT {
        return Err(ChangeFault::FaultyExamples(faults.iter().map(in_words).collect()));
    }
    let fault = |error| ChangeFault::of_disk(&asked.path, error);
    if before.is_some() {
        let rights = fs::metadata(&place).map_err(fault)?.permissions();
        let written = write_whole(&place, text.as_bytes());
        written.and_then(|()| fs::set_permissions(&place, rights)).map_err(fault)?;
    } else {
        fs::create_dir_all(dir.join(TESTS_FOLDER)).map_err(fault)?;
        write_new(&place, text.as_bytes(), |_| {}).map_err(fault)?;
    }
    Ok(place)
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
