//! Finds the files of tests: all in the project's folder of tests, or those that are named.

use std::path::{Path, PathBuf};

use rules::case::SHARED_FIXTURES;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;

use crate::project::{list, read_text};

/// The folder of rule tests.
pub const TESTS_FOLDER: &str = "tests";

/// The texts of a project's tests, those of its folder where no file is named, with a fault for each that cannot be read.
pub fn texts(dir: &Path, named: &[PathBuf]) -> (Vec<SourceText>, Vec<Diagnostic>) {
    let (mut texts, mut faults) = (Vec::new(), Vec::new());
    let listed = list(dir, TESTS_FOLDER, "toml");
    let wanted: Vec<Result<SourceText, Diagnostic>> = if named.is_empty() {
        listed.into_iter().map(|path| read_text(dir, &path?)).collect()
    } else {
        let known: Vec<String> = listed.into_iter().filter_map(Result::ok).collect();
        named.iter().map(|file| read_named(dir, file, &known)).collect()
    };
    for text in wanted {
        match text {
            Ok(text) => texts.push(text),
            Err(fault) => faults.push(fault),
        }
    }
    (texts, faults)
}

/// The fixtures that tests of all files may begin with, where the project has any: of these texts, or else from the folder.
pub fn shared_fixtures(dir: &Path, texts: &[SourceText]) -> Option<SourceText> {
    let read = texts.iter().find(|text| &*text.path == SHARED_FIXTURES).cloned();
    read.or_else(|| dir.join(SHARED_FIXTURES).is_file().then(|| read_text(dir, SHARED_FIXTURES).ok())?)
}

/// A file may be named from within the project or from where one stands.
fn read_named(dir: &Path, file: &Path, known: &[String]) -> Result<SourceText, Diagnostic> {
    let inside = file.strip_prefix(dir).unwrap_or(file);
    let name = inside.to_string_lossy().replace('\\', "/");
    if dir.join(inside).is_file() {
        return read_text(dir, &name);
    }
    if file.is_file() {
        return read_text(Path::new(""), &file.to_string_lossy());
    }
    let fault = Diagnostic::project_error(Code::MissingFile, format!("there is no file of tests {name}"));
    let help = format!(
        "tests lie in the folder `{TESTS_FOLDER}` of the project, in files such as `{TESTS_FOLDER}/first.toml`"
    );
    Err(fault.with_help(help).with_nearest(&name, known.iter().map(String::as_str)))
}
