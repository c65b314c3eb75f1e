//! The tests of a plugin, as they stand beside it or came with it. Whoever plays them is elsewhere.

use std::path::{Component, Path};

use plugins::host::{Origin, Plugin, pack_tests};
use plugins::plugin_test::{InputFault, PluginTest, PluginTestError, read_tests};
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;
use thiserror::Error;

use crate::project::Files;

/// A file of tests by what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TestFile {
    /// Its path within the project.
    pub path: String,
    /// The names of its tests, in their order.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub names: Result<Vec<String>, TestFileFault>,
}

/// Why a file of tests cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum TestFileFault {
    #[error("{}", .0.message)]
    Unreadable(Box<Diagnostic>),
    #[error("{}", .0.reason)]
    Unusable(#[from] PluginTestError),
}

fn folder(plugin: &Plugin) -> String {
    format!("plugins/{}/tests", plugin.manifest.name())
}

/// Every file of a plugin's tests, in order of name, or why one cannot be read.
pub fn test_files(files: &dyn Files, plugin: &Plugin) -> Vec<Result<SourceText, Diagnostic>> {
    match plugin.origin {
        Origin::Shipped => pack_tests(plugin.manifest.name()).into_iter().map(Ok).collect(),
        Origin::Project => {
            let paths = files.list(&folder(plugin), "toml").into_iter();
            paths.map(|path| path.and_then(|path| files.read(&path))).collect()
        }
    }
}

/// The tests in a file, with the files beside it that they name.
///
/// # Errors
/// It is not TOML, or a test in it is not one.
pub fn test_cases(
    files: &dyn Files,
    plugin: &Plugin,
    source: &SourceText,
) -> Result<Vec<PluginTest>, PluginTestError> {
    read_tests(source, &|path: &str| {
        let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_inside {
            return Err(InputFault::Outside);
        }
        let read = files.read(&format!("{}/{path}", folder(plugin)));
        read.map(|text| text.text.to_string()).map_err(|fault| InputFault::Unreadable(Box::new(fault)))
    })
}

/// What a plugin's tests are called, file by file.
pub fn told_tests(files: &dyn Files, plugin: &Plugin) -> Vec<TestFile> {
    let told = |file: Result<SourceText, Diagnostic>| match file {
        Err(fault) => {
            TestFile { path: folder(plugin), names: Err(TestFileFault::Unreadable(Box::new(fault))) }
        }
        Ok(source) => {
            let cases = test_cases(files, plugin, &source);
            let names = |cases: Vec<PluginTest>| cases.into_iter().map(|case| case.name).collect();
            TestFile {
                path: source.path.to_string(),
                names: cases.map(names).map_err(TestFileFault::Unusable),
            }
        }
    };
    test_files(files, plugin).into_iter().map(told).collect()
}
